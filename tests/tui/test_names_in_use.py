"""Textual finds message handlers and style rules by name, so a renamed class must not leave one behind."""

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest
import textual.widgets
from textual.dom import DOMNode
from textual.message import Message

import briefing.tui
from briefing.resources import resource_folder

HANDLER = re.compile(r"def (on_\w+)\(")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
TYPE_SELECTOR = re.compile(r"(?<![\w.#$:-])[A-Z]\w+(?=[^{};]*\{)")


def subclasses(base: type) -> Iterator[type]:
    for cls in base.__subclasses__():
        yield cls
        yield from subclasses(cls)


@pytest.fixture(scope="module")
def sources() -> dict[str, str]:
    """The text of every module of the screens, by its dotted name; each is imported."""
    for name in vars(textual.widgets)["__all__"]:
        getattr(textual.widgets, name)
    found = pkgutil.walk_packages(briefing.tui.__path__, "briefing.tui.")
    modules = [importlib.import_module(module.name) for module in found]
    return {m.__name__: open(str(m.__file__), encoding="utf-8").read() for m in modules}


def test_every_handler_belongs_to_a_message(sources: dict[str, str]) -> None:
    messages = {cls.handler_name for cls in subclasses(Message)}  # type: ignore[attr-defined]
    handlers = {(name, h) for name, text in sources.items() for h in HANDLER.findall(text)}
    assert len(handlers) > 20
    assert {handler for handler in handlers if handler[1] not in messages} == set()


def test_every_style_rule_names_a_class(sources: dict[str, str]) -> None:
    classes = {cls.__name__ for cls in subclasses(DOMNode)}
    texts = {
        p.name: p.read_text(encoding="utf-8") for p in resource_folder("styles").glob("*.tcss")
    }
    selectors = {
        (name, s)
        for name, text in texts.items()
        for s in TYPE_SELECTOR.findall(COMMENT.sub("", text))
    }
    assert len(selectors) > 20
    assert {selector for selector in selectors if selector[1] not in classes} == set()
