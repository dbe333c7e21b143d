// Compiles the look once: Sass to one stylesheet, the script and the icons beside it, each under a name that holds
// its digest, so that a browser may keep it for ever. `make` runs this; nothing here runs in production.
//
//   node scripts/build_design.mjs            builds into src/sendplan/web/design/built/
//
// built/static/   what is served under /static/ (sendplan.<digest>.css, …)
// built/root/     what a browser asks for at the root (favicon.ico, robots.txt)
// built/names.json  plain name -> name with its digest; `asset()` in the templates reads it
import { createHash } from 'node:crypto'
import {
  cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync
} from 'node:fs'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const project = dirname(here)
const design = join(project, 'src', 'sendplan', 'web', 'design')
const built = join(design, 'built')
const making = join(project, 'build', `design.${process.pid}`)

let sass
try {
  sass = await import('sass')
} catch {
  console.error('The packages of the style build are missing: run `npm ci --ignore-scripts` in the project folder first.')
  process.exit(1)
}

const names = {}

function keep (name, content) {
  const digest = createHash('sha256').update(content).digest('hex').slice(0, 12)
  const extension = extname(name)
  names[name] = `${name.slice(0, -extension.length)}.${digest}${extension}`
  writeFileSync(join(making, 'static', names[name]), content)
}

rmSync(making, { recursive: true, force: true })
mkdirSync(join(making, 'static'), { recursive: true })

const compiled = sass.compile(join(design, 'sass', 'sendplan.scss'), {
  importers: [new sass.NodePackageImporter(project)],
  style: 'compressed',
  quietDeps: true,
  fatalDeprecations: []
})
// Three rules of the components name GOV.UK's blue outright and take no setting: in ours they have our brand's colour.
keep('sendplan.css', compiled.css.replaceAll('#1d70b8', '#0d474d'))
for (const folder of ['scripts', 'icons']) {
  for (const name of readdirSync(join(design, folder)).sort()) {
    if (['.mjs', '.svg', '.png', '.webmanifest'].includes(extname(name))) keep(name, readFileSync(join(design, folder, name)))
  }
}
cpSync(join(design, 'root'), join(making, 'root'), { recursive: true })
writeFileSync(join(making, 'names.json'), JSON.stringify(names, null, 2) + '\n')

// Files are named by their content, so new ones are put beside the old, each in one step, and the list of names last:
// a server that started before goes on serving the look it started with. What nothing has named for a week goes.
const week = 7 * 24 * 60 * 60 * 1000
for (const folder of ['static', 'root']) {
  mkdirSync(join(built, folder), { recursive: true })
  for (const name of readdirSync(join(making, folder))) {
    const place = join(built, folder, name)
    if (folder === 'root' || !existsSync(place)) renameSync(join(making, folder, name), place)
    else utimesSync(place, new Date(), new Date())
  }
}
renameSync(join(making, 'names.json'), join(built, 'names.json'))
for (const name of readdirSync(join(built, 'static'))) {
  const place = join(built, 'static', name)
  if (!Object.values(names).includes(name) && Date.now() - statSync(place).mtimeMs > week) rmSync(place)
}
rmSync(making, { recursive: true, force: true })
console.log(`design: ${Object.keys(names).length} files, stylesheet ${Math.round(compiled.css.length / 1024)} kB`)
