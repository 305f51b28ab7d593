"""Puts manual pages and completions of the shells into the wheel."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class SharedFiles(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        self._folder = tempfile.TemporaryDirectory()
        sys.path.insert(0, self.root)
        for number, (place, text) in enumerate(_shared_files()):
            path = Path(self._folder.name, str(number))
            path.write_text(text, encoding="utf-8")
            build_data["shared_data"][str(path)] = place

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if version != "editable":
            self._folder.cleanup()


def _shared_files() -> Iterator[tuple[str, str]]:
    """Where in the environment a file belongs, and its text."""
    from briefing.cli.completion import script
    from briefing.cli.main import cli
    from briefing.cli.man_page import man_pages

    for name, text in man_pages(cli):
        yield f"share/man/man1/{name}", text
    yield "share/bash-completion/completions/briefing", script("bash")
    yield "share/zsh/site-functions/_briefing", script("zsh")
    yield "share/fish/vendor_completions.d/briefing.fish", script("fish")
