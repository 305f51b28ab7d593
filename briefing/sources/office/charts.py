import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from briefing.sources.html.inline_markdown import paragraph
from briefing.sources.office.slide_lines import A, line_words, markdown_table
from briefing.sources.office.word_xml import number_of

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_MOST_SERIES = 20
_FORMAT = re.compile(r"(#,##)?0(?:\.(0{1,9}))?(%)?")


def chart_blocks(root: Any) -> Iterator[str]:
    yield from map(paragraph, chart_titles(root))
    for rows in chart_tables(root):
        yield markdown_table([list(map(paragraph, row)) for row in rows])


def chart_titles(root: Any) -> Iterator[str]:
    for title in root.iter(f"{CHART}title"):
        words = " ".join(filter(None, map(line_words, title.iter(f"{A}p"))))
        yield from [words] if words else []


def chart_tables(root: Any) -> Iterator[list[list[str]]]:
    series = list(root.iter(f"{CHART}ser"))[:_MOST_SERIES]
    for labels, alike in groupby(series, _labels):
        yield _table(dict(labels), list(alike))


def _labels(series: Any) -> tuple[tuple[int, str], ...]:
    found = _points(series, "cat") or _points(series, "xVal")
    return tuple(found.items() or ((at, str(at + 1)) for at in _values(series)))


def _table(labels: dict[int, str], series: list[Any]) -> list[list[str]]:
    names = (" ".join(_points(one, "tx").values()) for one in series)
    columns = [_values(one) for one in series]
    shown = sorted(labels.keys() | {at for column in columns for at in column})
    rows = [[labels.get(at, ""), *(column.get(at, "") for column in columns)] for at in shown]
    return [["", *names], *rows]


def _values(series: Any) -> dict[int, str]:
    return _points(series, "val") or _points(series, "yVal")


def _points(series: Any, name: str) -> dict[int, str]:
    data = series.find(CHART + name)
    if data is None:
        return {}
    form = _FORMAT.fullmatch(data.findtext(f".//{CHART}formatCode") or "")
    numbers = next(data.iter(f"{CHART}numCache", f"{CHART}numLit"), None) is not None
    level = next(data.iter(f"{CHART}lvl"), data)
    found = {}
    for point in level.iter(f"{CHART}pt"):
        value = point.findtext(f"{CHART}v") or ""
        found[number_of(point.get("idx"))] = _number(value, form) if numbers else value
    return found or ({0: data.findtext(f"{CHART}v") or ""} if name == "tx" else {})


def _number(value: str, form: re.Match[str] | None) -> str:
    try:
        number = float(value)
    except ValueError:
        return value
    if form:
        parts, percent = len(form[2] or ""), "%" if form[3] else ""
        number = number * 100 if percent else number
        return f"{number:{',' if form[1] else ''}.{parts}f}{percent}"
    return f"{number:.4g}" if abs(number) < 1 else f"{round(number, 4):.15g}"
