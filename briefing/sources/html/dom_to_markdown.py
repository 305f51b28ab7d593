from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from briefing.sources.html.code_markdown import (
    code_block,
    code_span,
    find_code_language,
    read_code,
    read_code_table,
)
from briefing.sources.html.element_roles import (
    BLOCKS,
    HEADINGS,
    SIGNS,
    UNREAD,
    describe_picture,
    find_captioned,
    holds_headings,
    is_block,
    is_inline,
    is_named_below,
    is_outside,
    is_permalink,
    stands_apart,
)
from briefing.sources.html.embeds import find_embed
from briefing.sources.html.footnotes import find_footnotes, is_back_link
from briefing.sources.html.formulas import find_formula, is_preview, read_tex
from briefing.sources.html.fragment_list import FragmentList
from briefing.sources.html.fragments import Container, Fragment, normalize_words
from briefing.sources.html.html_tables import is_data_table, plain_words, table_rows
from briefing.sources.html.inline_markdown import BREAK, Inline, escape, join_spaces, paragraph
from briefing.sources.html.link_targets import LinkTargets
from briefing.sources.html.list_labels import first_number, mark_items
from briefing.sources.html.picture_sources import find_picture_source
from briefing.sources.math_text import math_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DEEPEST = 25
"""Quotes and items in one another."""


