"""Whether an article came through a format whole: the same words in order, the same headings."""

import difflib
import re

from briefing.sources.text.parse_text import parse_text
from tests.sources.articles import Part, markdown

LEAST = 0.99


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def headings(source: str) -> list[tuple[int, str]]:
    text, blocks = parse_text(source, markdown=True)
    found = [(b.level, " ".join(words(b.span.of(text)))) for b in blocks if b.kind == "heading"]
    top = min((level for level, _ in found), default=0)
    return [(level - top, title) for level, title in found]


def assert_same(found: str, article: tuple[Part, ...]) -> None:
    wanted = markdown(article)
    assert headings(found) == headings(wanted)
    mine, theirs = (words(parse_text(source, markdown=True)[0]) for source in (found, wanted))
    matcher = difflib.SequenceMatcher(None, mine, theirs, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    assert same >= LEAST * max(len(mine), len(theirs)), sorted(set(mine) ^ set(theirs))
