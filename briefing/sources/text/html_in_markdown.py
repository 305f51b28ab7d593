import re

from msgspec import Struct

from briefing.late_pattern import late_pattern
from briefing.model import InlineKind

MARKS = {
    **dict.fromkeys(("b", "strong"), InlineKind.STRONG),
    **dict.fromkeys(("i", "em", "cite", "var", "dfn"), InlineKind.EMPHASIS),
    **dict.fromkeys(("s", "del", "strike"), InlineKind.STRIKETHROUGH),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), InlineKind.CODE),
    "a": InlineKind.LINK,
}
RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
LOWERED = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")
_SILENT_NAMES = """
abbr address article aside bdi bdo big blockquote body br caption center col colgroup dd details div dl dt
figcaption figure font footer h1 h2 h3 h4 h5 h6 head header hr html img ins li main mark menu nav ol p
picture pre q rp rt ruby section small source span sub summary sup table tbody td tfoot th thead tr u ul
video wbr"""
_SILENT = frozenset(_SILENT_NAMES.split())
_HIDDEN = frozenset(("script", "style"))
THOUGHTS = late_pattern(r"[ ]{0,3}<(think(?:ing)?)>", re.IGNORECASE)
"""What a program that answers says to itself."""
_TAG = late_pattern(r"<(/?)([A-Za-z][A-Za-z0-9-]*)((?:\s[^<>]*)?)/?>")
_ATTRIBUTE = late_pattern(
    r"(?<![A-Za-z-])([A-Za-z-]++)\s*+=\s*+(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+))"
)
_NAME = late_pattern(r"</?([A-Za-z][A-Za-z0-9-]*)")
_COMPONENT = late_pattern(r"</?(?:[A-Z][a-z]\w*|[a-z]+-[\w-]+)[\s/>]")
_ANY = late_pattern(r"<[^<>]*>")
_WORD = late_pattern(r"[^\W_]+")
_COMMENT_END = "-->"


class Tag(Struct, frozen=True):
    name: str
    closing: bool
    attributes: dict[str, str]


def read_tag(source: str) -> Tag | None:
    """None for no element of markdown."""
    match = _TAG.fullmatch(source)
    if match is None or match[2].lower() not in MARKS.keys() | _SILENT:
        return None
    found = _ATTRIBUTE.findall(match[3])
    values = {name.lower(): a or b or c for name, a, b, c in found}
    return Tag(match[2].lower(), bool(match[1]), values)


def take_comments(source: str) -> tuple[str, list[str]]:
    """`source` without comments, and what these say."""
    if "<!--" not in source:
        return source, []
    kept, hidden, at = [], [], 0
    while (start := source.find("<!--", at)) >= 0:
        end = source.find(_COMMENT_END, start + 4)
        if end < 0:
            break
        kept.append(source[at:start])
        hidden.append(source[start + 4 : end].strip())
        at = end + len(_COMMENT_END)
    return "".join(kept) + source[at:], [words for words in hidden if words]


def block_to_markdown(source: str) -> tuple[str | None, list[str]]:
    """(markdown of a block of HTML, what is hidden in it); None if it is not all known HTML."""
    rest, hidden = take_comments(source)
    names = {name.lower() for name in _NAME.findall(rest)}
    thought = THOUGHTS.match(rest)
    if names and (names <= _HIDDEN or (thought and f"</{thought[1]}>" in rest)):
        return "", [*hidden, rest]
    if not rest.strip():
        return "", hidden
    if names and not _ANY.sub("", rest).strip() and _COMPONENT.match(rest.lstrip()):
        return "", [*hidden, rest.strip()]
    if not names or not names <= MARKS.keys() | _SILENT:
        return None, hidden
    from briefing.sources.html.convert_html import markdown_of

    markdown = markdown_of(rest, relative=True)
    kept = set(_WORD.findall(markdown))
    if not set(_WORD.findall(_ANY.sub(" ", rest))) <= kept | {"amp", "lt", "gt", "nbsp", "quot"}:
        return None, hidden
    return markdown, hidden
