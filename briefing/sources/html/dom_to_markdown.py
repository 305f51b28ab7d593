"""Writes the blocks of an HTML tree as markdown fragments."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from briefing.sources.html.fragments import Container, Fragment, fragment_names, normalize_space
from briefing.sources.html.html_tables import is_data_table, table_rows
from briefing.sources.html.inline_markdown import BREAK, Inline, escape
from briefing.sources.html.list_labels import is_marker
from briefing.sources.math_text import math_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NEVER = fragment_names(
    "script style template head svg annotation annotation-xml iframe object embed canvas select input textarea audio "
    "video map area base link meta title datalist progress meter rp"
)
_OUTSIDE = fragment_names("nav header footer aside noscript form dialog")
_ROLES = fragment_names(
    "navigation banner contentinfo complementary search dialog alert menu menubar"
)
_BLOCKS = fragment_names(
    "address article aside body center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form header hgroup legend main nav noscript p search section summary caption "
    "table tbody thead tfoot tr td th html"
)
_SIGNS = {
    "strong": "**",
    "b": "**",
    "em": "*",
    "i": "*",
    "cite": "*",
    "del": "~~",
    "s": "~~",
    "strike": "~~",
}
_DEEPEST = 25
"""Nesting limit of quotes and list items; deeper ones join the innermost allowed."""
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|max-height\s*:\s*0(?:px)?\s*(?:;|$)"
    r"|font-size\s*:\s*0(?:px)?\s*(?:;|$)",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(r"(?:^|\s)(?:language|lang|highlight-source)-([\w+#.-]{1,20})")
_NOTE = re.compile(
    r"^#_?(?:fn|footnote|note|cite_note|endnote|ftn|edn|sdfootnote|en)[\w:.-]*$", re.IGNORECASE
)


class Walker:
    def __init__(
        self,
        address: str = "",
        unwrap: Callable[[str], str] | None = None,
        first_note: int = 1,
    ) -> None:
        self.pieces: list[Fragment] = []
        self._address = address
        self._unwrap = unwrap or (lambda target: target)
        self._inline = Inline()
        self._containers: list[Container] = []
        self._outside = 0
        self._lists = 0
        self._heading = 0
        self._in_cell = False
        self._gap = 0
        self._first_note = first_note
        self._notes: dict[str, str] = {}

    @property
    def notes(self) -> int:
        return len(self._notes)

    def walk(self, root: "HtmlElement") -> list[Fragment]:
        self._notes = _footnotes(root, self._first_note)
        self._element(root)
        self._flush(root)
        return self.pieces

    def _element(self, element: Any) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in _NEVER:
            return
        outside = self._is_outside(element, tag)
        self._outside += outside
        name = "math" if tag.endswith(":math") else tag
        handler: Callable[[Any], None] | None = getattr(self, f"_on_{name}", None)
        if handler is not None:
            handler(element)
        elif tag in _BLOCKS:
            self._block(element)
        elif tag in _SIGNS:
            self._marked(element, _SIGNS[tag], _SIGNS[tag])
        elif len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
            self._write_heading(element, int(tag[1]))
        else:
            self._children(element)
        self._outside -= outside

    def _is_outside(self, element: Any, tag: str) -> bool:
        if tag in _OUTSIDE:
            return tag not in ("header", "form") or not _in_article(element)
        get = element.get
        return (
            get("hidden") is not None
            or get("role") in _ROLES
            or bool(get("style") and _HIDDEN.search(get("style")))
        )

    def _children(self, element: Any) -> None:
        if element.text:
            self._inline.text(element.text)
        for child in element:
            self._element(child)
            if child.tail:
                self._inline.text(child.tail)

    def _block(self, element: Any) -> None:
        self._flush(element.getparent() if element.getparent() is not None else element)
        note = self._notes.get(element.get("id") or "")
        if note:
            self._contained(element, Container(f"[^{note}]:"))
            return
        before = len(self.pieces)
        self._children(element)
        self._flush(element if element.tag not in ("p", "dt", "dd") else element.getparent())
        self._gap += element.tag == "p" and len(self.pieces) == before and not self._in_cell

    def _flush(self, parent: Any) -> None:
        if self._in_cell:
            self._inline.text(" ")
            return
        inline, self._inline = self._inline, Inline()
        words = inline.plain()
        if not words.strip("\xa0\u200b\ufeff "):
            return
        body = inline.markdown()
        if not body:
            return
        kind, level = ("heading", self._heading) if self._heading else ("paragraph", 0)
        if level:
            body = "#" * level + " " + body.replace(BREAK, " ").removeprefix("#")
        self._add(kind, body, words, parent, inline.linked / max(1, len(words)), level)

    def _add(
        self, kind: str, body: str, words: str, parent: Any, linked: float = 0.0, level: int = 0
    ) -> None:
        containers = tuple(self._containers)
        outside = bool(self._outside)
        self.pieces.append(
            Fragment(
                kind,
                body,
                normalize_space(words),
                parent,
                containers,
                outside,
                linked,
                level,
                self._gap,
            )
        )
        self._gap = 0

    def _write_heading(self, element: Any, level: int) -> None:
        if self._heading:
            self._children(element)
            return
        self._flush(element.getparent())
        self._heading = level
        self._children(element)
        self._flush(element.getparent())
        self._heading = 0

    def _on_br(self, element: Any) -> None:
        tokens = self._inline.tokens
        if tokens and tokens[-1].text == BREAK and not self._heading:
            self._flush(element.getparent())
        elif tokens:
            self._inline.raw(BREAK, " ")
        else:
            self._gap += 1

    def _on_math(self, element: Any) -> None:
        self._inline.text(math_text(element))

    def _on_wbr(self, element: Any) -> None:
        """libxml2 treats what follows a <wbr> as its content."""
        self._children(element)

    def _on_hr(self, element: Any) -> None:
        self._flush(element.getparent())
        self._add("rule", "---", "", element.getparent())

    def _on_a(self, element: Any) -> None:
        href = (element.get("href") or "").strip()
        note = self._notes.get(href[1:]) if href.startswith("#") else None
        if note:
            self._inline.raw(f"[^{note}]")
            return
        if href.startswith("#") and self._notes and _is_back(element):
            return
        target = self._target(href)
        start = self._inline.length
        if any(_is_block(child) for child in element.iterdescendants()):
            self._children(element)
        elif target:
            self._marked(element, "[", f"](<{target}>)")
        else:
            self._children(element)
        self._inline.linked += max(0, self._inline.length - start)

    def _target(self, href: str) -> str:
        if not href or href.startswith("#"):
            return ""
        try:
            joined = self._unwrap(urljoin(self._address, href))
        except ValueError:
            return ""
        joined = re.sub(r"[\s<>\\]+", "", joined)
        return joined if joined.lower().startswith(("http://", "https://", "mailto:")) else ""

    def _marked(self, element: Any, sign: str, end: str) -> None:
        if any(_is_block(child) for child in element.iterdescendants()):
            self._children(element)
            return
        pair = self._inline.open(sign)
        self._children(element)
        self._inline.close(pair, end)

    def _on_code(self, element: Any) -> None:
        words = " ".join("".join(element.itertext()).split())
        if not words:
            return
        ticks = "`" * (1 + max((len(r) for r in re.findall(r"`+", words)), default=0))
        pad = " " if words[0] == "`" or words[-1] == "`" else ""
        self._inline.raw(f"{ticks}{pad}{words}{pad}{ticks}", words)

    _on_kbd = _on_samp = _on_tt = _on_code

    def _on_q(self, element: Any) -> None:
        self._inline.text("“")
        self._children(element)
        self._inline.text("”")

    def _on_img(self, element: Any) -> None:
        words = " ".join((element.get("alt") or "").split())
        target = self._target((element.get("src") or "").strip())
        if words and target:
            self._inline.raw(f"![{escape(words)}](<{target}>)", words)
        elif words:
            self._inline.text(words)

    def _on_pre(self, element: Any) -> None:
        self._flush(element.getparent())
        for br in element.iter("br"):
            br.tail = "\n" + (br.tail or "")
        code = "".join(element.itertext()).strip("\n").rstrip()
        if not code.strip():
            return
        fence = "`" * max(3, 1 + max((len(r) for r in re.findall(r"`+", code)), default=0))
        inner = element.find("code")
        names = (
            (element.get("class") or "")
            + " "
            + ((inner.get("class") or "") if inner is not None else "")
        )
        language = _LANGUAGE.search(names)
        head = fence + (language[1] if language else "")
        self._add("code", f"{head}\n{code}\n{fence}", code, element.getparent())

    def _on_blockquote(self, element: Any) -> None:
        self._contained(element, Container(">"))

    def _on_ul(self, element: Any) -> None:
        self._list(element, None)

    _on_menu = _on_ul

    def _on_ol(self, element: Any) -> None:
        self._list(element, _number(element.get("start"), 1))

    def _list(self, element: Any, number: int | None) -> None:
        self._flush(element.getparent())
        self._lists += 1
        group = self._lists
        for child in element:
            if child.tag == "li":
                marker = child.get("data-marker") or "-"
                marker = marker if is_marker(marker) else "-"
                if number is not None:
                    number = _number(child.get("value"), number)
                    marker = f"{number}."
                    number += 1
                self._item(child, Container(marker, group))
            else:
                self._element(child)
            if child.tail and child.tail.strip():
                self._inline.text(child.tail)
        self._flush(element)

    def _item(self, element: Any, container: Container) -> None:
        note = self._notes.get(element.get("id") or "")
        self._contained(element, Container(f"[^{note}]:") if note else container)

    def _on_li(self, element: Any) -> None:
        self._contained(element, Container("-"))

    def _contained(self, element: Any, container: Container) -> None:
        if len(self._containers) >= _DEEPEST:
            self._block(element)
            return
        self._flush(element.getparent())
        self._containers.append(container)
        self._children(element)
        self._flush(element)
        self._containers.pop()

    def _on_table(self, element: Any) -> None:
        self._flush(element.getparent())
        if not is_data_table(element):
            self._block(element)
            return
        for caption in element.iter("caption"):
            self._block(caption)
        rows = table_rows(element, self._cell)
        if rows:
            body = "\n".join(rows)
            self._add("table", body, " ".join(element.itertext()), element.getparent())

    def _cell(self, element: Any) -> str:
        outer, self._inline = self._inline, Inline()
        self._in_cell = True
        self._children(element)
        self._in_cell = False
        inline, self._inline = self._inline, outer
        for token in inline.tokens:
            token.text = token.text.replace("|", "\\|") if token.text[0] == "`" else token.text
        return inline.markdown().replace(BREAK, " ").replace("\n", " ")


def _is_block(element: Any) -> bool:
    tag = element.tag
    return isinstance(tag, str) and (
        tag in _BLOCKS or tag in ("ul", "ol", "li", "blockquote", "pre", "hr") or tag in _HEADINGS
    )


_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def _in_article(element: Any) -> bool:
    return any(parent.tag in ("article", "main") for parent in element.iterancestors())


def _number(value: str | None, default: int) -> int:
    return (
        int(value) if value and value.isascii() and value.isdigit() and len(value) < 9 else default
    )


def _footnotes(root: Any, first: int) -> dict[str, str]:
    ids: dict[str, str] = {}
    for link in root.iter("a"):
        href = link.get("href") or ""
        if _NOTE.match(href) and not _is_back(link) and href[1:] not in ids:
            ids[href[1:]] = str(len(ids) + first)
    if not ids:
        return {}
    present = {element.get("id") for element in root.iter("li", "p", "div", "aside", "section")}
    return {name: label for name, label in ids.items() if name in present}


def _is_back(link: Any) -> bool:
    return "".join(link.itertext()).strip() in ("↩", "↩︎", "↑", "^", "")
