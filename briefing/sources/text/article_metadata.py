import re
from collections.abc import Sequence

from msgspec import Struct

from briefing.late_pattern import late_pattern
from briefing.model import Block, BlockKind, InlineKind, count_unspaced, opens_note
from briefing.sources.text.dates import find_date

_HEAD = 8
"""Blocks examined at the head, and at the foot for a credit; boilerplate may follow it."""
_FOOT = 30
_SCANNED = 200
"""Blocks examined for headings of parts."""
_NUMBERED = late_pattern(r"\(?(?:\d{1,3}|[IVX]{1,5}|[A-Z])[.)]\s")
_LONGEST_TITLE = 200
_LONGEST_LINE = 160
_RUNNING = 15
"""Words of a paragraph below which a heading heads a part."""

_AGENCIES = {
    "ap": "AP",
    "associated press": "Associated Press",
    "the associated press": "Associated Press",
    "reuters": "Reuters",
    "afp": "AFP",
    "agence france-presse": "Agence France-Presse",
    "upi": "UPI",
    "united press international": "United Press International",
    "dpa": "dpa",
    "efe": "EFE",
    "ansa": "ANSA",
    "tass": "TASS",
    "itar-tass": "ITAR-TASS",
    "interfax": "Interfax",
    "xinhua": "Xinhua",
    "kyodo": "Kyodo",
    "kyodo news": "Kyodo News",
    "yonhap": "Yonhap",
    "pti": "PTI",
    "ani": "ANI",
    "ians": "IANS",
    "anadolu": "Anadolu",
    "anadolu agency": "Anadolu Agency",
    "bloomberg": "Bloomberg",
    "cnn": "CNN",
    "cnn business": "CNN Business",
    "cnbc": "CNBC",
    "abc": "ABC",
    "abc news": "ABC News",
    "bbc": "BBC",
    "bbc news": "BBC News",
    "the canadian press": "The Canadian Press",
    "press association": "Press Association",
    "pa media": "PA Media",
    "aap": "AAP",
    "rferl": "RFE/RL",
    "rfe/rl": "RFE/RL",
    "voa": "VOA",
    "kuna": "KUNA",
    "wam": "WAM",
}
_NAME = r"[A-ZÀ-ÖØ-Þ][\w'’.\-]*"
_PLACE = rf"{_NAME}(?:[ ](?:of|de|del|la|le|el|and|upon|on|sur|al)?[ ]?{_NAME}){{0,3}}"
_DASH = r"(?:[ ]*[-–—―][-–—]*[ ]*)"
_DATELINE = late_pattern(
    rf"(?P<place>{_PLACE}(?:,[ ]{_PLACE})?)(?:,[ ](?P<date>{_NAME}[ ]\d{{1,2}}(?:,[ ]\d{{4}})?))?"
    rf"[ ]?(?:\((?P<agency>[^()\n]{{2,40}})\))?{_DASH}(?=\S)"
)
_REFERENCES = late_pattern(r"(?<=[.!?])(?:\[\w{1,9}\]){1,9}\Z")
_SHOUTED = 40
_FIELD = late_pattern(r"[\w-]{1,30}:")
_SENTENCES = late_pattern(r"[.!?] [A-Z]")
_WORDS = late_pattern(r"\w+(?:['’]\w+)*")
_CHROME = late_pattern(
    r"for immediate release|(?:media |press )?contact:|(?:share|print|e-?mail|subscribe|follow|sign (?:in|up)|log ?in|skip to|read (?:more|also|next)|next post|"
    r"previous|advertis|view|image|photo|picture|file photo|getty|source|related|click|download|menu|"
    r"twitter|facebook|updated|published|posted)\b[^.]{0,40}\Z|(?:from|to|subject|date):|\W*(?:©|\(c\)|image:|photo:|@)|"
    r".*(?:getty images|all rights reserved|https?://|@\w)",
    re.IGNORECASE,
)
"""Boilerplate lines of pages and mail headers, which are not titles."""
_BULLET = late_pattern(r"[*•·▪◦●‣]\s")
_CITY_ALONE = late_pattern(r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ .'’\-]{2,30}\Z")
_BYLINE = late_pattern(
    rf"(?:^|[|•·][ ])(?:[Ww]ritten[ ])?[Bb][Yy]:?[ ](?P<names>{_NAME}(?:,?[ ]+(?:and[ ]|&[ ]|AND[ ]|de[ ]|van[ ]|von[ ]|bin[ ]|al-)*{_NAME})*)"
)
_NOT_BY = late_pattern(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
    r"(?= \d| [A-Z]?\Z| I\b)|the\b|now\b|then\b)",
    re.IGNORECASE,
)
_FOREIGN_BYLINE = late_pattern(
    rf"(?:Von|Par|Por|Di|Door|Av|Af|Autor(?:in)?:|Auteur\s?:|Text:)[ ](?P<names>{_NAME}(?:[ ]{_NAME})+(?:(?:,| und| et| y| e| en| och| og)[ ]{_NAME}(?:[ ]{_NAME})+)*)"
)
_GOES_ON = late_pattern(
    r" (?!(?:for|in|with|of|at|on|and|from|via|updated|published|posted|special|staff|is a)\b)[a-z]"
)
_CREDIT = late_pattern(
    rf"(?P<names>{_NAME}(?:(?:,| and|,? &)?[ ]{_NAME}){{0,7}}?)[ ]"
    r"(?:report(?:s|ed)|contribut(?:es|ed)|wrote|writes)[ ](?:from|in|to)[ ][^.\n]{2,60}\.?\Z"
)


_LISTS = late_pattern(
    r"(?:(?:table of )?contents|references|bibliography|works cited|endnotes|footnotes|inhalt|inhaltsverzeichnis"
    r"|literatur(?:verzeichnis)?|sommaire|table des matières|bibliographie|índice|referencias)",
    re.IGNORECASE,
)
_VERSION = late_pattern(r"\[?(?:v(?:ersion )?)?\d{1,4}\.\d{1,4}|\[?unreleased\b", re.IGNORECASE)
_LOGO = late_pattern(r"(?<=\w)\s+(?:logo|banner|icon)\Z", re.IGNORECASE)
_JOINED = late_pattern(
    r"\W*(?:joined|member since|registered|registriert|inscription)\b", re.IGNORECASE
)


class Metadata(Struct, frozen=True):
    title: str | None = None
    byline: str | None = None
    agency: str | None = None
    dateline: str | None = None
    published: str | None = None


def find_metadata(text: str, blocks: Sequence[Block]) -> Metadata:
    words = [block for block in blocks[: _HEAD * 2] if block.kind not in _WORDLESS][:_HEAD]
    lines = _lines(words, text)
    title = _title(words, text, _are_parts(blocks, text), _level_of_parts(blocks))
    byline, agency = _byline(_lines(_before_parts(words, text), text))
    place, dispatched, sender = _dateline(lines)
    foot = [block.span.of(text) for block in blocks[-_FOOT:] if len(block.span) <= _LONGEST_LINE]
    return Metadata(
        title,
        byline or _credit(foot),
        sender or agency,
        place,
        _published(lines) or dispatched,
    )


def _lines(blocks: Sequence[Block], text: str) -> list[str]:
    return [line for block in blocks for line in block.span.of(text)[:1000].split("\n")]


def _before_parts(words: Sequence[Block], text: str) -> Sequence[Block]:
    runs = False
    for number, block in enumerate(words):
        if runs and block.kind is BlockKind.HEADING:
            return words[:number]
        running = block.kind is BlockKind.PARAGRAPH and not _BYLINE.search(block.span.of(text))
        runs = runs or (running and len(block.span.of(text).split()) >= _RUNNING)
    return words


_WORDLESS = frozenset((BlockKind.RULE, BlockKind.CODE, BlockKind.TABLE))


def _title(words: Sequence[Block], text: str, parts: bool, level: int) -> str | None:
    """`parts`: what heads one part does not head the whole, unless it is the first line.
    `level` is that of headings of which none stands above the others; 0 without.
    """
    told = False
    for number, block in enumerate(words):
        line, _, more = block.span.of(text)[: _LONGEST_TITLE * 2].partition("\n")
        part = is_strong(block) and not all(map(is_strong, words[:number]))
        if parts and (part or _NUMBERED.match(line)):
            continue
        if block.kind is BlockKind.HEADING:
            if _LISTS.fullmatch(line):
                continue
            if block.level == level and (number or _VERSION.match(line)):
                break
            return _LOGO.sub("", line) if _is_picture(block, text) else _unpictured(block, text)
        if _is_picture(block, text):
            if _LOGO.search(line):
                return _LOGO.sub("", line)
            continue
        goes_on = more[:1].islower() and not _BYLINE.match(more)
        followed = not goes_on and (bool(more) or number + 1 < len(words))
        alone = followed and not told and not opens_note(block)
        if block.kind is BlockKind.PARAGRAPH and alone and _is_title(line):
            return line
        told = told or (len(line.split()) >= _RUNNING and line.endswith((".", "!", "?")))
        if len(line) > _LONGEST_LINE:
            break
    return None


def _is_picture(block: Block, text: str) -> bool:
    pictured = any(mark.kind is InlineKind.IMAGE for mark in block.marks)
    return pictured and not _WORDS.search(_unpictured(block, text))


def _unpictured(block: Block, text: str) -> str:
    line, _, _ = block.span.of(text)[: _LONGEST_TITLE * 2].partition("\n")
    for mark in reversed(block.marks):
        if mark.kind is InlineKind.IMAGE:
            start, end = (at - block.span.start for at in (mark.span.start, mark.span.end))
            line = line[:start] + line[end:]
    return line.strip()


def _are_parts(blocks: Sequence[Block], text: str) -> bool:
    heads = numbered = 0
    for block in blocks[:_SCANNED]:
        if len(block.span) > _LONGEST_LINE or block.kind is BlockKind.LIST_ITEM:
            continue
        strong = block.kind is BlockKind.PARAGRAPH and is_strong(block)
        heads += strong
        headed = strong or block.kind is BlockKind.HEADING
        numbered += headed and _NUMBERED.match(block.span.of(text)) is not None
    return heads > 1 or numbered > 1


def _level_of_parts(blocks: Sequence[Block]) -> int:
    levels = [block.level for block in blocks[:_SCANNED] if block.kind is BlockKind.HEADING]
    first = levels[0] if levels else 0
    several = levels.count(first) > (1 if first > 1 else 2)
    return first if several and first == min(levels) else 0


def is_strong(block: Block) -> bool:
    return any(mark.kind is InlineKind.STRONG and mark.span == block.span for mark in block.marks)


def _is_title(line: str) -> bool:
    line = _REFERENCES.sub("", line)
    return (
        len(line) <= _LONGEST_TITLE
        and any(map(str.isalpha, line))
        and len(_WORDS.findall(line)) + count_unspaced(line) > 1
        and not line.rstrip("\"”'’」』").endswith(
            (".", ":", ";", ",", "-", "。", "：", "；", "、", "，")
        )
        and "。" not in line
        and not (line[0].islower() and _SENTENCES.search(line))
        and not _CHROME.match(line)
        and not _BULLET.match(line)
        and not _BYLINE.search(line)
        and not _is_dateline(_DATELINE.match(line))
        and not _only_date(line)
        and not _agency(line)
    )


def _byline(lines: Sequence[str]) -> tuple[str | None, str | None]:
    """(names after "By", their agency)."""
    for line in lines:
        if len(line) > _LONGEST_LINE:
            continue
        if foreign := _FOREIGN_BYLINE.fullmatch(line):
            return foreign["names"], None
        match = _BYLINE.search(line)
        if match and _ends_names(line, match):
            names = match["names"].strip(" ,")
            rest = re.split(r"[,|/•·\n]", line[match.start("names") :])
            agency = next(filter(None, (_agency(part) for part in rest)), None)
            kept = [part for part in names.split(",") if not _agency(part)]
            return ",".join(kept).strip() or None, agency
    return None, None


def _ends_names(line: str, match: re.Match[str]) -> bool:
    end = match.end()
    if _NOT_BY.match(match["names"]) or _GOES_ON.match(line, end):
        return False
    return end == len(line) or not line[end].isalnum()


def _agency(name: str) -> str | None:
    return _AGENCIES.get(name.strip().rstrip(".").lower())


def _dateline(lines: Sequence[str]) -> tuple[str | None, str | None, str | None]:
    """(place, ISO date, agency) of the first dateline."""
    for line in lines:
        match = _DATELINE.match(line)
        if match and _is_dateline(match):
            day = find_date(match["date"]) if match["date"] else None
            return match["place"].strip(), day[0] if day else None, _agency(match["agency"] or "")
    return None, None, None


def _is_dateline(match: re.Match[str] | None) -> bool:
    if match is None:
        return False
    rest = match.string[match.end() :]
    if match[0] == f"{match['place']}-" and (rest[:_SHOUTED].isupper() or _FIELD.match(rest)):
        return False
    return bool(
        _agency(match["agency"] or "") or match["date"] or _CITY_ALONE.match(match["place"])
    )


def _published(lines: Sequence[str]) -> str | None:
    for line in lines:
        if len(line) <= _LONGEST_LINE:
            found = find_date(line)
            if found and _is_about_date(line, found):
                return found[0]
    return None


def _is_about_date(line: str, found: tuple[str, int, int]) -> bool:
    rest = line[: found[1]] + line[found[2] :]
    if _JOINED.match(line):
        return False
    named = re.match(
        r"\W*(?:first )?(?:published|updated|posted|date|issued|by)\b", line, re.IGNORECASE
    )
    return bool(named) or len(_WORDS.findall(rest)) <= 6


def _only_date(line: str) -> bool:
    found = find_date(line)
    return found is not None and len(_WORDS.findall(line[: found[1]] + line[found[2] :])) <= 2


def _credit(lines: Sequence[str]) -> str | None:
    for line in lines:
        match = _CREDIT.match(line)
        if match:
            return match["names"]
    return None
