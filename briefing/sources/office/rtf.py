import re
from collections.abc import Callable
from html import escape

from msgspec.structs import replace

from briefing.errors import FormatError
from briefing.sources.converted import STRUCTURED, Converted
from briefing.sources.html.convert_html import markdown_of
from briefing.sources.html.inline_markdown import paragraph
from briefing.sources.html.list_labels import LONGEST_LABEL, ListHtml
from briefing.sources.math_text import raise_numbers
from briefing.sources.office.rtf_blocks import Paragraph, add_block, make_block
from briefing.sources.office.rtf_destinations import (
    AROUND,
    DESTINATIONS,
    KNOWN,
    SHOWN,
    SKIPPED,
    State,
)
from briefing.sources.office.rtf_lists import RtfLists
from briefing.sources.office.rtf_math import RtfMath
from briefing.sources.office.rtf_styles import RtfStyles
from briefing.sources.office.rtf_tokens import CHARACTERS, CHARSETS, Token, code_page, tokenize_rtf
from briefing.sources.text import metadata_plausibility

_ENDS = frozenset(("par", "sect", "page"))
_LINK = re.compile(r"HYPERLINK\s+\"?([^\"\s]+)")
_HEADING = re.compile(r"<h[1-6]>")
_DEEPEST = 10_000
_LONGEST_VALUE = 4000
"""Characters of a title or an instruction."""


def convert_rtf(data: bytes, name: str = "", charset: str = "") -> Converted:
    if not data.lstrip().startswith(b"{\\rtf"):
        raise FormatError("It is not RTF; correct its file extension.")
    reader = _read(data)
    html = reader.html()
    text = markdown_of(html, spaced=True)
    around = dict.fromkeys(" ".join(line.split()) for line in "".join(reader.around).split("\n"))
    return Converted(
        markdown=text,
        boilerplate=[paragraph(line) for line in around if line],
        title=metadata_plausibility.plausible_title(reader.told.get("title", "").strip(), text),
        byline=metadata_plausibility.plausible_person(reader.told.get("author"), text),
        structured=len(_HEADING.findall(html)) >= STRUCTURED,
    )


def rtf_to_html(data: bytes) -> str:
    return _read(data).html()


def _read(data: bytes) -> "_Reader":
    reader = _Reader(RtfLists(data))
    for token in tokenize_rtf(data):
        reader.take(token)
    return reader


