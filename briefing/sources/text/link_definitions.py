from collections.abc import Iterable
from typing import Any

from briefing.late_pattern import late_pattern
from briefing.sources.text.commonmark import make_parser

MOST = 20_000
"""Most definitions read."""

_START = late_pattern(r" {0,3}\[(\^?)((?:[^\[\]\\\n]|\\.)+)\]:")


def find_definitions(candidates: Iterable[str]) -> dict[str, Any]:
    environment: dict[str, Any] = {"references": {}, "footnotes": {"refs": {}, "list": {}}}
    for lines in candidates:
        match = _START.match(lines)
        if match is None:
            continue
        if match[1]:
            if not any(map(str.isspace, match[2])):
                environment["footnotes"]["refs"][f":{match[2]}"] = -1
        else:
            _define(lines, environment)
    return environment


def definition_lines(source: str) -> list[str]:
    """Lines that may start a definition, each with the two after it.

    Includes lines in code, so that a text's head needs only these lines of the rest.
    """
    found: list[str] = []
    at = source.find("]:")
    while at >= 0 and len(found) < MOST:
        start = source.rfind("\n", 0, at) + 1
        if source[start : start + 4].lstrip(" ").startswith("["):
            end = start
            for _ in range(3):
                end = source.find("\n", end + 1)
                if end < 0:
                    end = len(source)
                    break
            found.append(source[start:end])
        following = source.find("\n", at)
        at = source.find("]:", following) if following >= 0 else -1
    return found


def _define(lines: str, environment: dict[str, Any]) -> None:
    from markdown_it.rules_block import StateBlock, reference

    head, _, _ = lines.partition("\n\n")
    state = StateBlock(head, make_parser(), environment, [])
    reference(state, 0, state.lineMax, False)
    environment.pop("duplicate_refs", None)
