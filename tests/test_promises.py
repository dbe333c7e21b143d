"""What the project promises of itself, held by a test: its walls, its words, its files."""

from __future__ import annotations

import ast
import datetime as dt
import io
import json
import re
import subprocess
import sys
import tokenize
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sendplan.clocks import bank_holidays_run_out

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "sendplan"
LONGEST = 420
DOCUMENTS = ("areas/*/published/*", "tests/plan_reader/truth/*")
"""Other people's text, carried as it is."""


@cache
def tracked() -> tuple[Path, ...]:
    """Every file the project keeps; outside a clone, every file that is not made."""
    asked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if asked.returncode == 0:
        found = [ROOT / name for name in asked.stdout.split("\0") if name]
    else:
        made = {".venv", "node_modules", ".local", "build", "dist", "built", "__pycache__", ".git"}
        found = [path for path in ROOT.rglob("*") if path.is_file() and not made & set(path.relative_to(ROOT).parts)]
    return tuple(path for path in found if path.is_file())


@cache
def text(path: Path) -> str:
    """A file's text; empty for one that is no text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def ours() -> list[Path]:
    """Tracked files that we wrote."""
    return [path for path in tracked() if not any(path.relative_to(ROOT).match(pattern) for pattern in DOCUMENTS)]


def python(*folders: str) -> list[Path]:
    """Our Python files in these folders."""
    return [path for path in ours() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in folders]


def place(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT)}:{line}"


def test_there_is_something_to_hold() -> None:
    assert len(python("src")) > 50
    assert len(ours()) > 150


def test_imports_keep_to_the_walls() -> None:
    kept = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert kept.returncode == 0, kept.stdout + kept.stderr
    assert "0 broken" in kept.stdout


def test_the_walls_have_no_doors_left_open() -> None:
    """No contract is weakened by an exception, and none is missing for an app with tables."""
    settings = text(ROOT / "pyproject.toml")
    assert "ignore_imports" not in settings
    assert "exhaustive = true" in settings
    assert "exhaustive_ignores" not in settings
    for app in {path.relative_to(SOURCE).parts[0] for path in SOURCE.glob("*/migrations")}:
        assert f'protected_modules = ["sendplan.{app}.models"]' in settings


def test_no_table_is_reached_round_the_walls() -> None:
    """import-linter cannot see a model asked for by name."""
    by_name = re.compile(r"\bget_models?\(|\b_base_manager\b|contenttypes\.models|\.model_class\(\)")
    found = [
        place(path, number)
        for path in python("src")
        if "migrations" not in path.parts and path != SOURCE / "access" / "protection.py"
        for number, line in enumerate(text(path).splitlines(), 1)
        if by_name.search(line) and "get_user_model(" not in line
    ]
    assert not found, "Only migrations ask for a table by name: " + ", ".join(found)


def _classes(path: Path) -> set[str]:
    return {node.name for node in ast.parse(text(path)).body if isinstance(node, ast.ClassDef)}


def _tables(app: Path) -> set[str]:
    """The model classes of an app, by name."""
    files = [app / "models.py"] if (app / "models.py").exists() else list((app / "models").glob("*.py"))
    return set().union(*map(_classes, files)) if files else set()


def test_no_model_leaves_by_another_door() -> None:
    """Nobody gets a model from an app's actions or queries: they give shapes of their own."""
    found = []
    # Each file is parsed once, not once an app.
    statements = [
        (path, node)
        for path in python("src")
        for node in ast.walk(ast.parse(text(path)))
        if isinstance(node, ast.ImportFrom | ast.Assign)
    ]
    for app in sorted({path.parent for path in SOURCE.glob("*/migrations")}):
        tables = _tables(app)
        assert tables, f"{app.name} has migrations and no tables"
        doors = tuple(f"sendplan.{app.name}.{door}" for door in ("actions", "queries", "records"))
        for path, node in statements:
            inside = app in path.parents
            if isinstance(node, ast.ImportFrom):
                if (node.module or "").startswith(doors) and not inside:
                    found += [f"{place(path, node.lineno)} {n.name}" for n in node.names if n.name in tables]
                continue
            if not inside or "models" in path.relative_to(app).parts[0]:
                continue
            if any(isinstance(target, ast.Name) and target.id == "__all__" for target in node.targets):
                names = {str(item.value) for item in ast.walk(node) if isinstance(item, ast.Constant)}
                found += [f"{place(path, node.lineno)} {name}" for name in sorted(names & tables)]
    assert not found, "A model leaves its app: " + ", ".join(found)


EXCUSE = re.compile(
    r"#\s*(?:type:\s*ignore|noqa)(?P<codes>\[[\w, -]+\]|:\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*)?(?P<reason>.*)"
)


def unexplained(code: str) -> list[int]:
    """Lines with `noqa` or `type: ignore` that name no rule, or give no reason of at least two words beside it."""
    found = []
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        match = EXCUSE.search(token.string) if token.type == tokenize.COMMENT else None
        if match and (not match["codes"] or len(re.findall(r"\w+", match["reason"])) < 2):
            found.append(token.start[0])
    return found


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("x = 1  # type: " + "ignore\n", [1]),
        ("x = 1  # no" + "qa\n", [1]),
        ("x = 1  # no" + "qa: S603\n", [1]),
        ("x = 1  # no" + "qa: S603  a list, never a shell\n", []),
        ("x = 1  # type: " + "ignore[index]  # every table has one\n", []),
        ("x = 'no" + "qa'\n", []),
    ],
)
def test_what_counts_as_a_reason(code: str, lines: list[int]) -> None:
    assert unexplained(code) == lines