class _Reader:
    def __init__(self, numbers: RtfLists) -> None:
        self._numbers = numbers
        self.around: list[str] = []
        self.told: dict[str, str] = {}
        """The first title and author."""
        self._state = State()
        self._stack: list[State] = []
        self._paragraph = Paragraph()
        self._blocks: list[str] = []
        self._cells: list[str] = []
        self._rows: list[str] = []
        self._notes: list[str] = []
        self._boxes: list[str] = []
        self._lists = ListHtml()
        self._titled = False
        self._aside: list[tuple[int, Paragraph, list[str], ListHtml, list[str]]] = []
        """The text around a note or text box: its depth, what was read of it, and where the note goes."""
        self._fonts: dict[int, str] = {}
        self._font = self._style = 0
        self._styles = RtfStyles()
        self._collected = ""
        self._page = "cp1252"
        self._bytes: list[bytes] = []
        self._drop = self._high = 0
        self._ignorable = False
        self._math: RtfMath | None = None

    def html(self) -> str:
        self._decode()
        while self._stack:
            self._close()
        self._end_paragraph()
        self._end_table()
        notes = "".join(f'<li id="fn{i}">{note}</li>' for i, note in enumerate(self._notes, 1))
        self._blocks += [self._lists.close(), *self._boxes]
        return "".join(self._blocks) + (f"<ol>{notes}</ol>" if notes else "")

    def take(self, token: Token) -> None:
        if token.kind == "bytes":
            self._take_bytes(token.data)
            return
        self._decode()
        if token.kind == "{":
            if len(self._stack) >= _DEEPEST:
                raise FormatError("It is nested too deeply to be read.")
            self._stack.append(replace(self._state))
            if self._math:
                self._math.begin()
        elif token.kind == "}":
            self._close()
        elif token.kind == "symbol":
            self._symbol(token.name)
        else:
            self._word(token.name, token.number)

    def _take_bytes(self, data: bytes) -> None:
        if self._drop:
            dropped = min(self._drop, len(data))
            self._drop -= dropped
            data = data[dropped:]
        self._bytes.append(data)

    def _decode(self) -> None:
        if self._bytes:
            data, self._bytes = b"".join(self._bytes), []
            self._text(data.decode(self._state.encoding, "replace"))

    def _symbol(self, symbol: str) -> None:
        self._drop = 0
        if symbol == "*":
            self._ignorable = True
        elif symbol in CHARACTERS:
            self._text(CHARACTERS[symbol])
        elif symbol in "{}\\":
            self._text(symbol)
        elif symbol in "\r\n":
            self._end_paragraph()

    def _label(self, text: str) -> None:
        paragraph = self._paragraph
        if "\t" in paragraph.item:
            paragraph.behind.append(self._dressed(text))
        paragraph.item = (paragraph.item + text)[:LONGEST_LABEL]

    def _text(self, text: str) -> None:
        into = self._state.into
        if into == "text":
            if not self._state.hidden:
                self._paragraph.underlined += bool(text.strip()) and self._state.underlined
                self._paragraph.other += bool(text.strip()) and not self._state.underlined
                self._paragraph.html.append(self._dressed(text))
        elif into in AROUND:
            self.around.append(text)
        elif into == "math" and self._math:
            self._math.write(text)
        elif into in ("title", "author"):
            self.told[into] = (self.told.get(into, "") + text)[:_LONGEST_VALUE]
        elif into == "listtext":
            self._label(text.replace("\t", " "))
        elif into in ("stylesheet", "fonttbl", "fldinst"):
            self._collected = (self._collected + text)[:_LONGEST_VALUE]

    def _dressed(self, text: str) -> str:
        html = escape(text)
        if not text.strip():
            return html
        html = raise_numbers(html) if self._state.raised else html
        if self._state.italic:
            html = f"<i>{html}</i>"
        if self._state.bold:
            html = f"<b>{html}</b>"
        return f'<a href="{escape(self._state.link)}">{html}</a>' if self._state.link else html

    def _close(self) -> None:
        if not self._stack:
            return
        closing, self._state = self._state, self._stack.pop()
        if self._math and (equation := self._math.end()) is not None:
            self._math = None
            self._paragraph.html.append(equation)
        if closing.into == "stylesheet" and self._collected:
            self._styles.keep(self._style, self._collected)
            self._collected, self._style = "", 0
        elif closing.into == "fldinst" and self._state.into != "fldinst":
            found = _LINK.search(self._collected)
            self._state.link = found[1] if found else ""
            self._collected = ""
        elif closing.into == "fonttbl":
            self._collected = ""
        if self._aside and len(self._stack) == self._aside[-1][0]:
            self._end_aside()

    def _word(self, name: str, number: int | None) -> None:
        ignorable, self._ignorable = self._ignorable, False
        self._drop = 0
        if name == "u" and number is not None:
            self._unicode(number)
        elif self._math and name[0] == "m":
            self._math.name(name)
        elif self._state.into == "repeated" or (self._state.into == "skip" and name not in SHOWN):
            self._state.skip = (number or 0) if name == "uc" else self._state.skip
        elif name in SKIPPED or (ignorable and name not in KNOWN):
            self._state.into = "skip"
        elif name in DESTINATIONS:
            into = DESTINATIONS[name]
            self._state.into = "skip" if into in self.told else into
            self._collected = "" if name in ("fldinst", "stylesheet") else self._collected
        elif name in AROUND:
            self._state.into = name
        elif name in CHARACTERS:
            if name == "tab" and self._state.into == "listtext":
                self._label("\t")
            else:
                self._text(CHARACTERS[name])
        elif name in _WORDS:
            _WORDS[name](self, number)
        elif name in _ENDS:
            self._end_paragraph()

    def _unicode(self, number: int) -> None:
        code = number % 65536
        self._drop = self._state.skip
        high, self._high = self._high, code if 0xD800 <= code < 0xDC00 else 0
        if high and 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00
        if not self._high:
            self._text(chr(code))

    def _plain(self, number: int | None) -> None:
        state = self._state
        state.bold = state.italic = state.underlined = state.hidden = state.raised = False

    def _reset(self, number: int | None) -> None:
        old = self._paragraph
        if self._state.into == "text":
            self._paragraph = Paragraph(html=old.html, item=old.item, cell=old.cell)

    def _level(self, number: int | None) -> None:
        level = (number or 0) + 1 if (number or 0) < 6 else 0
        styled = self._state.into == "stylesheet"
        (self._styles.begun if styled else self._paragraph).level = level

    def _styled(self, number: int | None) -> None:
        self._style = number or 0
        if self._state.into == "text":
            self._paragraph.style = number or 0

    def _deeper(self, number: int | None) -> None:
        self._paragraph.depth = min(8, number or 0)

    def _skipping(self, number: int | None) -> None:
        self._state.skip = number if number is not None else 1

    def _set_page(self, number: int | None) -> None:
        self._page = self._state.encoding = code_page(number)

    def _set_font(self, number: int | None) -> None:
        self._font = number or 0
        self._state.encoding = self._fonts.get(self._font, self._page)

    def _set_charset(self, number: int | None) -> None:
        if self._state.into == "fonttbl" and number:
            self._fonts[self._font] = CHARSETS.get(number, self._page)

    def _break(self, number: int | None) -> None:
        if self._state.into == "text":
            self._paragraph.html.append("<br>")

    def _end_paragraph(self, _: int | None = None) -> None:
        if self._state.into in AROUND:
            self.around.append("\n")
        old = self._paragraph
        if self._state.into == "listtext":
            old.take_behind()
        elif self._state.into != "text":
            return
        if old.list_number and not old.item.strip() and (old.html or old.cell):
            old.item = self._numbers.label(old.list_number, old.depth)
        if old.in_table:
            old.end_line()
            return
        self._end_table()
        self._paragraph = replace(old, html=[], behind=[], cell=[], item="", underlined=0, other=0)
        style = self._styles.find(old.style)
        self._titled |= style.name == "title"
        block = make_block(old, style, self._lists, below_title=self._titled)
        add_block(self._blocks, block or "<p></p>")
        if self._boxes and not self._aside:
            self._blocks += [self._lists.close(), *self._boxes]
            self._boxes = []

    def _end_cell(self, _: int | None) -> None:
        if self._state.into == "text":
            self._cells.append(self._paragraph.take_words())
        else:
            self._end_paragraph()

    def _end_row(self, _: int | None) -> None:
        if self._cells:
            self._rows.append("<tr><td>" + "</td><td>".join(self._cells) + "</td></tr>")
            self._cells = []
        self._paragraph = Paragraph()

    def _end_table(self) -> None:
        if self._cells:
            self._end_row(None)
        if self._rows:
            table = f"<table>{''.join(self._rows)}</table>"
            self._blocks += [self._lists.close(), table]
            self._rows = []

    def _start_note(self, _: int | None) -> None:
        if self._state.into != "text" or self._aside:
            return
        self._paragraph.html.append(f'<a href="#fn{len(self._notes) + 1}">*</a>')
        self._set_aside(self._notes)

    def _start_box(self, _: int | None) -> None:
        if not self._aside:
            self._state.into = "text"
            self._set_aside(self._boxes)

    def _start_math(self, _: int | None) -> None:
        self._state.into, self._math = "math", RtfMath()

    def _show(self, _: int | None) -> None:
        self._state.into = "text"

    def _set_aside(self, target: list[str]) -> None:
        outer = len(self._stack) - 1, self._paragraph, self._blocks, self._lists, target
        self._aside.append(outer)
        self._paragraph, self._blocks, self._lists = Paragraph(), [], ListHtml()

    def _end_aside(self) -> None:
        state, self._state = self._state, State()
        self._end_paragraph()
        self._end_table()
        self._state = state
        inner = "".join((*self._blocks, self._lists.close()))
        _, self._paragraph, self._blocks, self._lists, target = self._aside.pop()
        target.append(inner)


