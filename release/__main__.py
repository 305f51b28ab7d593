"""Builds a release, checks it and tags it: `make release`, or `make release CHECK=1` to leave out the tag.

What is built lies in `dist/` afterwards: the wheel, the source distribution, `pylock.toml` with every
tested version, a Homebrew formula and a Nix expression.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import briefing
from release.recipes import NoWheelError, write_recipes
from tests.sources.articles import HARBOUR
from tests.sources.makers import MAKERS

ROOT = Path(__file__).resolve().parents[1]
DIST = ROOT / "dist"
TESTED = ROOT / "release/tested-versions.txt"
PYTHONS = ("python3.11", "python3.12", "python3.13", "python3.14")
_FEWEST_PYTHONS = 3
_VERSION = briefing.__version__


class ReleaseError(Exception):
    """What keeps the release back, in one sentence."""


def run(*command: str | Path, **options) -> str:
    done = subprocess.run(
        list(map(str, command)), capture_output=True, text=True, check=False, **options
    )
    if done.returncode:
        raise ReleaseError(f"{command[0]} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def check_tree() -> None:
    if run("git", "status", "--porcelain", cwd=ROOT):
        raise ReleaseError("Commit or stash your changes first.")
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    if not re.search(rf"^## \[{re.escape(_VERSION)}\] - \d{{4}}-\d\d-\d\d$", changes, re.M):
        raise ReleaseError(f"CHANGELOG.md has no heading of {_VERSION} with a date.")


def build() -> Path:
    """Builds twice and compares: the same commit gives the same bytes."""
    shutil.rmtree(DIST, ignore_errors=True)
    moment = run("git", "log", "-1", "--format=%ct", cwd=ROOT).strip()
    variables = os.environ | {"SOURCE_DATE_EPOCH": moment}
    with tempfile.TemporaryDirectory() as again:
        for folder in (DIST, Path(again)):
            run(sys.executable, "-m", "hatchling", "build", "-d", folder, cwd=ROOT, env=variables)
        for made in DIST.iterdir():
            if made.read_bytes() != (Path(again) / made.name).read_bytes():
                raise ReleaseError(f"{made.name} differs when it is built again.")
    run(sys.executable, "-m", "twine", "check", "--strict", *DIST.iterdir())
    (wheel,) = DIST.glob("*.whl")
    return wheel


def check_install(python: str, wheel: Path) -> None:
    """Installs the wheel with the tested versions, and opens a page, a PDF and the sample."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        run(python, "-m", "venv", home / "env")
        programs = home / "env/bin"
        run(programs / "python", "-m", "pip", "install", "-q", "--no-compile", "-c", TESTED, wheel)
        (sample,) = home.glob("env/lib/python*/site-packages/briefing/_data/seeds/*.txt")
        variables = os.environ | {"HOME": name, "XDG_DATA_HOME": f"{name}/data"}
        wanted = {sample: "Putin"}
        for kind in ("html", "pdf"):
            page = home / f"page.{kind}"
            page.write_bytes(MAKERS[kind](HARBOUR))
            wanted[page] = "Port Ellery"
        for source, word in wanted.items():
            shown = run(programs / "briefing", "show", source, cwd=name, env=variables)
            if word not in shown:
                raise ReleaseError(f"{source.name} was not shown whole by {python}.")
        print(run(programs / "briefing", "--version", env=variables).splitlines()[0], "on", python)


def check_installs(wheel: Path) -> None:
    found = [python for python in PYTHONS if _runs(python)]
    if len(found) < _FEWEST_PYTHONS:
        raise ReleaseError(f"Install three of {', '.join(PYTHONS)}; only {found} were found.")
    for python in found:
        check_install(python, wheel)


def _runs(python: str) -> bool:
    if not shutil.which(python):
        return False
    return not subprocess.run([python, "--version"], capture_output=True, check=False).returncode


def lock() -> Path:
    """All wheels of the tested versions, for every system, as PEP 751 has it."""
    path = DIST / "pylock.toml"
    options = ("--universal", "--no-header", "--python-version", "3.11", "-c", TESTED)
    run("uv", "pip", "compile", "pyproject.toml", *options, "-o", path, cwd=ROOT)
    return path


def write_tested_versions() -> None:
    """Writes the versions that the tests' environment has, of what the program itself needs."""
    options = ("--universal", "--no-header", "--no-annotate", "--python-version", "3.11")
    with tempfile.TemporaryDirectory() as name:
        here = Path(name) / "here.txt"
        here.write_text(run(sys.executable, "-m", "pip", "freeze", "--exclude-editable"))
        run("uv", "pip", "compile", "pyproject.toml", *options, "-c", here, "-o", TESTED, cwd=ROOT)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m release", description=__doc__)
    parser.add_argument("--check", action="store_true", help="leave out the tag")
    parser.add_argument("--versions", action="store_true", help="write tested-versions.txt and end")
    parser.add_argument("--address", default=DIST.as_uri(), help="where the wheel will be had")
    told = parser.parse_args()
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    try:
        if told.versions:
            write_tested_versions()
            return 0
        check_tree()
        wheel = build()
        check_installs(wheel)
        write_recipes(wheel, lock(), DIST, told.address)
        if not told.check:
            run("git", "tag", "-a", f"v{_VERSION}", "-m", f"Briefing {_VERSION}", cwd=ROOT)
    except (ReleaseError, NoWheelError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{_VERSION}:", *sorted(path.name for path in DIST.iterdir()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
