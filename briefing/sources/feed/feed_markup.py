"""What the words of a feed are: text, HTML, or HTML that was escaped once too often."""

import re
from html import escape, unescape
from typing import Any

from briefing.sources.text.commonmark import make_parser
from briefing.sources.text.parse_text import looks_like_markdown

_NAMES = (
    "a|abbr|b|big|br|cite|code|del|dfn|div|em|font|h[1-6]|i|img|ins|kbd|li|mark|ol|p|pre|q|s|samp"
    "|small|span|strike|strong|sub|sup|tt|u|ul|var|wbr"
)
_TAG = re.compile(rf"<(/?)({_NAMES})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ALONE = frozenset(("br", "img", "wbr"))
_ESCAPED = re.compile(
    r"\s*&lt;(p|div|br|ul|ol|h[1-6]|table|img|figure|blockquote)\b", re.IGNORECASE
)
_SWALLOWING = re.compile(r"<(/?(?:title|textarea|plaintext|xmp)(?:\s[^<>]*)?)>", re.IGNORECASE)
_NARROW, _WRAPPED = 50, 100
"""Characters of the longest line where lines were wrapped."""
_MARKUP = re.compile(r"<[A-Za-z/!]")


def without_tags(title: str) -> str:
    """Tags that nothing closes are words of a title: "Use List<String>"."""
    ended = {name.lower() for slash, name in _TAG.findall(title) if slash}

    def shown(tag: re.Match[str]) -> str:
        name = tag[2].lower()
        return " " if name in _ALONE else "" if name in ended else tag[0]

    return _TAG.sub(shown, title)


def plain_or_html(body: dict[str, Any]) -> str:
    value = _SWALLOWING.sub(r"&lt;\1&gt;", str(body.get("value") or ""))
    if body.get("type") == "text/plain":
        return _paragraphs(escape(value, quote=False))
    if _MARKUP.search(value):
        return value
    if looks_like_markdown(value):
        return str(make_parser().render(value))
    return unescape(value) if _ESCAPED.match(value) else _paragraphs(value)


def _paragraphs(text: str) -> str:
    """Lines end where the next word had room, and where no text is wrapped."""
    if "\n" not in text.strip():
        return text
    lines = [line.strip() for line in text.strip().split("\n")]
    width = max(map(len, lines))
    parts = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        room = (
            not _NARROW <= width <= _WRAPPED or len(line) + len(following.partition(" ")[0]) < width
        )
        end = "\n" if not room else "<br>"
        parts.append((line + end if following else line) if line else "</p><p>")
    return f"<p>{''.join(parts)}</p>"
