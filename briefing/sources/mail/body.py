import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Any

from msgspec.structs import replace

from briefing.model import Block, BlockKind, Document, Span
from briefing.model.markdown_writer import to_markdown
from briefing.sources.html.code_markdown import code_block
from briefing.sources.html.dom_to_markdown import Walker
from briefing.sources.html.fragments import (
    LONGEST_HEADING,
    Fragment,
    head_by_links,
    head_by_weight,
    render_fragments,
)
from briefing.sources.html.inline_markdown import paragraph
from briefing.sources.html.parse_dom import parse_html
from briefing.sources.mail.layout_tables import name_layout_tables
from briefing.sources.mail.plain_parts import dedent, plain_parts
from briefing.sources.mail.quoted_html import (
    enclose_quotation,
    find_quoted,
    find_signed,
    head_messages,
    plain_words,
    says_something,
)
from briefing.sources.text.mail_thread import (
    FORWARDED,
    Reply,
    find_replies,
    find_signature,
    goes_on_below,
    reply_head,
    unquote,
)
from briefing.sources.text.parse_plain import parse_plain
from briefing.sources.text.pasted.marked_lines import read_marked_lines
from briefing.sources.web.tracking_links import unwrap_link

_MAILING = re.compile(
    r"\bunsubscribe\b|\bopt[- ]?out\b|\b(?:view|read|open|see)\b.{0,30}\b(?:in|on)\b.{0,12}\b(?:browser|(?:web|online)(?! (?!version)[a-z]))\b|"
    r"\bview (?:it |this )?online\b|\b(?:manage|update|change)\b.{0,20}\b(?:preferences|subscription|settings|profile)\b|"
    r"\byou(?:['’]re| are)? (?:receiv|getting|subscribed|signed up)|\bwas sent to\b|\bsent to you\b|"
    r"\bforwarded this (?:e-?mail|message|newsletter)\b|\b(?:add|safe sender|whitelist)\b.{0,30}\baddress book\b|"
    r"\bprivacy policy\b|\ball rights reserved\b|\bmailing address\b|^\W*(?:©|copyright\b)|\bno longer wish\b|"
    r"\bsign up (?:here|for)\b|^advertisement$|^sponsored\b"
    r"|^(?:sent from my|get outlook for|gesendet von meinem|von meinem \w+ gesendet|envoyé de mon|enviado desde mi)\b",
    re.IGNORECASE,
)
_LONGEST = 400
"""Characters of a paragraph that may be boilerplate."""
_SIZE = re.compile(r"font-size\s*:\s*(\d{1,3}(?:\.\d+)?)\s*(px|pt|em|rem)", re.IGNORECASE)
_LARGER = 1.25
_DEFAULT = 16.0
_SENTENCE = re.compile(r"""[.!?…:。！？]["'”’)*_\]]*(?:\(<[^<>]*>\))?\W*\Z""")
_INLINE = ("span", "font", "a", "b", "strong", "em", "i")
_FLOWED = re.compile(r"(?m)(?<!^--) \n(?=[^>\n])|(?<=\S) \n> ?(?=[^>\s])")
"""Where lines with format=flowed go on, also in words quoted once (RFC 3676)."""


def body_from_html(html: str, address: str = "", *, forwards: bool = False) -> tuple[str, str]:
    """With `forwards`, what is quoted stays."""
    tree = parse_html(html)
    if tree is None:
        return "", ""
    name_layout_tables(tree)
    enclose_quotation(tree)
    _promote(tree)
    pieces = Walker(address, unwrap_link).walk(tree)
    _head_bold_lines(pieces)
    head_by_links(pieces)
    around = {id(p) for p in pieces if _is_mailing(p)} | find_signed(tree, pieces)
    rest = [p for p in pieces if id(p) not in around]
    quoted = set() if forwards else find_quoted(tree, rest)
    around |= quoted
    own = [p for p in pieces if id(p) not in around and (p.words or p.kind == "rule")]
    while own and own[-1].kind == "rule":
        own.pop()
    if not quoted:
        head_messages(own)
    return (
        render_fragments(own),
        render_fragments(p for p in pieces if id(p) in around and p.words),
    )


def body_from_plain(
    text: str, *, flowed: bool = False, joint: str = " ", forwards: bool = False
) -> tuple[str, str]:
    """Quoted messages below the own words are boilerplate; without own words they are told apart."""
    if flowed:
        text = _FLOWED.sub(joint, text)
    lines = text.split("\n")
    replies = find_replies(lines)
    around: list[str] = []
    if replies and replies[0].depth:
        at = find_signature(lines, replies[0].body, len(lines))
        lines, around = lines[:at], [_all_markdown("\n".join(lines[at + 1 :]))]
        replies = [replace(each, end=min(each.end, at)) for each in replies if each.body <= at]
    own = lines[: replies[0].start] if replies else lines
    if replies and goes_on_below(lines, replies[0]):
        inside, outside = _split_plain("\n".join(lines))
        return inside, _joined([outside, *around])
    at = find_signature(own, 0, len(own))
    while at and not own[at - 1].strip(" \t_-"):
        at -= 1
    inside, outside = _split_plain("\n".join(own[:at]))
    around = [outside, _all_markdown("\n".join(own[at:]).lstrip("-_ \t\n")), *around]
    if replies and not forwards and _are_history(own[:at], lines, replies[0]):
        around.insert(0, _all_markdown("\n".join(lines[replies[0].start :])))
    else:
        for reply in replies:
            message, signature = _reply_markdown(lines, reply)
            inside, around = _joined([inside, message]), [*around, signature]
    return inside, _joined(around)