class Walker:
    def __init__(
        self,
        address: str = "",
        unwrap: Callable[[str], str] | None = None,
        first_note: int = 1,
        *,
        relative: bool = False,
    ) -> None:
        self._fragments = FragmentList()
        self._targets = LinkTargets(address, unwrap, relative=relative)
        self._inline = Inline()
        self._lists = 0
        self._heading = 0
        self._in_cell = False
        self._first_note = first_note
        self._notes: dict[str, str] = {}

    @property
    def notes(self) -> int:
        return len(self._notes)

    def walk(self, root: "HtmlElement") -> list[Fragment]:
        self._notes = find_footnotes(root, self._first_note)
        self._targets.rebase(root)
        self._element(root)
        self._flush(root)
        self._fragments.take_aside()
        return self._fragments.pieces

    def _element(self, element: Any) -> None:
        tag = element.tag
        if tag == "p" and not element.keys():
            self._block(element)
            return
        if not isinstance(tag, str) or tag in UNREAD or is_preview(element):
            return
        outside = is_outside(element)
        if outside and (self._in_cell or not is_block(element)):
            self._set_aside(element)
            return
        if outside:
            self._flush(element.getparent())  # The text before it stands inside.
        self._fragments.outside += outside
        handler = _HANDLERS.get("math" if tag.endswith(":math") else tag)
        if (formula := find_formula(element)) is not None:
            self._on_math(formula)
        elif handler is not None:
            handler(self, element)
        elif tag in BLOCKS and not is_inline(element):
            self._block(element)
        elif tag in SIGNS:
            self._marked(element, SIGNS[tag], SIGNS[tag])
        elif tag in HEADINGS:
            self._write_heading(element, int(tag[1]))
        else:
            self._children(element)
        self._fragments.outside -= outside

    def _set_aside(self, element: Any) -> None:
        state = self._inline, self._in_cell, self._heading
        self._inline, self._in_cell, self._heading = Inline(), False, 0
        with self._fragments.set_aside():
            self._children(element)
            self._flush(element)
        self._inline, self._in_cell, self._heading = state

    def _children(self, element: Any) -> None:
        if element.text:
            self._inline.text(element.text)
        for child in element:
            self._element(child)
            if child.tail:
                self._inline.text(child.tail)
            elif stands_apart(child):
                self._inline.text(" ")

    def _block(self, element: Any) -> None:
        parent = element.getparent()
        self._flush(parent if parent is not None else element)
        note = self._notes.get(element.get("id") or "") if self._notes else None
        if note:
            self._contained(element, Container(f"[^{note}]:"))
            return
        before = len(self._fragments.pieces)
        self._paragraph(element, parent if element.tag in ("p", "dt", "dd") else element)
        empty = len(self._fragments.pieces) == before and not self._in_cell
        self._fragments.gap += element.tag == "p" and empty

    def _paragraph(self, element: Any, parent: Any) -> None:
        if len(element) or self._inline.tokens or self._in_cell or self._heading:
            self._children(element)
            self._flush(parent)
        elif element.text:
            text = join_spaces(element.text.replace("\xad", ""))
            words = text.strip()
            if words.strip("\xa0\u200b\ufeff "):
                self._add(Fragment("paragraph", paragraph(text), normalize_words(words), parent))

    def _flush(self, parent: Any) -> None:
        if self._in_cell:
            self._break_in_cell()
            return
        if not self._inline.tokens:
            return
        inline, self._inline = self._inline, Inline()
        words = inline.plain()
        if not words.strip("\xa0\u200b\ufeff "):
            return
        body = inline.markdown()
        if not body:
            return
        level = self._heading
        kind = "heading" if level else "paragraph"
        if level:
            body = "#" * level + " " + body.replace(BREAK, " ").removeprefix("#")
        piece = Fragment(kind, body, normalize_words(words), parent, level=level)
        length = max(1, len(words))
        piece.linked = inline.linked / length
        piece.pictured = sum(map(len, inline.pictured)) / length
        self._add(piece)

    def _add(self, piece: Fragment) -> None:
        self._fragments.add(piece)
        if not self._in_cell:
            self._fragments.take_aside()

    def _add_code(self, code: str, language: str, parent: Any) -> None:
        self._add(Fragment("code", code_block(code, language), normalize_words(code), parent))

    def _write_heading(self, element: Any, level: int) -> None:
        if self._heading:
            self._children(element)
            return
        self._flush(element.getparent())
        self._heading = level
        self._children(element)
        self._flush(element.getparent())
        self._heading = 0

    def _break_in_cell(self) -> None:
        if self._inline.tokens and self._inline.tokens[-1].text != BREAK:
            self._inline.raw(BREAK, " ")

    def _on_br(self, element: Any) -> None:
        tokens = self._inline.tokens
        if tokens and tokens[-1].text == BREAK and not self._heading:
            self._flush(element.getparent())
        elif tokens:
            self._inline.raw(BREAK, " ")
        else:
            self._fragments.gap += 1

    def _on_math(self, element: Any) -> None:
        self._inline.text(math_text(element))

    def _on_hr(self, element: Any) -> None:
        self._flush(element.getparent())
        self._add(Fragment("rule", "---", "", element.getparent()))

    def _on_a(self, element: Any) -> None:
        href = (element.get("href") or "").strip()
        note = self._notes.get(href[1:]) if href.startswith("#") else None
        if note:
            self._inline.raw(f"[^{note}]")
            return
        if href.startswith("#") and self._notes and is_back_link(element):
            return
        if self._heading and is_permalink(element):
            return
        target = self._targets.find(href)
        start = self._inline.length
        if any(is_block(child) for child in element.iterdescendants()):
            self._children(element)
        elif target:
            self._marked(element, "[", f"](<{target}>)")
        else:
            self._children(element)
        self._inline.linked += max(0, self._inline.length - start)

    def _marked(self, element: Any, sign: str, end: str) -> None:
        if any(is_block(child) for child in element.iterdescendants()):
            self._children(element)
            return
        pair = self._inline.open(sign)
        self._children(element)
        self._inline.close(pair, end)

    def _on_code(self, element: Any) -> None:
        words = " ".join("".join(element.itertext()).split())
        if words:
            self._inline.raw(code_span(words), words)

    def _on_enclosed(self, element: Any) -> None:
        before, after = "“”" if element.tag == "q" else "()"
        self._inline.text(before)
        self._children(element)
        self._inline.text(after)

    def _on_img(self, element: Any) -> None:
        self._picture(element, describe_picture(element))

    def _picture(self, element: Any, words: str) -> None:
        target = self._targets.find(find_picture_source(element))
        if words and not (self._heading and is_named_below(element, words)):
            shown = f"![{escape(words)}](<{target}>)" if target else escape(words)
            self._inline.picture(shown, words)

    def _on_figure(self, element: Any) -> None:
        found = find_captioned(element)
        if found is None:
            self._block(element)
            return
        self._flush(element.getparent())
        pictures, caption = found
        described = {describe_picture(image): image for image in pictures}
        described.pop("", None)
        words = " ".join("".join(caption.itertext()).split())
        if not described and caption.find(".//a") is None:
            self._picture(pictures[0], words)
        else:
            for text, image in described.items():
                if text != words:
                    self._picture(image, text)
                    self._inline.raw(BREAK, " ")
            self._children(caption)
        self._flush(element)

    def _on_script(self, element: Any) -> None:
        self._inline.text(read_tex(element))

    def _on_embed(self, element: Any) -> None:
        source, words = find_embed(element)
        target = self._targets.find(source)
        if element.tag == "object" and "".join(element.itertext()).strip():
            self._block(element)
        elif target and not (self._in_cell or self._heading or self._fragments.outside):
            self._flush(element.getparent())
            body = f"[{escape(words)}](<{target}>)"
            self._add(Fragment("embed", body, "", element.getparent()))

    def _on_pre(self, element: Any) -> None:
        self._flush(element.getparent())
        code = read_code(element)
        if code.strip():
            self._add_code(code, find_code_language(element), element.getparent())

    def _on_blockquote(self, element: Any) -> None:
        self._contained(element, Container(">"))

    def _on_list(self, element: Any) -> None:
        self._list(element, first_number(element) if element.tag == "ol" else None)

    def _list(self, element: Any, number: int | None) -> None:
        if holds_headings(element):
            for item in element:
                self._block(item) if item.tag == "li" else self._element(item)
                self._inline.text(item.tail or "")
            self._flush(element)
            return
        self._flush(element.getparent())
        self._lists += 1
        group = self._lists
        for child, marker, label in mark_items(element, number):
            if marker:
                self._item(child, Container(marker, group), label)
            else:
                self._element(child)
            if child.tail and child.tail.strip():
                self._inline.text(child.tail)
        self._flush(element)

    def _item(self, element: Any, container: Container, label: str) -> None:
        note = self._notes.get(element.get("id") or "") if self._notes else None
        self._contained(element, Container(f"[^{note}]:") if note else container, label)

    def _on_li(self, element: Any) -> None:
        self._contained(element, Container("-"))

    def _contained(self, element: Any, container: Container, label: str = "") -> None:
        if len(self._fragments.containers) >= _DEEPEST:
            self._block(element)
            return
        self._flush(element.getparent())
        if self._in_cell and element.tag == "li":
            self._inline.raw(f"{'•' if container.marker == '-' else container.marker} ")
        self._fragments.containers.append(container)
        if label:
            self._inline.raw(label, "")
        self._paragraph(element, element)
        self._fragments.containers.pop()

    def _on_table(self, element: Any) -> None:
        self._flush(element.getparent())
        if code := read_code_table(element):
            self._add_code(code, "", element.getparent())
            return
        if self._in_cell or not is_data_table(element):
            self._block(element)
            return
        for caption in element.iter("caption"):
            self._block(caption)
        rows = table_rows(element, self._cell)
        if rows:
            words = normalize_words(" ".join(element.itertext()))
            self._add(Fragment("table", "\n".join(rows), words, element.getparent()))

    def _cell(self, element: Any) -> str:
        if (words := plain_words(element)) is not None:
            return paragraph(words.replace("\xad", ""))
        outer, self._inline = self._inline, Inline()
        self._in_cell = True
        self._children(element)
        self._in_cell = False
        inline, self._inline = self._inline, outer
        for token in inline.tokens:
            token.text = token.text.replace("|", "\\|") if token.text[0] == "`" else token.text
        return inline.markdown().replace(BREAK, "<br>").replace("\n", " ")


_HANDLERS: dict[str, Callable[[Walker, Any], None]] = {
    "math": Walker._on_math,
    "a": Walker._on_a,
    "a-img": Walker._on_img,
    "amp-img": Walker._on_img,
    "blockquote": Walker._on_blockquote,
    "br": Walker._on_br,
    "code": Walker._on_code,
    "figure": Walker._on_figure,
    "hr": Walker._on_hr,
    "img": Walker._on_img,
    "kbd": Walker._on_code,
    "li": Walker._on_li,
    "menu": Walker._on_list,
    "ol": Walker._on_list,
    "pre": Walker._on_pre,
    "q": Walker._on_enclosed,
    "rt": Walker._on_enclosed,
    "samp": Walker._on_code,
    "script": Walker._on_script,
    "table": Walker._on_table,
    "tt": Walker._on_code,
    "ul": Walker._on_list,
    **dict.fromkeys(("audio", "embed", "iframe", "object", "video"), Walker._on_embed),
}
