from briefing.late_pattern import late_pattern
from briefing.sources.text.dates import find_date
from briefing.sources.text.mail_thread import (
    Head,
    Reply,
    find_replies,
    find_signature,
    quote_depths,
    reply_head,
    unquote,
)
from briefing.sources.text.pasted.headed_blocks import find_headed_blocks
from briefing.sources.text.pasted.pasted import Pasted

_TOLD = 8
"""Words; a signature has fewer below its name."""
_NAME = late_pattern(r"\*?(?:From|Von|De|Da|Van)\s?:\*?\s*+([^<\[(\n]{2,120}+)(?:[<\[(].*)?\Z")
_SUBJECT = late_pattern(r"\*?(?:Subject|Betreff|Objet|Asunto)\s?:\*?\s*(\S.*)\Z")
_SENT = late_pattern(r"\*?(?:Sent|Date|Gesendet|Datum|Envoyé|Enviado)\s?:\*?\s*(\S.*)\Z")


def read_thread(lines: list[str]) -> Pasted | None:
    replies = find_replies(lines)
    if not replies or not _is_thread(lines, replies):
        return None
    found = Pasted(structured=len(replies) > 1)
    _add_words(found, lines[: replies[0].start])
    opens = not any(line.strip() for line in lines[: replies[0].start])
    for reply in replies:
        head = reply_head(lines, reply)
        for line in head.before:
            found.add_apart(line, clutter=True)
        words = [unquote(line, reply.depth)[0] for line in lines[reply.body : reply.end]]
        parts = frozenset[int]()
        if opens and len(replies) == 1:
            found.add(*lines[reply.start : reply.body], "")
            parts = frozenset(at for at in find_headed_blocks(words) if _is_told(words[at + 1]))
        else:
            found.add_apart(head.title, heading=True)
            found.add(*head.fields, "")
        _add_words(found, words, parts)
        _take_metadata(found, head, named=opens and reply is replies[0])
    return found


def _is_thread(lines: list[str], replies: list[Reply]) -> bool:
    for reply in replies:
        depths = quote_depths(lines[reply.body : reply.end])
        if min(depths, default=reply.depth) < reply.depth:
            return False  # Answers stand between the quoted words.
    first = replies[0]
    headed = bool(reply_head(lines, first).fields)
    opens = headed and not any(line.strip() for line in lines[: first.start])
    return opens or len(replies) > 1 or first.depth > 0


def _is_told(below: str) -> bool:
    return len(below.split()) >= _TOLD


def _add_words(found: Pasted, lines: list[str], parts: frozenset[int] = frozenset()) -> None:
    end = find_signature(lines, 0, len(lines))
    found.add_headed(lines[:end], parts)
    signature = lines[end + 1 :]
    if end < len(lines):
        found.add_apart(lines[end].strip(), clutter=True)
    for line in filter(str.strip, signature):
        found.add_apart(line.strip(), clutter=True)


def _take_metadata(found: Pasted, head: Head, *, named: bool) -> None:
    for line in (head.title, *head.fields):
        subject, name, sent = _SUBJECT.match(line), _NAME.match(line), _SENT.match(line)
        if subject:
            found.title = found.title or subject[1]
        elif named and name:
            found.byline = name[1].strip()
        elif named and sent:
            day = find_date(sent[1])
            found.published = day[0] if day else None
