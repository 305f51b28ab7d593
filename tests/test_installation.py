"""The wheel, installed by the pip that the oldest Python we run on brings along, reads what it says it reads.

pip before 23.3 does not see that `lxml[html_clean]` means lxml's extra `html-clean`. The pip of this Python resolves
the wheel's requirements here against the metadata of the distributions installed beside the tests, in stub wheels, so
that nothing is fetched; the files of what it chose, and of nothing else, are then linked into the new environment.

The source distribution has what its own tests need; a few of them are run where it was unpacked.
"""

import ensurepip
import importlib.metadata
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

import briefing
from tests.sources.articles import HARBOUR
from tests.sources.makers import MAKERS
from tests.unmeasured import unmeasured_environment

ROOT = Path(__file__).resolve().parents[1]


def bundled_pip(folder: Path) -> str:
    """The pip that this Python's `ensurepip` installs: in the folder where it is installed, and so compiled, else in its wheel."""
    found = sorted((Path(ensurepip.__file__).parent / "_bundled").glob("pip-*.whl"))
    if not found:
        pytest.skip("this Python brings no pip along")
    places = [*sys.path, sysconfig.get_path("purelib", vars={"base": sys.base_prefix})]
    for installed in importlib.metadata.distributions(name="pip", path=places):
        if found[0].name.startswith(f"pip-{installed.version}-"):
            link(installed, folder / "pip")
            return str(folder / "pip" / "pip")
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
    """Puts the files of an installed distribution into another environment, with what they were compiled to."""
    for file in distribution.files or ():
        place = packages / file
        if file.parts[0] == ".." or file.parts[0].endswith(".dist-info") or place.exists():
            continue
        installed = Path(str(distribution.locate_file(file)))
        link_file(installed, place)
        link_compiled(installed, place)


def link_file(installed: Path, place: Path) -> None:
    """Symbolic links would not do: the worker reads no file that lies outside its own environment."""
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        place.hardlink_to(installed)
    except OSError:
        shutil.copy2(installed, place)


def link_compiled(installed: Path, place: Path) -> None:
    """What Python takes for that of the file at `place`, where it has the time of the one it was made from."""
    if place.suffix == ".py":
        made, wanted = (Path(importlib.util.cache_from_source(path)) for path in (installed, place))
        if made.exists() and not wanted.exists():
            link_file(made, wanted)


def build_wheel(pip: str, folder: Path) -> Path:
    """The wheel of this tree: pip fetches the build tool where it is not installed beside the tests."""
    if importlib.util.find_spec("hatchling"):
        return build("wheel", folder)
    command = [sys.executable, pip, "wheel", "-q", "--no-deps", "-w", str(folder), str(ROOT)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if built.returncode and "No matching distribution" in built.stderr:
        pytest.skip("no package index with the build tool can be reached")
    assert built.returncode == 0, built.stderr
    (wheel,) = folder.glob("briefing-*.whl")
    return wheel


def build(target: str, folder: Path) -> Path:
    """A distribution of this tree: "wheel" or "sdist"."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    (made,) = folder.glob("briefing-*")
    return made


@pytest.fixture(scope="module")
def environment(tmp_path_factory) -> Path:
    """An environment in which that pip has installed the wheel."""
    folder = tmp_path_factory.mktemp("installed")
    pip, home = bundled_pip(folder), folder / "new"
    wheel = build_wheel(pip, folder)
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
    for place in (packages / "briefing").rglob("*.py"):
        source = ROOT / place.relative_to(packages)
        if place.read_bytes() == source.read_bytes():
            shutil.copystat(source, place)
            link_compiled(source, place)
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


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("man/man1/briefing.1", ".SH EXIT CODES"),
        ("man/man1/briefing-feeds-add.1", "OPML"),
        ("bash-completion/completions/briefing", "complete -o bashdefault -o default -F"),
        ("zsh/site-functions/_briefing", "#compdef briefing"),
        ("fish/vendor_completions.d/briefing.fish", "--command briefing"),
    ],
)
def test_manual_pages_and_completions_are_installed(environment, file, words):
    assert words in (environment / "share" / file).read_text(encoding="utf-8")


def test_the_version_is_that_of_the_package(environment, tmp_path):
    (metadata,) = environment.glob("lib/python*/site-packages/briefing-*.dist-info/METADATA")
    assert f"\nVersion: {briefing.__version__}\n" in metadata.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory) -> Path:
    """Where the source distribution of this tree was unpacked."""
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(build("sdist", folder)) as archive:
        archive.extractall(folder, filter="data")
    (found,) = folder.glob("briefing-*/")
    return found


def run_there(unpacked: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run this Python on the unpacked tree, unmeasured: it is no part of this one."""
    own = {"PYTHONPATH": str(unpacked), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    variables = unmeasured_environment() | own
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=unpacked, env=variables, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("folder", ["briefing", "tests", "benchmarks", "styles", "seeds"])
def test_the_source_distribution_has_all_of_a_folder(unpacked, folder):
    made = {".pyc", ".log"}
    here = {path.relative_to(ROOT) for path in (ROOT / folder).rglob("*") if path.is_file()}
    there = {path.relative_to(unpacked) for path in (unpacked / folder).rglob("*")}
    assert {path for path in here if path.suffix not in made} - there == set()


def test_the_source_distribution_has_what_make_needs(unpacked):
    for name in (
        "pyproject.toml",
        "hatch_build.py",
        "Makefile",
        "README.md",
        "CONTRIBUTING.md",
        "LICENSE",
    ):
        assert (unpacked / name).read_bytes() == (ROOT / name).read_bytes()


def test_tests_of_the_source_distribution_pass(unpacked):
    where = run_there(unpacked, "-c", "import briefing; print(briefing.__file__)").stdout
    assert Path(where.strip()).is_relative_to(unpacked)
    chosen = ("tests/model/test_folding.py", "tests/model/test_co_occurrence.py")
    done = run_there(unpacked, "-m", "pytest", "-q", "-p", "no:cacheprovider", *chosen)
    assert done.returncode == 0, done.stdout[-2000:]