def _switch(name: str) -> Callable[[_Reader, int | None], None]:
    return lambda reader, number: setattr(reader._state, name, number != 0)


_WORDS: dict[str, Callable[[_Reader, int | None], None]] = {
    "b": _switch("bold"),
    "i": _switch("italic"),
    "ul": _switch("underlined"),
    "ulnone": lambda reader, _: setattr(reader._state, "underlined", False),
    "v": _switch("hidden"),
    "super": _switch("raised"),
    "nosupersub": lambda reader, _: setattr(reader._state, "raised", False),
    "deleted": _switch("hidden"),
    "plain": _Reader._plain,
    "pard": _Reader._reset,
    "outlinelevel": _Reader._level,
    "s": _Reader._styled,
    "ilvl": _Reader._deeper,
    "ls": lambda reader, number: setattr(reader._paragraph, "list_number", number or 0),
    "fi": lambda reader, number: setattr(reader._paragraph, "hanging", (number or 0) < 0),
    "intbl": lambda reader, _: setattr(reader._paragraph, "in_table", True),
    "sbasedon": lambda reader, number: setattr(reader._styles.begun, "base", number or 0),
    "uc": _Reader._skipping,
    "ansicpg": _Reader._set_page,
    "f": _Reader._set_font,
    "fcharset": _Reader._set_charset,
    "line": _Reader._break,
    "cell": _Reader._end_cell,
    "nestcell": _Reader._end_cell,
    "row": _Reader._end_row,
    "footnote": _Reader._start_note,
    "shptxt": _Reader._start_box,
    "dptxbxtext": _Reader._start_box,
    "result": _Reader._show,
    "moMath": _Reader._start_math,
}
