import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from briefing.late_pattern import late_pattern
from briefing.model import InlineKind, InlineMark, Span
from briefing.sanitize import sanitize
from briefing.sources.text.attributes import attributes_end
from briefing.sources.text.emoji_codes import show_emoji
from briefing.sources.text.html_in_markdown import (
    LOWERED,
    MARKS,
    RAISED,
    Tag,
    read_tag,
    take_comments,
)

if TYPE_CHECKING:
    from markdown_it.token import Token

_PAIRED = {
    "em": InlineKind.EMPHASIS,
    "strong": InlineKind.STRONG,
    "s": InlineKind.STRIKETHROUGH,
    "link": InlineKind.LINK,
}
_ADDRESS = late_pattern(
    r"https?://[^\s<>\"“”`|\\^{}]+|(?<![\w@./-])www\.[\w-]+\.[^\s<>\"“”`|\\^{}]+"
    r"|(?<![\w.+@/:-])[A-Za-z0-9][\w.+-]{0,63}+@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)+(?!:?\w)",
    re.IGNORECASE,
)
_LOW = late_pattern(r"(?<=[^\W_])~([0-9+\-]{1,12})~(?!~)")
_HIGH = late_pattern(r"(?<=[\w)])\^([0-9+\-]{1,12})\^")
_TRAILING = ".,;:!?'’*_~"
_APART = frozenset(("li", "p", "div", "tr", "td", "th", "ul", "ol", "dt", "dd", "blockquote"))
_OPAQUE = frozenset((InlineKind.LINK, InlineKind.CODE, InlineKind.IMAGE))


_MARKED = frozenset(("code_inline", "image"))
"""Tokens that attributes may follow, beside ends."""


