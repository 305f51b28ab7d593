import re

from briefing.sources.html.inline_markdown import paragraph

_LEVEL = 2
_DEEPEST = 6
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r"(#{1,6})(?= )")


def inner_heading(subject: str, fields: dict[str, str]) -> str:
    lines = (paragraph(f"{name}: {words}") for name, words in fields.items() if words)
    head = f"{'#' * _LEVEL} {paragraph(subject or 'Attached message')}"
    return "\n\n".join((head, "\\\n".join(lines))).strip()


def lower_headings(body: str) -> str:
    lines = body.split("\n")
    found: dict[int, re.Match[str]] = {}
    fence = ""
    for at, line in enumerate(lines):
        sign = _FENCE.match(line)
        if sign and (not fence or sign[1].startswith(fence)):
            fence = "" if fence else sign[1]
        elif not fence and (heading := _HEADING.match(line)):
            found[at] = heading
    highest = min((len(heading[1]) for heading in found.values()), default=_DEEPEST)
    shift = max(0, _LEVEL + 1 - highest)
    for at, heading in found.items():
        level = min(_DEEPEST, len(heading[1]) + shift)
        lines[at] = "#" * level + lines[at][heading.end() :]
    return "\n".join(lines)
