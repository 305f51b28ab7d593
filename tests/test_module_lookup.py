import importlib.util
import os
import py_compile
import sys
from importlib.machinery import BuiltinImporter, PathFinder
from pathlib import Path

import pytest
import rich
import textual

import briefing
import briefing.tui
from briefing.module_lookup import SourceFinder, add_source_finder


def _code(found):
    return found.loader.get_code(found.name)


@pytest.mark.parametrize(
    ("package", "name"),
    [(briefing, "errors"), (briefing.tui, "app"), (textual, "app"), (rich, "console")],
)
def test_a_module_is_found_as_python_finds_it(package, name):
    full, folders = f"{package.__name__}.{name}", list(package.__path__)
    quick, slow = SourceFinder.find_spec(full, folders), PathFinder.find_spec(full, folders)
    assert (quick.name, quick.origin, quick.parent) == (slow.name, slow.origin, slow.parent)
    assert (quick.cached, quick.has_location) == (slow.cached, True)
    assert _code(quick) == _code(slow)
    made = importlib.util.module_from_spec(quick)
    assert (made.__file__, made.__package__) == (slow.origin, package.__name__)


@pytest.mark.parametrize("name", ["briefing.tui", "briefing.nothing", "xml.dom", "briefing"])
def test_what_is_no_plain_module_is_left_to_python(name):
    folders = None if name == "briefing" else list(briefing.__path__)
    assert SourceFinder.find_spec(name, folders) is None


def test_finders_of_others_come_first(monkeypatch):
    other = object()
    monkeypatch.setattr(sys, "meta_path", [other, BuiltinImporter, PathFinder])
    add_source_finder()
    assert sys.meta_path == [other, SourceFinder, BuiltinImporter, PathFinder]


def _rewrite(source, words, when=None):
    kept = source.stat()
    source.write_text(words)
    os.utime(source, ns=(kept.st_atime_ns, when or kept.st_mtime_ns))


@pytest.mark.parametrize(
    ("change", "number"),
    [
        (
            lambda source, compiled: _rewrite(source, "n = 2\n"),
            1,
        ),  # As far as Python can tell, the same.
        (lambda source, compiled: _rewrite(source, "n = 2\n", 10**9), 2),
        (lambda source, compiled: _rewrite(source, "n = 22\n"), 22),
        (lambda source, compiled: compiled.unlink(), 1),
        (lambda source, compiled: compiled.write_bytes(b""), 1),
        (lambda source, compiled: compiled.write_bytes(b"?" * 99), 1),
    ],
)
def test_compiled_code_is_that_of_the_source(tmp_path, change, number):
    source = tmp_path / "number.py"
    source.write_text("n = 1\n")
    compiled = Path(py_compile.compile(str(source), doraise=True))
    change(source, compiled)
    made: dict[str, int] = {}
    found = SourceFinder.find_spec("rich.number", [str(tmp_path)])
    assert found is not None
    exec(_code(found), made)
    assert made["n"] == number
