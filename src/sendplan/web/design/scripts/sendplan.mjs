// The pages work without this. With it: errors are read out and reached first, characters left are counted as they
// are typed, a form cannot be sent twice by a double click, and a print button appears where there is one to press.

const pauseBeforeSaying = 1000

for (const summary of document.querySelectorAll('[data-module="govuk-error-summary"]')) {
  summary.setAttribute('tabindex', '-1')
  // A form may lead back to its own place on the page; the browser goes there last, so the summary waits for that.
  const reach = () => requestAnimationFrame(() => summary.focus())
  if (document.readyState === 'complete') reach()
  else window.addEventListener('load', reach, { once: true })
  for (const link of summary.querySelectorAll('a[href^="#"]')) {
    link.addEventListener('click', (event) => {
      const field = document.getElementById(decodeURIComponent(link.hash.slice(1)))
      if (!field) return
      event.preventDefault()
      const label = document.querySelector(`label[for="${CSS.escape(field.id)}"]`)
      const legend = field.closest('fieldset')?.querySelector('legend')
      ;(legend ?? label ?? field).scrollIntoView()
      field.focus({ preventScroll: true })
    })
  }
}

for (const group of document.querySelectorAll('[data-module="govuk-character-count"]')) {
  const field = group.querySelector('.govuk-js-character-count')
  const hint = field && document.getElementById(`${field.id}-info`)
  const limit = Number(group.dataset.maxlength)
  if (!hint || !limit) continue
  // The limit said in words stays for a screen reader; what is seen, and said after a pause, is what is left.
  const seen = document.createElement('div')
  seen.className = 'govuk-hint govuk-character-count__message'
  seen.setAttribute('aria-hidden', 'true')
  const said = document.createElement('div')
  said.className = 'govuk-visually-hidden'
  said.setAttribute('aria-live', 'polite')
  hint.classList.add('govuk-visually-hidden')
  hint.after(seen, said)
  const words = () => {
    // A browser sends a line break as two characters, and that is what the server counts.
    const left = limit - field.value.replace(/\r?\n/g, '\r\n').length
    const number = Math.abs(left)
    const noun = number === 1 ? 'character' : 'characters'
    return [left, left < 0 ? `You have ${number} ${noun} too many` : `You have ${number} ${noun} remaining`]
  }
  const show = () => {
    const [left, sentence] = words()
    seen.textContent = sentence
    seen.classList.toggle('govuk-error-message', left < 0)
    field.classList.toggle('govuk-textarea--error', left < 0 || field.getAttribute('aria-invalid') === 'true')
  }
  let pause
  field.addEventListener('input', () => {
    show()
    clearTimeout(pause)
    pause = setTimeout(() => { said.textContent = words()[1] }, pauseBeforeSaying)
  })
  window.addEventListener('pageshow', show)
  show()
}

// A second press within two seconds is a slip of the finger. The form can still be sent again after that.
for (const form of document.querySelectorAll('form[data-send-once]')) {
  let last = -Infinity
  form.addEventListener('submit', (event) => {
    if (event.timeStamp - last < 2000) event.preventDefault()
    else last = event.timeStamp
  })
}

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}

// What is folded away on the screen is wanted on paper.
window.addEventListener('beforeprint', () => {
  for (const details of document.querySelectorAll('details:not([open])')) {
    details.open = true
    details.dataset.openedToPrint = ''
  }
})
window.addEventListener('afterprint', () => {
  for (const details of document.querySelectorAll('details[data-opened-to-print]')) {
    details.open = false
    delete details.dataset.openedToPrint
  }
})