def test_every_exception_to_a_rule_has_its_reason() -> None:
    found = [
        place(path, n) for path in python("src", "tests", "docs", "bench", "scripts") for n in unexplained(text(path))
    ]
    assert not found, "Say the rule and the reason beside it: " + ", ".join(found)


def test_no_file_is_too_long_to_read() -> None:
    long = [
        f"{path.relative_to(ROOT)} ({lines})"
        for path in ours()
        if path.relative_to(ROOT).parts[0] == "src"
        and "migrations" not in path.parts
        and (lines := len(text(path).splitlines())) > LONGEST
    ]
    assert not long, f"Split by noun at about {LONGEST} lines: " + ", ".join(long)


def test_no_area_is_named_in_the_source() -> None:
    areas = [path.name for path in (ROOT / "areas").iterdir() if path.is_dir()]
    assert areas
    named = re.compile(rf"\b({'|'.join(areas)})\b", re.IGNORECASE)
    found = [
        place(path, number)
        for path in ours()
        # Codes of authorities and figures that DfE published are national: every area's name stands there.
        if path.relative_to(ROOT).parts[0] == "src" and path.parent.name not in ("reference", "published")
        for number, line in enumerate(text(path).splitlines(), 1)
        if named.search(line)
    ]
    assert not found, "An area's name belongs in areas/: " + ", ".join(found)


# Written in pieces, so that this file keeps its own promise.
HOSTS = ("py" + "pi.org", "python" + "hosted.org", "registry.npm" + "js.org", "deb." + "debian.org")
PLACES = re.compile(r"(?<![\w.])/(?:work|root|home|Users|tmp/brief)/" + r"|\.\./sha" + r"red\b")
ADDRESS = re.compile(r"[A-Za-z0-9._%+-]+@(?P<host>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")
MADE_UP = re.compile(r"(?:^|\.)(?:example|invalid|test)(?:\.(?:com|org|net))?$|^localhost$", re.IGNORECASE)


def test_no_file_names_a_machine_a_registry_or_a_person() -> None:
    found = []
    for path in ours():
        for number, line in enumerate(text(path).splitlines(), 1):
            found += [f"{place(path, number)} {word}" for word in HOSTS if word in line]
            found += [f"{place(path, number)} {match[0]}" for match in PLACES.finditer(line)]
            found += [
                f"{place(path, number)} {match[0]}"
                for match in ADDRESS.finditer(line)
                if not MADE_UP.search(match["host"]) and path.name != "package-lock.json"
            ]
    assert not found, "\n".join(found)


def test_every_package_is_pinned_by_its_hash() -> None:
    files = sorted((ROOT / "requirements").glob("*.txt"))
    assert {"run.txt", "dev.txt", "reckoning.txt", "uv.txt", "node.txt"} <= {path.name for path in files}
    for path in files:
        joined = text(path).replace("\\\n", " ")
        for line in joined.splitlines():
            if line.strip() and not line.lstrip().startswith("#"):
                assert re.match(r"[a-z0-9._-]+(\[[a-z0-9,_-]+\])?==\S+ .*--hash=sha256:[0-9a-f]{64}", line), line
    lock = json.loads(text(ROOT / "package-lock.json"))
    for name, package in lock["packages"].items():
        assert "resolved" not in package, f"{name} names where it was fetched from"
        assert not name or package.get("integrity"), f"{name} is not pinned by its hash"


def test_what_runs_is_a_part_of_what_is_tested() -> None:
    """One version of each package, whichever file it is installed from."""
    pinned: dict[str, dict[str, str]] = {}
    for name in ("dev", "run", "reckoning", "reckoning-test"):
        found = re.findall(r"^([a-z0-9._-]+)==(\S+)", text(ROOT / "requirements" / f"{name}.txt"), re.MULTILINE)
        pinned[name] = dict(found)
    for name in ("run", "reckoning", "reckoning-test"):
        assert pinned[name].items() <= pinned["dev"].items()
    assert "django" not in pinned["reckoning-test"]


def test_generated_pages_are_current() -> None:
    made = subprocess.run(
        [sys.executable, "docs/generate.py", "--check"],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT / "src"), "PATH": "", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stdout + made.stderr


def test_the_bank_holidays_last_another_year() -> None:
    today = dt.datetime.now(ZoneInfo("Europe/London")).date()
    said = bank_holidays_run_out(today)
    assert said is None, said


def test_templates_are_clean() -> None:
    linted = subprocess.run(
        [sys.executable, "-m", "djlint", "src", "--lint", "--quiet"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert linted.returncode == 0, linted.stdout + linted.stderr


def test_migrations_say_what_the_models_say() -> None:
    made = subprocess.run(
        [sys.executable, "-m", "django", "makemigrations", "--check", "--dry-run"],
        cwd=ROOT,
        env={
            "PYTHONPATH": str(ROOT / "src"),
            "PATH": "",
            "PYTHONUTF8": "1",
            "DJANGO_SETTINGS_MODULE": "sendplan.web.settings.check",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stdout + made.stderr
