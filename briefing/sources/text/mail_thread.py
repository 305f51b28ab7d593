import re

from msgspec import Struct
from msgspec.structs import replace

from briefing.late_pattern import late_pattern

_LONGEST = 400
"""Characters of an attribution, over its lines."""
_MOST_LINES = 3
_MOST_CONTINUED = 60
"""Lines over which the fields at the head of a message may go on."""
_QUOTE = late_pattern(r"(?:>[ \t]?)*")
_WROTE = (
    r"wrote|writes|schrieb|schreibt|a écrit|escribió|ha scritto|schreef|escreveu|skrev|napisał(?:\(a\)|a)?"
    r"|napsala?|kirjoitti|пишет|написала?(?:\(а\))?|写道|のメッセージ"
)
_WHEN = r"(?:(?:On|Am|Le|El|Il|Op|Em|Den|På|W dniu|Dnia|Dne)\s|在|20\d\d年|\d{1,2}\.? \w{3,12}\.? 20\d\d)"
_ATTRIBUTION = late_pattern(rf"{_WHEN}.{{4,}}?(?:{_WROTE})[^:：]{{0,80}}[:：]\Z", re.DOTALL)
_BEGINS = late_pattern(_WHEN)
_QUOTING = late_pattern(
    rf"[^>].{{0,200}}(?:{_WROTE}|<[^<>\s@]{{1,64}}@[^<>\s]{{1,190}}>).{{0,40}}[:：]\Z"
)
"""Heads a message only where the next line is quoted."""
FROM = late_pattern(r"\*?(?:From|Von|De|Da|Van|Från|Fra|Od|От|发件人|差出人)\s?[:：]\*?\s*\S")
_PRINTED = late_pattern(
    r"(?!>)[^<>\n:]{2,60}<[^<>\s@]{1,64}@[^<>\s]{1,190}>\s{1,9}[^<>\n]{0,40}\d{1,2}:\d\d\b[^<>\n]{0,12}\Z"
)
"""A sender and the moment in one line, as web mail prints a conversation."""
_TO = late_pattern(r"(?:To|An|À|Para|A|Aan): ?\S")
_FIELD = late_pattern(
    r"\*?(?:Sent|Date|To|Cc|Subject|Reply-To|Gesendet|Datum|An|Betreff|Envoyé|À|Objet|Enviado|Para|Asunto"
    r"|Inviato|A|Oggetto|Verzonden|Aan|Onderwerp|Data|Assunto|Skickat|Till|Ämne|Sendt|Til|Emne|Wysłano|Do|Temat"
    r"|Odesláno|Komu|Předmět|Отправлено|Дата|Кому|Тема|发送时间|收件人|抄送|主题|日期|送信日時|宛先|件名)"
    r"\s?[:：]\*?"
)
_HEADER = late_pattern(r"[A-Z][\w-]{1,40}:(?:\s|\Z)")
_LISTED = late_pattern(r"Message: \d{1,4}\Z|[-=]{10,}\Z|--(?:__--)+\Z")
"""Stands above each message of a digest (RFC 1153)."""
_SUBJECT = late_pattern(r"Subject:\s*(?=\S)")
_LINE = late_pattern(
    r"[-_*\s]*(?:original message|(?:begin )?forwarded message:?|ursprüngliche nachricht|weitergeleitete nachricht"
    r"|message d['’]origine|message transféré|mensaje original|mensaje reenviado|messaggio (?:originale|inoltrato)"
    r"|oorspronkelijk bericht|doorgestuurd bericht)[-_*\s]*\Z",
    re.I,
)
FORWARDED = late_pattern(
    r"forwarded message|weitergeleitete nachricht|message transféré|reenviado|inoltrato|doorgestuurd",
    re.I,
)
FORWARDS = late_pattern(
    r"(?:fwd?|wg|tr|rv|enc|doorst|vb|vl|vs|pd|i|ilt|пер(?:есл)?|πρθ|továbbítás|转发|轉寄|転送|전달)(?:\[\d+\])?\s?[:：]",
    re.IGNORECASE,
)
"""Begins the subject of a message that hands another on."""
_SIGNATURE = late_pattern(r"--\s?\Z")
_FOOTER_RULE = late_pattern(r"[_-]{10,}\s?\Z")
_FOOTER = late_pattern(r"\b(?:mailing list|listinfo|unsubscribe)\b", re.I)
_LONGEST_FOOTER = 12


class Reply(Struct, frozen=True):
    """One message by its lines: `start` to `body` head it, `body` to `end` are its text."""

    start: int
    body: int
    end: int
    depth: int
    """How many signs of quotation each of its lines has."""
    listed: bool = False
    """Of a digest: no message answers the next one."""


def unquote(line: str, depth: int = 1000) -> tuple[str, int]:
    """`line` without at most `depth` signs of quotation, and how many it had."""
    match = _QUOTE.match(line)
    signs = match[0] if match else ""
    had = signs.count(">")
    if had <= depth:
        return line[len(signs) :], had
    at = 0
    for _ in range(depth):
        at = line.index(">", at) + 1
    return line[at:].removeprefix(" "), had


