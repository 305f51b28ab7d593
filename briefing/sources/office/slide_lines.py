from collections.abc import Iterator
from typing import Any

from briefing.sources.html.inline_markdown import Inline, paragraph
from briefing.sources.html.link_targets import LinkTargets
from briefing.sources.html.list_labels import number_text
from briefing.sources.math_text import RAISED, math_text
from briefing.sources.office.word_xml import Part, local_name, number_of

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
DEEPEST = 20
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
_BULLETS = ("buChar", "buBlip", "buAutoNum", "buNone")
_FORMS = {"alphaLc": "a", "alphaUc": "A", "romanLc": "i", "romanUc": "I"}
_TARGETS = LinkTargets("", None)


def holder_of(shape: Any) -> Any:
    return shape.find(f"./*/{P}nvPr/{P}ph")


def lines_of(shape: Any) -> list[Any]:
    found: list[Any] = shape.findall(f"{P}txBody/{A}p")
    return found


def units_of(element: Any, name: str) -> int:
    """0 for what is no number of English Metric Units, as "2in"."""
    try:
        return int(float(element.get(name) or 0))
    except (ValueError, OverflowError):
        return 0


def line_words(line: Any) -> str:
    return " ".join("".join(words for words, _ in _runs(line)).split())


def _runs(line: Any) -> Iterator[tuple[str, Any]]:
    for element in line.iter(f"{A}t", f"{A}br", f"{A}tab", _MATH):
        if element.tag == _MATH:
            yield f" {math_text(element)} ", None
            continue
        words, look = element.text or " ", element.getparent().find(f"{A}rPr")
        raised = look is not None and look.get("baseline", "0")[0] in "123456789"
        power = words.translate(RAISED) if raised and words.strip().isdigit() else words
        yield power, look.find(f"{A}hlinkClick") if look is not None else None


def line_markdown(slide: Part, line: Any) -> str:
    inline = Inline()
    open_target, pair = "", 0
    for words, link in _runs(line):
        target = _TARGETS.find(slide.target(link)) if link is not None else ""
        target = "" if words.strip().rstrip("/") == target.rstrip("/") else target
        if open_target not in ("", target):
            inline.close(pair, f"](<{open_target}>)")
        if target not in ("", open_target):
            pair = inline.open("[")
        open_target = target
        inline.text(words)
    if open_target:
        inline.close(pair, f"](<{open_target}>)")
    return inline.markdown() if inline.plain() else ""


def frame_blocks(slide: Part, shape: Any, told: frozenset[Any]) -> Iterator[str]:
    lines = [(_level(line), line) for line in lines_of(shape) if line not in told]
    shown = [(level, line, words) for level, line in lines if (words := line_markdown(slide, line))]
    held = holder_of(shape)
    many = len(shown) > 1 or any(level for level, *_ in shown)
    listed = held is not None and held.get("type") != "subTitle" and many
    items: list[tuple[int, str, str]] = []
    counts: dict[int, int] = {}
    for level, line, words in shown:
        marker, label = _marker(_bullet(shape, line, level), level, counts, listed=listed)
        if marker:
            items.append((level, marker, label + words))
            continue
        if items:
            yield _list(items)
        items = []
        yield words
    if items:
        yield _list(items)


def _level(line: Any) -> int:
    look = line.find(f"{A}pPr")
    return min(number_of(look.get("lvl")), DEEPEST) if look is not None else 0


def _bullet(shape: Any, line: Any, level: int) -> Any:
    style = f"{P}txBody/{A}lstStyle/{A}lvl{level + 1}pPr"
    for look in (line.find(f"{A}pPr"), shape.find(style)):
        for sign in look if look is not None else ():
            if local_name(sign) in _BULLETS:
                return sign
    return None


def _marker(sign: Any, level: int, counts: dict[int, int], *, listed: bool) -> tuple[str, str]:
    for deeper in [each for each in counts if each > level]:
        del counts[deeper]
    kind = local_name(sign) if sign is not None else ""
    if kind != "buAutoNum":
        counts.pop(level, None)
        return ("-" if kind in ("buChar", "buBlip") or (listed and not kind) else ""), ""
    number = counts.get(level, number_of(sign.get("startAt"), 1) - 1) + 1
    counts[level] = number
    scheme = sign.get("type") or ""
    form = next((_FORMS[name] for name in _FORMS if scheme.startswith(name)), "1")
    end = ")" if "Paren" in scheme else "."
    shown = number_text(number, form)
    return (f"{shown}{end}", "") if form == "1" else ("-", f"{shown}\\{end} ")


def _list(items: list[tuple[int, str, str]]) -> str:
    lines: list[str] = []
    above: list[tuple[int, int]] = []
    for level, marker, words in items:
        while above and above[-1][0] >= level:
            above.pop()
        indent = above[-1][1] if above else 0
        lines.append(f"{' ' * indent}{marker} {words}")
        above.append((level, indent + len(marker) + 1))
    return "\n".join(lines)


def markdown_table(rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows if row]
    if lines:
        lines.insert(1, "|" + " --- |" * len(next(filter(None, rows))))
    return "\n".join(lines)


def table_block(slide: Part, table: Any) -> str:
    return markdown_table(
        [
            [_cell(slide, cell) for cell in row.iterchildren(f"{A}tc")]
            for row in table.iterchildren(f"{A}tr")
        ]
    )


def _cell(slide: Part, cell: Any) -> str:
    lines = (line_markdown(slide, line) for line in cell.iter(f"{A}p"))
    return "<br>".join(filter(None, lines))


def plain_blocks(lines: Iterator[Any]) -> Iterator[str]:
    yield from (paragraph(words) for words in map(line_words, lines) if words)
