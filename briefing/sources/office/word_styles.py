import re
from typing import Any

from msgspec import Struct, field

from briefing.sources.html.list_labels import LONGEST_LABEL, number_text
from briefing.sources.office.word_xml import W, is_on, number_of, value_of

_HEADING = re.compile(r"heading (\d)\Z|title\Z")
_QUOTED = frozenset(("quote", "intense quote", "quotations", "block text"))
CODE = frozenset(
    ("html preformatted", "preformatted text", "plain text code", "source code", "code")
)
_VERSE = re.compile(r"(?:verse?|poem|poetry|stanza|lyrics|gedicht|strophe|poème|poesía)(?: .*)?\Z")
_CODE_WORDS = frozenset(
    (
        "verbatim char",
        "html code",
        "html typewriter",
        "source text",
        "source code char",
        "inline code",
        "code char",
    )
)
_ASIDE = re.compile(r"(?:toc|table of figures|index) ?\d?\Z|html (?:top|bottom) of form\Z")
_CONTENTS = re.compile(r"toc ?([1-9])")
_LISTED = re.compile(r"list (?:bullet|number) ([2-5])\Z")
_PLACE = re.compile(r"%([1-9])")
_FORMS = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}
_LONGEST_CHAIN = 20
_LEVELS = 9


class Style(Struct):
    name: str = ""
    level: int = 0
    """Heading level, 0 for text."""
    title: bool = False
    list_id: str = ""
    list_level: int = 0
    list_depth: int = 0
    """How much further in "List Bullet 2" and the like stand, whose lists have one level."""
    bold: bool = False
    italic: bool = False
    size: int = 0
    """Half points; 0 if unknown."""

    @property
    def quoted(self) -> bool:
        return self.name in _QUOTED

    @property
    def code(self) -> bool:
        return self.name in CODE

    @property
    def held(self) -> str:
        return "code" if self.code else "verse" if _VERSE.match(self.name) else ""

    @property
    def code_words(self) -> bool:
        return self.name in _CODE_WORDS or self.code

    @property
    def is_plain(self) -> bool:
        told = self.level or self.list_id or self.bold
        return not (told or self.aside or self.quoted or self.held)

    @property
    def aside(self) -> bool:
        return _ASIDE.match(self.name) is not None

    @property
    def contents_level(self) -> int:
        found = _CONTENTS.fullmatch(self.name)
        return int(found[1]) if found else 0


def read_styles(root: Any) -> dict[str, Style]:
    """By style id; "" is the default."""
    if root is None:
        return {"": Style()}
    elements = {e.get(W + "styleId") or "": e for e in root.iter(W + "style")}
    found = {name: _style(elements, name) for name in elements}
    usual = next((n for n, e in elements.items() if _is_default(e)), "")
    found[""] = found.get(usual, Style())
    return found


def _is_default(style: Any) -> bool:
    return style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true")


def _style(elements: dict[str, Any], name: str) -> Style:
    own = elements[name]
    found = Style((value_of(own, "name") or name).lower())
    deeper = _LISTED.match(found.name)
    found.list_depth = int(deeper[1]) - 1 if deeper else 0
    chain: list[Any] = []
    while name in elements and len(chain) < _LONGEST_CHAIN:
        chain.append(elements[name])
        name = value_of(elements[name], "basedOn") or ""
    for style in reversed(chain):
        _inherit(found, style)
    return found


def _inherit(found: Style, style: Any) -> None:
    heading = _HEADING.match((value_of(style, "name") or "").lower())
    if heading:
        found.level = int(heading[1] or 1)
        found.title = not heading[1]
    paragraph, run = style.find(W + "pPr"), style.find(W + "rPr")
    if paragraph is not None:
        outline = value_of(paragraph, "outlineLvl")
        if outline is not None:
            found.level = number_of(outline) + 1 if number_of(outline, 9) < _LEVELS else 0
        numbers = paragraph.find(W + "numPr")
        if numbers is not None:
            found.list_id = value_of(numbers, "numId") or found.list_id
            found.list_level = number_of(value_of(numbers, "ilvl"), found.list_level)
    bold, italic = is_on(run, "b"), is_on(run, "i")
    found.bold = found.bold if bold is None else bold
    found.italic = found.italic if italic is None else italic
    found.size = number_of(value_of(run, "sz"), found.size)


class _Level(Struct):
    form: str = "bullet"
    text: str = ""
    start: int = 1
    legal: bool = False


class _List(Struct):
    levels: dict[int, _Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)


class ListNumbers:
    """Counts the items of each list; lists of one abstract definition go on counting together."""

    def __init__(self, root: Any, styles: dict[str, Style]) -> None:
        self._lists: dict[str, _List] = {}
        self._abstract: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        if root is None:
            return
        linked: dict[str, str] = {}
        for element in root.iter(W + "abstractNum"):
            name = element.get(W + "abstractNumId") or ""
            self._lists[name] = _List(_levels(element))
            linked[name] = value_of(element, "numStyleLink") or ""
        for element in root.iter(W + "num"):
            name = element.get(W + "numId") or ""
            self._abstract[name] = value_of(element, "abstractNumId") or ""
            self._restarts[name] = _restarts(element)
        for name, style in linked.items():
            if style in styles:
                target = self._abstract.get(styles[style].list_id, name)
                self._lists[name] = self._lists.get(target, self._lists[name])

    def label(self, list_id: str, level: int) -> str | None:
        """The next item's number as it is shown, "" for a bullet; None if it is in no list."""
        found = self._lists.get(self._abstract.get(list_id, ""))
        shape = found.levels.get(level) if found else None
        if found is None or shape is None:
            return "" if list_id and list_id != "0" else None
        start = self._restarts[list_id].pop(level, None)
        count = found.counts.get(level)
        found.counts[level] = shape.start if count is None else count + 1
        if start is not None:
            found.counts[level] = start
        for deeper in [k for k in found.counts if k > level]:
            del found.counts[deeper]
        if shape.form in ("bullet", "none") or not _PLACE.search(shape.text):
            return "" if shape.form == "bullet" else shape.text.strip()
        return _PLACE.sub(lambda m: _counted(found, int(m[1]) - 1, shape), shape.text).strip()


def _counted(found: _List, level: int, shape: _Level) -> str:
    other = found.levels.get(level, _Level("decimal"))
    number = found.counts.get(level, other.start)
    form = "1" if shape.legal else _FORMS.get(other.form, "1")
    return f"{number:02}" if other.form == "decimalZero" else number_text(number, form)


def _levels(abstract: Any) -> dict[int, _Level]:
    found = {}
    for element in abstract.iter(W + "lvl"):
        form = value_of(element, "numFmt") or "decimal"
        text = (value_of(element, "lvlText") or "")[:LONGEST_LABEL]
        start = number_of(value_of(element, "start"), 1)
        legal = bool(is_on(element, "isLgl"))
        level = number_of(element.get(W + "ilvl"))
        if level < _LEVELS:
            found[level] = _Level(form, text, start, legal)
    return found


def _restarts(num: Any) -> dict[int, int]:
    found = {}
    for element in num.iter(W + "lvlOverride"):
        start = value_of(element, "startOverride")
        if start is not None:
            found[number_of(element.get(W + "ilvl"))] = number_of(start, 1)
    return found
