"""Finds every regular expression of the package, and the ways in which each is used."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import regex
from msgspec import Struct, field

import briefing
from briefing.analysis.dates.find_dates import _starters
from briefing.late_pattern import LatePattern
from briefing.model.text_search import compile_query

WAYS = {
    "match": "match",
    "search": "search",
    "fullmatch": "fullmatch",
    "findall": "findall",
    "finditer": "findall",
    "sub": "findall",
    "subn": "findall",
    "split": "findall",
}
"""How a method of a pattern goes over a text."""
ALL = frozenset(WAYS.values())
_USED = re.compile(rf"\.(?:compile|{'|'.join(WAYS)})\b").search
_KINDS = (re.Pattern, type(regex.compile("")))

_NAME = "Ada Ada-Maria Ada Ada Kroll"
SAMPLES: dict[tuple[str, str], list[tuple[Any, str]]] = {
    ("briefing.model.portable_annotations", "'\\\\s+'.join(map(re.escape, words))"): [
        (re.compile(r"\s+".join(["a"] * 8)), "findall"),
        (re.compile(r"\s+".join(["quay", "opened", "quay"])), "findall"),
    ],
    ("briefing.model.entity_corrections", "f'(?<!\\\\w){words}(?!\\\\w)'"): [
        (re.compile(r"(?<!\w)" + r"\s+".join(_NAME.split()) + r"(?!\w)"), "findall"),
    ],
    ("briefing.model.text_search", "words if pattern else compile_query(words, unseen=unseen)"): [
        (regex.compile(compile_query(words, unseen=unseen), flags), "findall")
        for words in ("a a a a", "aaaaaaaa", "--- - --", "é", "...", "“a” … - b", "a - a - a")
        for unseen in (False, True)
        for flags in (regex.MULTILINE, regex.MULTILINE | regex.IGNORECASE)
    ],
    ("briefing.analysis.dates.reading", "pattern.replace(' ', '\\\\s{1,3}')"): [
        (rule.pattern, "match") for rules in _starters().values() for rule in rules
    ],
    ("briefing.settings", "pattern"): [
        (re.compile(r"(?:^|[\[{,.])[ \t]*[\"']?(keys)[\"']?[ \t]*[=\].]", re.MULTILINE), "search"),
    ],
    ("briefing.late_pattern", "self._source"): [],  # Found under the names they have.
    ("briefing.tui.quick_textual", "f'({groups})'"): [],
    (
        "briefing.sources.text.block_scanner",
        "f'[ ]{{0,3}}{re.escape(fence[0])}{{{len(fence)},}}[ \\\\t]*\\\\Z'",
    ): [
        (re.compile(r"[ ]{0,3}`{3,}[ \t]*\Z"), "match"),
    ],
}
"""Patterns that are made of variables: of each module and expression, what comes of it, and how it is used."""


class Site(Struct):
    """A pattern and how it is used."""

    name: str
    pattern: Any
    ways: set[str] = field(default_factory=set)


def modules() -> Iterator[ModuleType]:
    """Every module of the package but the ones that run when they are imported."""
    yield briefing
    for found in pkgutil.walk_packages(briefing.__path__, "briefing."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def sites() -> tuple[list[Site], list[str]]:
    """Every pattern once, and the calls whose pattern is not known: those must be in `SAMPLES`."""
    known: dict[tuple[Any, int], Site] = {}
    unknown: list[str] = []
    for module in modules():
        for name, pattern in _patterns_in(module):
            _site(known, f"{module.__name__}.{name}", pattern)
    for module in modules():
        source = Path(str(module.__file__)).read_text("utf-8")
        if _USED(source):
            unknown += _from_calls(known, module, ast.parse(source))
    for site in known.values():
        site.ways = site.ways or set(ALL)
    return list(known.values()), unknown


def _site(known: dict[tuple[Any, int], Site], name: str, pattern: Any) -> Site:
    kind = type(pattern).__module__
    return known.setdefault((kind, pattern.pattern, pattern.flags), Site(name, pattern))  # type: ignore[index, arg-type]


def _patterns_in(module: ModuleType) -> Iterator[tuple[str, Any]]:
    for name, value in list(vars(module).items()):
        yield from ((name, each) for each in _inside(value, module.__name__, 0))


def _inside(value: Any, module: str, depth: int) -> Iterator[Any]:
    """The patterns in a value: itself, those in its members, and those that a class or a method holds."""
    if isinstance(value, LatePattern):
        yield value.compiled
    elif isinstance(value, _KINDS):
        yield value
    elif depth < 5 and isinstance(value, dict):
        for each in [*value.keys(), *value.values()]:
            yield from _inside(each, module, depth + 1)
    elif depth < 5 and isinstance(value, (list, tuple, set, frozenset)):
        for each in value:
            yield from _inside(each, module, depth + 1)
    elif depth < 5 and isinstance(value, type) and value.__module__ == module:
        for each in vars(value).values():
            yield from _inside(each, module, depth + 1)
    elif isinstance(getattr(value, "__self__", None), _KINDS):
        yield value.__self__
    elif depth < 5 and getattr(value, "__module__", None) == module and hasattr(value, "__dict__"):
        for each in [*vars(value).values(), *(getattr(value, "__defaults__", None) or ())]:
            yield from _inside(each, module, depth + 1)


def _from_calls(
    known: dict[tuple[Any, int], Site], module: ModuleType, tree: ast.Module
) -> Iterator[str]:
    for node, inside in _nodes(tree, False):
        if isinstance(node, ast.Attribute) and node.attr in WAYS:
            owner = _value(node.value, module)
            owner = owner.compiled if isinstance(owner, LatePattern) else owner
            if isinstance(owner, _KINDS):
                _site(known, module.__name__, owner).ways.add(WAYS[node.attr])
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner, method = _value(node.func.value, module), node.func.attr
            if owner in (re, regex) and (method in WAYS or method == "compile"):
                yield from _call(known, module, node, inside)


def _nodes(node: ast.AST, inside: bool) -> Iterator[tuple[ast.AST, bool]]:
    """All nodes, each with whether it stands in a function."""
    left = [(node, inside)]
    while left:
        node, inside = left.pop()
        yield node, inside
        inside = inside or isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        left += [(child, inside) for child in ast.iter_child_nodes(node)]


def _call(
    known: dict[tuple[Any, int], Site], module: ModuleType, node: ast.Call, inside: bool
) -> Iterator[str]:
    """Notes the pattern of a call of `re` or `regex`; gives the call where that is not known."""
    assert isinstance(node.func, ast.Attribute)
    owner, method = _value(node.func.value, module), node.func.attr
    named = {each.arg: each.value for each in node.keywords}
    place = {"compile": 1, "sub": 4, "subn": 4, "split": 3}.get(method, 2)
    flags = named.get("flags") or (node.args[place] if len(node.args) > place else None)
    source, set_flags = _value(node.args[0], module), _value(flags, module) if flags else 0
    name = f"{module.__name__}:{node.lineno}"
    if isinstance(source, (str, bytes)) and isinstance(set_flags, int):
        site = _site(known, name, owner.compile(source, set_flags))
        if method != "compile":
            site.ways.add(WAYS[method])
        return
    if not inside:
        return
    samples = SAMPLES.get((module.__name__, ast.unparse(node.args[0])))
    if samples is None:
        yield f"{name}: {ast.unparse(node)}"
    for pattern, way in samples or ():
        _site(known, name, pattern).ways.add(way)


def _value(node: ast.expr, module: ModuleType) -> Any:
    """What an expression of constants and of the module's names gives, else None."""
    if isinstance(node, ast.Name):
        return {"re": re, "regex": regex}.get(node.id) or vars(module).get(node.id)
    if isinstance(node, ast.Constant):
        return node.value
    if any(isinstance(each, (ast.Await, ast.Yield, ast.Call)) for each in ast.walk(node)) and not (
        _only_joins(node)
    ):
        return None
    names = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
    space = vars(module) | {"re": re, "regex": regex}
    if not names <= space.keys():
        return None
    try:
        return eval(compile(ast.Expression(node), module.__name__, "eval"), space)
    except Exception:
        return None


def _only_joins(node: ast.expr) -> bool:
    """Whether all calls in an expression put strings together."""
    calls = [each for each in ast.walk(node) if isinstance(each, ast.Call)]
    return all(
        (isinstance(each.func, ast.Attribute) and each.func.attr in ("join", "escape"))
        or (isinstance(each.func, ast.Name) and each.func.id in ("sorted", "map", "len"))
        for each in calls
    )