class InlineBuilder:
    def __init__(self, base: int = 0) -> None:
        self.base = base
        self.parts: list[str] = []
        self.length = 0
        self.marks: list[InlineMark] = []
        self.labels: set[str] = set()
        self.hidden: list[str] = []
        """What comments say."""
        self._open: list[tuple[str, int, str, str, str]] = []
        self._tags: list[tuple[Tag, int, int]] = []
        """HTML elements that are open: the length, and the number of parts, before each."""

    @property
    def text(self) -> str:
        return "".join(self.parts)

    @property
    def _after_space(self) -> bool:
        return not self.parts or self.parts[-1].endswith((" ", "\n"))

    @property
    def words(self) -> str:
        """The text without space at its end that no mark holds."""
        end = max((mark.span.end - self.base for mark in self.marks), default=0)
        return self.text[:end] + self.text[end:].rstrip(" \n")

    def write(self, text: str) -> Span:
        start = self.base + self.length
        if text:
            self.parts.append(text)
        self.length += len(text)
        return Span(start, start + len(text))

    def read(self, tokens: Iterable["Token"]) -> "InlineBuilder":
        marked = False
        for token in tokens:
            name = token.type
            if name == "text" or name == "text_special":
                said = self._without_attributes(token.content) if marked else token.content
                said = show_emoji(_shifted(said))
                self.write(said.lstrip(" ") if self._after_space else said)
            elif name == "softbreak":
                self.write("" if self._after_space else " ")
            elif name == "hardbreak":
                self.write("\n")
            elif name == "code_inline":
                self.marks.append(InlineMark(InlineKind.CODE, self.write(token.content)))
            elif name == "image":
                self._image(token)
            elif name == "html_inline":
                self._html(token.content)
            elif name == "footnote_ref":
                label = sanitize(token.meta["label"])
                self.marks.append(InlineMark(InlineKind.FOOTNOTE, self.write(f"[{label}]"), label))
            elif token.nesting == 1:
                self._start(token)
            elif token.nesting == -1:
                self._finish()
            else:
                self.write(token.content)
            marked = token.nesting == -1 or name in _MARKED
        return self

    def _without_attributes(self, words: str) -> str:
        end = attributes_end(words) if words.startswith("{") else 0
        self.hidden += [words[:end]] if end else []
        return words[end:]

    def _start(self, token: "Token") -> None:
        kind = token.type.removesuffix("_open")
        target = sanitize(str(token.attrGet("href") or ""))
        title = sanitize(str(token.attrGet("title") or ""))
        label = self._label(token)
        self._open.append((kind, self.base + self.length, target, title, label))

    def _finish(self) -> None:
        if not self._open:
            return
        kind, start, target, title, label = self._open.pop()
        if kind == "link" and self.base + self.length == start:
            self.write(target or title)
        span = Span(start, self.base + self.length)
        if span or target or label:
            self.marks.append(InlineMark(_PAIRED[kind], span, target, title, label))

    def _html(self, source: str) -> None:
        rest, hidden = take_comments(source)
        self.hidden += hidden
        tag = read_tag(rest) if rest else None
        if tag is None:
            self.write(rest)
        elif tag.name in ("br", "hr"):
            if self.parts and self.parts[-1] == " ":
                self.parts.pop()
                self.length -= 1
            self.write("\n")
        elif tag.name == "img":
            source = tag.attributes.get("src", "")
            words = self.write(tag.attributes.get("alt") or _source_words(source))
            self.marks.append(InlineMark(InlineKind.IMAGE, words, sanitize(source)))
        elif tag.name == "q":
            self.write("”" if tag.closing else "“")
        elif tag.name in _APART:
            self._break("• " if tag.name == "li" and not tag.closing else "")
        elif not tag.closing:
            self._tags.append((tag, self.length, len(self.parts)))
        elif tag.name in (open_tag.name for open_tag, _, _ in self._tags):
            while self._tags:
                opened, length, parts = self._tags.pop()
                self._end_tag(opened, length, parts)
                if opened.name == tag.name:
                    break

    def _break(self, sign: str) -> None:
        if not self._after_space:
            self.write("\n")
        if sign:
            self.write(sign)

    def _end_tag(self, tag: Tag, length: int, parts: int) -> None:
        span = Span(self.base + length, self.base + self.length)
        if tag.name in MARKS and span:
            target = sanitize(tag.attributes.get("href", ""))
            title = sanitize(tag.attributes.get("title", ""))
            self.marks.append(InlineMark(MARKS[tag.name], span, target, title))
        elif tag.name in ("sub", "sup"):
            words = "".join(self.parts[parts:])
            shown = words.translate(LOWERED if tag.name == "sub" else RAISED)
            if words and all(a != b for a, b in zip(words, shown, strict=True)):
                self.parts[parts:] = [shown]

    def _image(self, token: "Token") -> None:
        source, title = str(token.attrGet("src") or ""), str(token.attrGet("title") or "")
        label = self._label(token)
        start = self.base + self.length
        self.read(token.children or ())
        if self.base + self.length == start:
            self.write(_source_words(source))
        span = Span(start, self.base + self.length)
        self.marks.append(
            InlineMark(InlineKind.IMAGE, span, sanitize(source), sanitize(title), label)
        )

    def _label(self, token: "Token") -> str:
        label = (token.meta or {}).get("label", "")
        if label:
            self.labels.add(label)
        return sanitize(label)


def _source_words(source: str) -> str:
    """What stands for an image without words: its address, of data only the type."""
    return source[: source.find(",")].partition(";")[0] if source.startswith("data:") else source


def _shifted(text: str) -> str:
    text = _LOW.sub(lambda m: m[1].translate(LOWERED), text) if "~" in text else text
    return _HIGH.sub(lambda m: m[1].translate(RAISED), text) if "^" in text else text


def find_addresses(text: str, base: int, marks: Sequence[InlineMark] = ()) -> list[InlineMark]:
    if "://" not in text and "@" not in text and "www." not in text:
        return []
    found = []
    opaque = sorted((mark.span for mark in marks if mark.kind in _OPAQUE), reverse=True)
    for match in _ADDRESS.finditer(text):
        address = _without_end(match[0])
        span = Span(base + match.start(), base + match.start() + len(address))
        while opaque and opaque[-1].end <= span.start:
            opaque.pop()
        if not (opaque and opaque[-1].overlaps(span)):
            scheme = "" if "://" in address else "mailto:" if "@" in address else "http://"
            found.append(InlineMark(InlineKind.LINK, span, sanitize(scheme + address)))
    return found


def _without_end(address: str) -> str:
    excess = address.count(")") - address.count("(")
    end = len(address)
    while end and (address[end - 1] in _TRAILING or (address[end - 1] == ")" and excess > 0)):
        end -= 1
        excess -= address[end] == ")"
    return address[:end]


def sort_marks(marks: Iterable[InlineMark]) -> tuple[InlineMark, ...]:
    return tuple(sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end)))