def find_replies(lines: list[str]) -> list[Reply]:
    """In order; what stands before the first belongs to none."""
    found: list[Reply] = []
    at, digest = 0, False
    while at < len(lines):
        listed = _listed_size(lines, at)
        size = listed or (0 if digest else _head_size(lines, at))
        digest = digest or listed > 0
        if size:
            if found:
                found[-1] = replace(found[-1], end=at)
            depth = _depth_below(lines, at, at + size)
            found.append(Reply(at, at + size, len(lines), depth, listed > 0))
        at += size or 1
    return found


def quote_depths(lines: list[str]) -> list[int]:
    found = map(unquote, lines)
    return [depth for words, depth in found if words.strip()]


def goes_on_below(lines: list[str], first: Reply) -> bool:
    depths = quote_depths(lines[first.body :])
    return bool(first.depth) and min(depths, default=first.depth) < first.depth


class Head(Struct, frozen=True):
    title: str
    """What names the message: its attribution, or the line that says who sent it."""
    before: list[str]
    """A line such as "Original Message"."""
    fields: list[str]


def reply_head(lines: list[str], reply: Reply) -> Head:
    head = [unquote(line)[0].strip() for line in lines[reply.start : reply.body]]
    if reply.listed:
        subject = next(filter(_SUBJECT.match, head), "Subject: …")
        fields = [line for line in head if line and line != subject and not _LISTED.match(line)]
        return Head(subject.partition(":")[2].strip(), [], fields)
    sender = next((at for at, line in enumerate(head) if FROM.match(line)), None)
    if sender is None and len(head) == 2 and _PRINTED.match(head[0]):
        return Head(head[0], [], head[1:])
    if sender is None:
        return Head(" ".join(head), [], [])
    above = list(filter(None, head[:sender]))
    fields = [line for line in above if _FIELD.match(line)]
    return Head(
        head[sender], [line for line in above if line not in fields], fields + head[sender + 1 :]
    )


def find_signature(lines: list[str], start: int, end: int) -> int:
    for at in range(start, end):
        if _SIGNATURE.match(lines[at]):
            return at
        last = end - at <= _LONGEST_FOOTER and _FOOTER_RULE.match(lines[at])
        if last and _FOOTER.search(" ".join(lines[at:end])):
            return at
    return end


def _listed_size(lines: list[str], at: int) -> int:
    if not _LISTED.match(lines[at].strip()):
        return 0
    start = at + 1
    while start < len(lines) and start - at < _MOST_LINES and not lines[start].strip():
        start += 1
    end = start
    while end < len(lines) and end - start < _MOST_CONTINUED and lines[end].strip():
        if not _HEADER.match(lines[end]) and lines[end][:1] not in (" ", "\t"):
            return 0
        end += 1
    names = {line.partition(":")[0] for line in lines[start:end]}
    return end - at if {"From", "Subject"} <= names else 0


def _head_size(lines: list[str], at: int) -> int:
    first, depth = unquote(lines[at])
    first = first.strip()
    if _LINE.match(first):
        follows = at + 1
        while follows < len(lines) and not unquote(lines[follows])[0].strip():
            follows += 1
        near = range(follows, min(follows + _MOST_LINES, len(lines)))
        sender = next((i for i in near if FROM.match(unquote(lines[i])[0])), follows)
        inner = _fields(lines, sender, 2 - (sender - follows))
        return sender - at + inner if inner else 0
    if FROM.match(first):
        return _fields(lines, at)
    if _FIELD.match(first) and at < _MOST_LINES and not any(map(str.strip, lines[:at])):
        near = range(at, min(at + _MOST_LINES, len(lines)))
        sender = next((i for i in near if FROM.match(lines[i])), at)
        size = _fields(lines, sender, 2 - (sender - at)) if "@" in lines[sender] else 0
        return size and sender - at + size
    if at + 1 < len(lines) and _TO.match(lines[at + 1]) and _PRINTED.match(first):
        return 2
    if at + 1 < len(lines) and unquote(lines[at + 1])[1] > depth and _QUOTING.match(first):
        return 1
    if not _BEGINS.match(first):
        return 0
    words = ""
    for size in range(1, _MOST_LINES + 1):
        if at + size > len(lines) or unquote(lines[at + size - 1])[1] != depth:
            return 0
        words = f"{words} {unquote(lines[at + size - 1])[0].strip()}".strip()
        if len(words) > _LONGEST:
            return 0
        if _ATTRIBUTION.match(words):
            return size
    return 0


def _fields(lines: list[str], at: int, least: int = 2) -> int:
    if at >= len(lines) or not FROM.match(unquote(lines[at])[0].strip()):
        return 0
    size, named = 1, 0
    while at + size < len(lines):
        words = unquote(lines[at + size])[0]
        if _FIELD.match(words.strip()):
            named += 1
        elif size - named > _MOST_CONTINUED or not (words[:1] in (" ", "\t") and words.strip()):
            break
        size += 1
    return size if named >= least else 0


def _depth_below(lines: list[str], start: int, body: int) -> int:
    for line in lines[body : body + 10]:
        words, depth = unquote(line)
        if words.strip():
            return depth
    return unquote(lines[start])[1]
