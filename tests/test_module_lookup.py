import importlib.util
import sys
from importlib.machinery import BuiltinImporter, PathFinder

import pytest
import rich
import textual

import briefing
import briefing.tui
from briefing.module_lookup import SourceFinder, add_source_finder


@pytest.mark.parametrize(
    ("package", "name"),
    [(briefing, "errors"), (briefing.tui, "app"), (textual, "app"), (rich, "console")],
)
def test_a_module_is_found_as_python_finds_it(package, name):
    full, folders = f"{package.__name__}.{name}", list(package.__path__)
    quick, slow = SourceFinder.find_spec(full, folders), PathFinder.find_spec(full, folders)
    assert quick == slow
    assert (quick.cached, quick.has_location) == (slow.cached, True)
    made = importlib.util.module_from_spec(quick)
    assert (made.__file__, made.__package__) == (slow.origin, package.__name__)


@pytest.mark.parametrize("name", ["briefing.tui", "briefing.nothing", "json.decoder", "briefing"])
def test_what_is_no_plain_module_is_left_to_python(name):
    folders = None if name == "briefing" else list(briefing.__path__)
    assert SourceFinder.find_spec(name, folders) is None


def test_finders_of_others_come_first(monkeypatch):
    other = object()
    monkeypatch.setattr(sys, "meta_path", [other, BuiltinImporter, PathFinder])
    add_source_finder()
    assert sys.meta_path == [other, SourceFinder, BuiltinImporter, PathFinder]
