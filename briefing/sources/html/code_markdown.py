import re
from itertools import islice
from typing import Any

_LANGUAGE = re.compile(r"(?:^|\s)(?:language|lang|highlight-source)-([\w+#.-]{1,20})")
_NUMBERS = re.compile(
    r"(?:^|[\s_-])(?:ln|lnt|lnl|line-?numbers?|lineno|linenos|line-?no|gutter|hljs-ln-n)(?:$|[\s_-])"
)
_LINE = re.compile(r"(?:^|\s)(?:line|code-line|token-line|codeline|view-line)(?:$|\s)")
_PROMPT = re.compile(r"^(?:\$|%|>|\w{1,30}@\S{1,40}[$#]) ?(?=\S)", re.MULTILINE)
_COLOR = re.compile(r'<(?:font color|span style)="[^"<>\n]{1,80}">')
_COLORED = re.compile(r"</?(?:font|span|b|u|i)(?: [^<>\n]{1,80})?>")
_CODE = re.compile(r"(?:^|[\s_-])code(?:$|[\s_-])")
_UNSEEN = frozenset(("style", "script"))
_MOST_PARTS = 20_000
_LONGEST_NUMBER = 5
_ROWS = frozenset(("div", "p", "li", "tr"))


def code_span(words: str) -> str:
    ticks = "`" * (1 + _longest_ticks(words))
    pad = " " if words[0] == "`" or words[-1] == "`" else ""
    return f"{ticks}{pad}{words}{pad}{ticks}"


def code_block(code: str, language: str) -> str:
    fence = "`" * max(3, 1 + _longest_ticks(code))
    return f"{fence}{language}\n{code}\n{fence}"


def _longest_ticks(code: str) -> int:
    return max((len(run) for run in re.findall(r"`+", code)), default=0)


def read_code(pre: Any) -> str:
    parts: list[str] = []
    _write_code(pre, parts, _count_lines(pre))
    return _without_colors("".join(parts)).strip("\n").rstrip()


def _without_colors(code: str) -> str:
    # Scripts paint a terminal from tags in its words.
    painted = "<" in code and _PROMPT.search(code) and len(_COLOR.findall(code)) > 1
    return _COLORED.sub("", code) if painted else code


def _count_lines(pre: Any) -> set[Any]:
    numbers = [e for e in islice(pre.iter("span", "div"), _MOST_PARTS) if _may_count(e)]
    counted = [int(e.text) for e in numbers]
    return (
        set(numbers) if len(counted) > 1 and counted == list(range(1, len(counted) + 1)) else set()
    )


def _may_count(element: Any) -> bool:
    said = element.text or ""
    alone = not len(element) and said.isascii() and said.isdigit() and len(said) <= _LONGEST_NUMBER
    before = element.getprevious()
    leads = (before is None or before.tag == "style") and element.getparent().tag in _ROWS
    return alone and leads and not (element.tail or "").strip() and element.getnext() is not None


def _write_code(element: Any, parts: list[str], numbers: set[Any]) -> None:
    ends: list[tuple[Any, bool]] = [(element, False)]
    while ends:
        at, ended = ends.pop()
        row = at.tag in _ROWS and at is not element
        if ended:
            if row:
                _end_line(parts)
            if at is not element and at.tail:
                parts.append(at.tail)
            continue
        ends.append((at, True))
        if at.tag == "br":
            parts.append("\n")
        if not isinstance(at.tag, str) or at.tag in _UNSEEN or at in numbers:
            continue
        if at is not element and _is_line_number(at):
            continue
        if row:
            _end_line(parts)
        elif _is_line(at) and _goes_on(at.getprevious()):
            parts.append("\n")
        if at.text:
            parts.append(at.text)
        ends += [(child, False) for child in reversed(at)]


def _is_line(element: Any) -> bool:
    return element.tag in ("span", "code") and bool(_LINE.search(element.get("class") or ""))


def _goes_on(before: Any) -> bool:
    ended = before is None or not _is_line(before) or before.tail
    return not ended and not "".join(before.itertext()).endswith("\n")


def _end_line(parts: list[str]) -> None:
    if parts and not parts[-1].endswith("\n"):
        parts.append("\n")


def _is_line_number(element: Any) -> bool:
    said = "".join(element.itertext()) if _NUMBERS.search(element.get("class") or "") else "-"
    return not said.strip() or said.strip().isdigit()


def read_code_table(table: Any) -> str:
    lines: list[str] = []
    numbered = 0
    for row in table.iter("tr"):
        *others, last = [cell for cell in row if cell.tag in ("td", "th")] or [None]
        if last is None or not _holds_code(last) or not others:
            return ""
        numbers = ["".join(cell.itertext()).split() for cell in others]
        if not all(word.isdigit() for words in numbers for word in words):
            return ""
        numbered += any(numbers)
        lines.append(read_code(last))
    return "\n".join(lines) if numbered else ""


def _holds_code(cell: Any) -> bool:
    named = _CODE.search(cell.get("class") or "") is not None
    return named or next(cell.iter("pre", "code"), None) is not None


def find_code_language(pre: Any) -> str:
    """By highlighters' classes; "" if not given."""
    inner = pre.find("code")
    names = (pre.get("class") or "", (inner.get("class") or "") if inner is not None else "")
    found = _LANGUAGE.search(" ".join(names))
    return found[1] if found else ""
