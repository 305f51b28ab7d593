"""The wheel, installed by the pip that the oldest Python we run on brings along, reads what it says it reads.

pip before 23.3 does not see that `lxml[html_clean]` means lxml's extra `html-clean`. The pip of this Python resolves
the wheel's requirements here against the metadata of the distributions installed beside the tests, in stub wheels, so
that nothing is fetched; the files of what it chose, and of nothing else, are then linked into the new environment.
"""

import ensurepip
import importlib.metadata
import importlib.util
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.sources.articles import HARBOUR
from tests.sources.makers import MAKERS

ROOT = Path(__file__).resolve().parents[1]


def bundled_pip() -> str:
    """The pip that this Python's `ensurepip` installs, which runs from within its wheel."""
    found = sorted((Path(ensurepip.__file__).parent / "_bundled").glob("pip-*.whl"))
    if not found:
        pytest.skip("this Python brings no pip along")
    return f"{found[0]}/pip"


def stub(distribution: importlib.metadata.Distribution, folder: Path) -> None:
    """A wheel with the metadata of a distribution and nothing else."""
    name = distribution.metadata["Name"].replace("-", "_")
    stem = f"{name}-{distribution.version}"
    with zipfile.ZipFile(folder / f"{stem}-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"{stem}.dist-info/METADATA", distribution.read_text("METADATA") or "")
        wheel.writestr(
            f"{stem}.dist-info/WHEEL",
            "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        )
        wheel.writestr(f"{stem}.dist-info/RECORD", "")


def link(distribution: importlib.metadata.Distribution, packages: Path) -> None:
    """Puts the files of an installed distribution into another environment.

    Symbolic links would not do: the worker reads no file that lies outside its own environment.
    """
    for file in distribution.files or ():
        place = packages / file
        if file.parts[0] == ".." or file.parts[0].endswith(".dist-info") or place.exists():
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            place.hardlink_to(distribution.locate_file(file))
        except OSError:
            shutil.copy2(distribution.locate_file(file), place)


def build(pip: str, folder: Path) -> Path:
    """The wheel of this tree: pip fetches the build tool where it is not installed beside the tests."""
    command = [sys.executable, pip, "wheel", "-q", "--no-deps", "-w", str(folder), str(ROOT)]
    if importlib.util.find_spec("hatchling"):
        command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if built.returncode and "No matching distribution" in built.stderr:
        pytest.skip("no package index with the build tool can be reached")
    assert built.returncode == 0, built.stderr
    (wheel,) = folder.glob("briefing-*.whl")
    return wheel


@pytest.fixture(scope="module")
def environment(tmp_path_factory) -> Path:
    """An environment in which that pip has installed the wheel."""
    folder = tmp_path_factory.mktemp("installed")
    pip, home = bundled_pip(), folder / "new"
    wheel = build(pip, folder)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(home)], check=True)
    stubs = folder / "stubs"
    stubs.mkdir()
    known = {d.metadata["Name"].lower(): d for d in importlib.metadata.distributions()}
    for distribution in known.values():
        if distribution.metadata["Name"] != "briefing":
            stub(distribution, stubs)
    options = ["--no-index", "--no-compile", "--isolated", "-q", "--find-links", str(stubs)]
    subprocess.run(
        [str(home / "bin/python"), pip, "install", *options, str(wheel)],
        check=True,
        env={key: value for key, value in os.environ.items() if not key.startswith("PIP_")},
    )
    (packages,) = home.glob("lib/python*/site-packages")
    for chosen in importlib.metadata.distributions(path=[str(packages)]):
        if chosen.metadata["Name"] != "briefing":
            link(known[chosen.metadata["Name"].lower()], packages)
    return home


def shown(environment: Path, source: Path, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    variables = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "C.UTF-8"}
    command = [str(environment / "bin/briefing"), "show", str(source), "--no-entities"]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env=variables, cwd=tmp_path
    )


@pytest.mark.parametrize(("format", "name"), [("html", "page.html"), ("pdf", "page.pdf")])
def test_a_page_and_a_pdf_are_read(environment, tmp_path, format, name):
    (tmp_path / name).write_bytes(MAKERS[format](HARBOUR))
    done = shown(environment, tmp_path / name, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Port Ellery" in done.stdout


def test_the_sample_is_read_from_the_wheel(environment, tmp_path):
    (sample,) = environment.glob("lib/python*/site-packages/briefing/_data/seeds/biden*.txt")
    done = shown(environment, sample, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Putin" in done.stdout


def test_a_package_that_is_gone_is_said_and_not_blamed_on_the_document(environment, tmp_path):
    (tmp_path / "page.html").write_bytes(MAKERS["html"](HARBOUR))
    (package,) = environment.glob("lib/python*/site-packages/lxml_html_clean")
    package.rename(package.with_suffix(".gone"))
    try:
        done = shown(environment, tmp_path / "page.html", tmp_path)
    finally:
        package.with_suffix(".gone").rename(package)
    assert done.returncode == 1
    assert "install Briefing again" in done.stderr
    assert "damaged" not in done.stderr
    assert done.stderr.count("\n") == 1
