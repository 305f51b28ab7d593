"""What is handed on to Homebrew and Nix names, for every system, a wheel of each package."""

import re
import tomllib
from hashlib import sha256
from pathlib import Path

import pytest

pytest.importorskip("packaging")
from packaging.requirements import Requirement

from release.recipes import NoWheelError, choose_wheels, write_recipes

ROOT = Path(__file__).resolve().parents[1]
PURE = "pure-1.0-py3-none-any.whl"
FAST = [
    "fast-2.0-cp311-abi3-macosx_11_0_arm64.whl",
    "fast-2.0-cp311-abi3-manylinux_2_28_x86_64.whl",
    "fast-2.0-cp313-cp313-manylinux_2_28_aarch64.whl",
    "fast-2.0-cp312-cp312-manylinux_2_28_aarch64.whl",
    "fast-2.0-cp313-cp313-win_amd64.whl",
    "fast-2.0-py3-none-any.whl",
]


def package(name: str, files: list[str], marker: str = "") -> str:
    wheels = ", ".join(
        f'{{ url = "https://example.org/{file}", hashes = {{ sha256 = "{file}" }} }}'
        for file in files
    )
    marked = f'marker = "{marker}"\n' if marker else ""
    return f'[[packages]]\nname = "{name}"\nversion = "1"\n{marked}wheels = [{wheels}]\n'


def packages(text: str) -> list[dict]:
    return tomllib.loads(text)["packages"]


@pytest.mark.parametrize(
    ("system", "file"),
    [("aarch64-darwin", FAST[0]), ("x86_64-linux", FAST[1])],
)
def test_each_system_has_its_own_wheel(system, file):
    chosen = choose_wheels(packages(package("fast", FAST)))
    assert chosen[system]["fast"].url.endswith(f"/{file}")


@pytest.mark.parametrize("marker", ["sys_platform == 'win32'", "python_full_version < '3.13'"])
def test_what_no_system_needs_is_left_out(marker):
    chosen = choose_wheels(packages(package("other", [PURE], marker)))
    assert not any(chosen.values())


def test_a_package_without_a_wheel_is_said():
    with pytest.raises(NoWheelError, match="fast 1 has no wheel for aarch64-darwin"):
        choose_wheels(packages(package("fast", FAST[1:5])))


def test_recipes_name_all_wheels_with_their_hashes(tmp_path):
    wheel, lock = tmp_path / "briefing-3.2.1-py3-none-any.whl", tmp_path / "pylock.toml"
    wheel.write_bytes(b"wheel")
    lock.write_text(package("pure", [PURE]) + package("fast", FAST), encoding="utf-8")
    for recipe in write_recipes(wheel, lock, tmp_path, "https://example.org/dist/"):
        written = recipe.read_text(encoding="utf-8")
        assert f'"https://example.org/dist/{wheel.name}"' in written
        assert sha256(b"wheel").hexdigest() in written
        assert all(written.count(f'"{file}"') for file in (PURE, *FAST[:2]))
        assert FAST[3] not in written
        assert '"3.2.1"' in written


def test_tested_versions_are_in_the_ranges_that_are_allowed():
    lines = (ROOT / "release/tested-versions.txt").read_text(encoding="utf-8").splitlines()
    tested = {line.split("==")[0]: re.split("[= ]+", line)[1] for line in lines}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for text in project["dependencies"]:
        wanted = Requirement(text)
        assert wanted.specifier.contains(tested[wanted.name]), wanted.name