def _are_history(own: list[str], lines: list[str], first: Reply) -> bool:
    if first.listed or not says_something("\n".join(own)):
        return False
    return not FORWARDED.search(" ".join(lines[first.start : first.body]))


def _reply_markdown(lines: list[str], reply: Reply) -> tuple[str, str]:
    head = reply_head(lines, reply)
    words = [unquote(line, reply.depth)[0] for line in lines[reply.body : reply.end]]
    at = find_signature(words, 0, len(words))
    inside, outside = _split_plain("\n".join(words[:at]))
    signature = _all_markdown("\n".join(words[at + 1 :]))
    parts = [*map(paragraph, head.before), f"## {paragraph(head.title)}"]
    parts += ["\\\n".join(map(paragraph, head.fields)), inside]
    return _joined(parts), _joined([outside, signature])


def _split_plain(text: str) -> tuple[str, str]:
    inside: list[str] = []
    outside: list[str] = []
    for kind, part in plain_parts(text):
        if kind == "patch":
            inside.append(code_block(part.rstrip("\n"), "diff"))
        elif kind == "code":
            inside.append(code_block(dedent(part), ""))
        elif kind == "seal":
            outside.append(code_block(part.rstrip("\n"), ""))
        else:
            _split_prose(part, inside, outside)
    return _joined(inside), _joined(outside)


def _split_prose(text: str, inside: list[str], outside: list[str]) -> None:
    words, blocks = parse_plain(_with_headings(text))
    apart = [b for b in blocks if len(b.span) <= _LONGEST and _MAILING.search(b.span.of(words))]
    inside.append(_markdown(words, [block for block in blocks if block not in apart]))
    outside.append(_markdown(words, apart))


def _with_headings(text: str) -> str:
    found = read_marked_lines(text.split("\n"), titled=True)
    if found is None:
        return text
    lines = enumerate(found.lines)
    return "\n".join(f"## {line}" if at in found.headings else line for at, line in lines)


def _joined(parts: Iterable[str]) -> str:
    return "\n\n".join(filter(None, parts))


def _all_markdown(text: str) -> str:
    return _markdown(*parse_plain(text)) if text.strip() else ""


def _markdown(text: str, blocks: Sequence[Block]) -> str:
    parts: list[str] = []
    previous: Block | None = None
    for block in blocks:
        tight = previous is not None and previous.kind == block.kind == BlockKind.LIST_ITEM
        if parts:
            parts.append("\n" * (max(block.blank_before, 0 if tight else 1) + 1))
        parts.append(to_markdown(Document(text, (block,)), Span(0, len(text))).rstrip("\n"))
        previous = block
    return "".join(parts)


def _is_mailing(piece: Fragment) -> bool:
    hidden = piece.outside and not _in_header_of_letter(piece)
    return hidden or (len(piece.words) <= _LONGEST and bool(_MAILING.search(plain_words(piece))))


def _in_header_of_letter(piece: Fragment) -> bool:
    return piece.kind == "heading"


def _head_bold_lines(pieces: Sequence[Fragment]) -> None:
    # Others name who signed, or are fields of an older message.
    before = {id(piece): piece.body for piece in pieces if piece.kind == "paragraph"}
    head_by_weight(pieces)
    read = [piece for piece in pieces if piece.words]
    for piece, after in zip_longest(read, read[1:]):
        if piece.kind == "heading" and id(piece) in before and not _is_text(after):
            piece.kind, piece.level, piece.body = "paragraph", 0, before[id(piece)]


def _is_text(piece: Fragment | None) -> bool:
    if piece is None or piece.kind != "paragraph":
        return piece is not None
    long = len(piece.words.split()) > LONGEST_HEADING
    return long or bool(piece.containers) or bool(_SENTENCE.search(piece.body))


def _promote(tree: Any) -> None:
    sizes: Counter[float] = Counter()
    shown: list[tuple[Any, float, int]] = []
    for element, size in _sized(tree):
        count = len(" ".join(element.xpath("text()")).split())
        sizes[size] += count
        if count:
            shown.append((element, size, len("".join(element.itertext()).split())))
    usual = sizes.most_common(1)[0][0] if sizes else 0
    for element, size, count in shown:
        large = size >= _LARGER * usual and count <= LONGEST_HEADING
        whole = _whole(element) if large and not _ends_as_text(element) else None
        if whole is not None:
            whole.tag = "h2"


def _sized(tree: Any) -> Iterator[tuple[Any, float]]:
    waiting = [(tree, _DEFAULT)]
    while waiting:
        element, size = waiting.pop()
        if not isinstance(element.tag, str) or element.tag in ("style", "script", "title"):
            continue
        size = _font_size(element) or size
        yield element, size
        waiting.extend((child, size) for child in element)


def _ends_as_text(element: Any) -> bool:
    return "".join(element.itertext()).rstrip().endswith((".", ":", ","))


def _font_size(element: Any) -> float:
    found = _SIZE.search(element.get("style") or "") if isinstance(element.tag, str) else None
    if found is None:
        return 0.0
    factor = {"px": 1.0, "pt": 4 / 3}.get(found[2].lower(), 16.0)
    return round(float(found[1]) * factor)


def _whole(element: Any) -> Any:
    text = "".join(element.itertext()).strip()
    while element is not None and element.tag in _INLINE:
        element = element.getparent()
    if element is None or element.tag not in ("p", "div", "h1", "h2", "h3", "h4", "td"):
        return None
    if "".join(element.itertext()).strip() != text or element.tag[0] == "h":
        return None
    if element.tag == "td" and not len(element):
        inner = element.makeelement("h2")
        element.text, inner.text = None, element.text
        element.append(inner)
        return inner
    if element.tag == "td":
        return element[0] if len(element) == 1 and element[0].tag in _INLINE else None
    return element
