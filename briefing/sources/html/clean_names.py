"""The names in what stands for a writer: without labels, roles, degrees and sites."""

import html
import re

from briefing.sources.html.fragments import normalize_words
from briefing.sources.text.dates import find_date

LABEL = re.compile(
    r"^\W*(?:(?:this |the )?(?:post|article|story|guide) (?:was |is )?)?(?:(?:written|posted|published|story|words|text|article|contributed|submitted|created|started|asked|reported|edited|updated)\s+)?"
    r"(?:(?:by|von|par|por|di|door|af|av)\b|about the authors?\b|authors?\s*:|written by|auteur\s*:|autor\s*:|text\s*:|words\s*:|(?:(?:取材・)?文|作者|著者|筆者|記者)\s*[:：●・／/＝=])\s*:?\s*",
    re.IGNORECASE,
)
NO_NAME = re.compile(
    r"(?:web)?master|webmaster|(?:site)?admin(?:istrator)?|undefined|null|none|anonymous|guest|name|authors?|editors?|editorial|"
    r"staff|unknown|users?|root|default|n/a|posted|published|written|by|written by|contributors?|read more|share|follow|test|"
    r"about the authors?|the authors?|posted by|team|view profile|see all",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:editor|writer|reporter|correspondent|staff|contributors?|columnist|producer|founder|ceo|cto|director|manager|officer|"
    r"freelance|specialist|analyst|author|expert|ph\.?d|m\.?d|rd|rn|mph|msc|mba|guest|special to|photographer|critic|redaktion|"
    r"professor|certified|consultant|head of|vice president|marketing|senior|journalist|nutritionist|dietitian)\b",
    re.IGNORECASE,
)
_EAST = re.compile(
    r"(?!.*(?:部|社|編集|記事|者|新聞|网|報|ニュース)\Z)[々\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]{2,8}\Z"
)
"""A name of East Asia in its own script, where family and given name stand together."""
_MORE = re.compile(r"(?:more|see|view|follow|read|all) ", re.IGNORECASE)
_DEGREE = re.compile(r"ph\.?d\.?|m\.?d\.?|rd|rn|mph|msc|mba", re.IGNORECASE)
_CREDIT = re.compile(r"\w+: ?\w.*, ?\w+: ")
"""Several makers with what each did, of which none is the writer for sure."""
_INITIALS = re.compile(r"^([A-Z]{2}) ([A-Z]\S+(?: [A-Z]\S+){1,3})$")
_ORGANIZATION = re.compile(
    r"\b(?:news|times|post|magazine|team|journal|today|daily|blog|media|press|group|company|inc|university|institute|"
    r"network|club|review|weekly|shop|store|labs?|the|online|digital|world|guide|life|home|health|tech|best)\b",
    re.IGNORECASE,
)
_SLUG = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)+|(?=[a-z]*\d+[a-z]+\d)[a-z0-9]{10,}")
_NAME_AND_ROLE = re.compile(
    r"^((?:\S+ ){1,3}?\S+) (?:senior|staff|chief|(?:co-?)?founder|director|head of|managing|executive|associate|deputy|contributing|reporter|editor|writer|"
    r"correspondent|rn|rd|m\.?d\.?|ph\.?d\.?)(?: .*)?$",
    re.IGNORECASE,
)
_CUT = re.compile(
    r" ?[|•·⋅∙‧–—\n] ?| [-/] | (?:facebook|tweet|twitter|pinterest|pin|share|e-?mail|linkedin|print)\b| \d{1,2}[./]\d| (?:on|in|for|at|updated|published|posted|last|reviewed|fact|min|more|(?:translat|illustrat|photograph)\w+ by|photos? by|\d+ min)\b| ?[(\[<]"
    r"|,? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d|,? \d{1,2},? ",
    re.IGNORECASE,
)
_WORD = re.compile(
    r"[A-ZÀ-ÖØ-Þ\u0100-\u024f\u0400-\u042f\u0370-\u03ff][\w'’.\-]*\Z|(?:de|da|del|della|van|von|der|den|di|la|le|el|al|bin|ben|y|e|and|dos|du|ter|ten|af|zu|st\.?|&|und|et|och|og)\Z"
)
LONGEST_NAME = 5
"""Words of a name."""


def clean_name(text: str, site: str = "", *, strict: bool = True) -> str:
    """The names in `text`, "" if there are none; with `strict`, each word must look like a part of one."""
    text = " ".join(html.unescape(text).split())
    text = LABEL.sub("", text)
    if "@" in text or "://" in text or re.match(r"www\.", text) or _CREDIT.match(text[:200]):
        return ""
    dated = find_date(text[:60])
    if dated and not dated[1]:
        text = LABEL.sub("", text[dated[2] :].lstrip(" |•·⋅∙‧–—-,"))
    text = _once(_CUT.split(_once(text), maxsplit=1)[0])
    if site and text.lower().endswith(" " + site.lower()):
        text = text[: -len(site) - 1]
    text = _INITIALS.sub(_drop_initials, text)
    parts = [_NAME_AND_ROLE.sub(r"\1", part.strip(" .,:;*/")) for part in re.split(r"[,;]", text)]
    kept = [
        part
        for n, part in enumerate(parts)
        if (n and _DEGREE.fullmatch(part))
        or (_is_name(part, site, strict) and not (n and _is_other(part, site)))
    ]
    if not parts or not kept or kept[0] != parts[0]:
        return ""
    return ", ".join(kept)


def _once(text: str) -> str:
    words = text.split()
    half = len(words) // 2
    return " ".join(words[:half]) if half and words[:half] == words[half:] else text


def _is_other(part: str, site: str) -> bool:
    named, own = normalize_words(part), normalize_words(site)
    return (
        (bool(own) and f"{named} ".startswith(f"{own} "))
        or bool(_ROLE.search(part))
        or part.startswith("The ")
    )


def _drop_initials(match: re.Match[str]) -> str:
    words = match[2].split()
    return match[2] if [w[0] for w in (words[0], words[-1])] == list(match[1]) else match[0]


def _is_site(part: str, site: str, strict: bool) -> bool:
    same = normalize_words(part) == normalize_words(site)
    return same and (not strict or bool(_ORGANIZATION.search(part)))


def _is_name(part: str, site: str, strict: bool) -> bool:
    words = part.split()
    if not words or NO_NAME.fullmatch(part) or _is_site(part, site, strict):
        return False
    if _MORE.match(part) or _EAST.match(part):
        return not _MORE.match(part)
    if not any(map(str.isalpha, part)) or _SLUG.fullmatch(part):
        return False
    if not strict:
        return len(words) <= LONGEST_NAME + 3
    names = re.split(r" (?:and|&|und|et|y|och|og) ", part)
    return all(2 <= len(name.split()) <= LONGEST_NAME for name in names) and all(
        map(_WORD.match, words)
    )
