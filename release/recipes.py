"""Writes a Homebrew formula and a Nix expression from the locked wheels (`pylock.toml`, PEP 751) of a release."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from string import Template
from typing import NamedTuple

from packaging.utils import parse_wheel_filename

PYTHON = (3, 13)
SYSTEMS = {
    "aarch64-darwin": r"macosx_1[0-4]_\d+_(arm64|universal2)",
    "x86_64-linux": r"manylinux.*_x86_64",
}
"""Nix's names of the systems that have wheels of everything, and the platform tags that they run."""

_TEMPLATES = Path(__file__).parent


class Wheel(NamedTuple):
    name: str
    url: str
    sha256: str


class NoWheelError(Exception):
    """A dependency has no wheel for a system."""


def read_lock(path: Path) -> list[dict]:
    return tomllib.loads(path.read_text(encoding="utf-8"))["packages"]


def choose_wheels(packages: Iterable[dict]) -> dict[str, dict[str, Wheel]]:
    """For each system the wheel of each package; a package that a marker rules out everywhere is left out."""
    wanted = [package for package in packages if _is_wanted(package.get("marker", ""))]
    return {
        system: {package["name"]: _choose(package, tags, system) for package in wanted}
        for system, tags in SYSTEMS.items()
    }


def _is_wanted(marker: str) -> bool:
    other_systems = re.search(
        r"(sys_platform|platform_system) == '(win32|Windows|emscripten)'", marker
    )
    older = re.search(r"python_full_version < '3\.(\d+)'", marker)
    return not other_systems and not (older and int(older[1]) <= PYTHON[1])


def _choose(package: dict, platforms: str, system: str) -> Wheel:
    compiled_first = sorted(package.get("wheels", ()), key=lambda one: "none-any" in one["url"])
    for wheel in compiled_first:
        if _runs(wheel["url"].rsplit("/", 1)[-1], platforms):
            return Wheel(package["name"], wheel["url"], wheel["hashes"]["sha256"])
    raise NoWheelError(f"{package['name']} {package['version']} has no wheel for {system}.")


def _runs(filename: str, platforms: str) -> bool:
    version = f"cp{PYTHON[0]}{PYTHON[1]}"
    for tag in parse_wheel_filename(filename)[3]:
        stable = tag.abi == "abi3" and int(tag.interpreter[3:]) <= PYTHON[1]
        right = stable or (
            tag.interpreter in (version, "py3", "py2.py3") and tag.abi in (version, "none")
        )
        if right and (tag.platform == "any" or re.fullmatch(platforms, tag.platform)):
            return True
    return False


def write_recipes(wheel: Path, lock: Path, folder: Path, address: str) -> list[Path]:
    """`wheel` is Briefing's own, to be had at `address`, a folder."""
    chosen = choose_wheels(read_lock(lock))
    values = {
        "version": wheel.name.split("-")[1],
        "python": f"{PYTHON[0]}.{PYTHON[1]}",
        "nix_python": f"python{PYTHON[0]}{PYTHON[1]}",
        "url": f"{address.rstrip('/')}/{wheel.name}",
        "sha256": sha256(wheel.read_bytes()).hexdigest(),
    }
    made = []
    for name, listed in (("briefing.rb", _brew(chosen)), ("briefing.nix", _nix(chosen))):
        template = Template((_TEMPLATES / f"{name}.template").read_text(encoding="utf-8"))
        path = folder / name
        path.write_text(template.substitute(values, wheels="\n".join(listed)), encoding="utf-8")
        made.append(path)
    return made


def _brew(chosen: dict[str, dict[str, Wheel]]) -> Iterator[str]:
    shared, apart = _shared(chosen)
    for wheel in shared:
        yield from _resource(wheel, "  ")
    for system, (family, processor) in {
        "aarch64-darwin": ("on_macos", "on_arm"),
        "x86_64-linux": ("on_linux", "on_intel"),
    }.items():
        yield from ("", f"  {family} do", f"    {processor} do")
        for wheel in apart[system]:
            yield from _resource(wheel, "      ")
        yield from ("    end", "  end")


def _resource(wheel: Wheel, indent: str) -> Iterator[str]:
    yield f'{indent}resource "{wheel.name}" do'
    yield f'{indent}  url "{wheel.url}", using: :nounzip'
    yield f'{indent}  sha256 "{wheel.sha256}"'
    yield f"{indent}end"


def _nix(chosen: dict[str, dict[str, Wheel]]) -> Iterator[str]:
    for system, wheels in chosen.items():
        yield f'    "{system}" = ['
        for wheel in wheels.values():
            yield f'      {{ url = "{wheel.url}"; sha256 = "{wheel.sha256}"; }}'
        yield "    ];"


def _shared(chosen: dict[str, dict[str, Wheel]]) -> tuple[list[Wheel], dict[str, list[Wheel]]]:
    """The wheels that all systems take, and for each system the others."""
    first, *others = (set(wheels.values()) for wheels in chosen.values())
    shared = first.intersection(*others)
    apart = {
        system: [wheel for wheel in wheels.values() if wheel not in shared]
        for system, wheels in chosen.items()
    }
    return sorted(shared), apart
