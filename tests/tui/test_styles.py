"""The style sheets name widgets that exist."""

import re

import pytest
import textual.widgets
from textual import app, command, screen

from briefing import resources

OTHERS = {"App": app, "Screen": screen, "CommandPalette": command, "CommandList": command}
TYPE = re.compile(r"(?<![\w.#$&-])[A-Z]\w+")


def classes():
    package = resources.style_files()[0].parents[1] / "briefing" / "tui"
    return {
        name
        for path in package.rglob("*.py")
        for name in re.findall(r"^class (\w+)", path.read_text(), re.MULTILINE)
    }


@pytest.mark.parametrize("path", resources.style_files(), ids=lambda path: path.name)
def test_every_selector_names_a_widget(path):
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
    selectors = re.findall(r"(?:^|})([^{}]*){", re.sub(r"\{[^{}]*(?=\{)", "{ } ", text))
    named = {name for part in selectors for name in TYPE.findall(part)}
    assert named
    unknown = {name for name in named - classes() if not hasattr(textual.widgets, name)}
    assert unknown <= OTHERS.keys()
    assert all(hasattr(OTHERS[name], name) for name in unknown)
