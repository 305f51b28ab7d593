from collections.abc import Iterator

import click

from briefing import __version__
from briefing.cli.output import print_line

_PACKAGES = (
    "textual", "rich", "markdown-it-py", "apsw", "lxml", "trafilatura", "pypdfium2", "onnxruntime", "numpy",
)  # fmt: skip


def show_versions(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        for line in _version_lines():
            print_line(line)
        context.exit()


def _version_lines() -> Iterator[str]:
    import platform
    from importlib.metadata import PackageNotFoundError, version

    yield f"briefing {__version__}"
    yield f"Python {platform.python_version()} on {platform.system()} {platform.release()} ({platform.machine()})"
    for package in _PACKAGES:
        try:
            yield f"{package} {version(package)}"
        except PackageNotFoundError:
            yield f"{package} is missing"
