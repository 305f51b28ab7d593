"""Nothing stands in a digest that no source says, whatever the sources say."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from briefing.library.digest.digest_text import name_of
from briefing.library.digest.write_digest import DigestWriter, make_untold
from briefing.library.stories.story import Story, find_outlet
from briefing.model import Analysis, Briefing, InlineKind
from briefing.model.digest_origins import find_parts, origins
from briefing.model.text_address import parse_text_address
from briefing.sanitize import is_clean, sanitize, sanitize_line
from tests.library.test_digest import CRANE, PONTOON, account
from tests.library.test_stories import BRIDGE_CLOSED, BRIDGE_ELSEWHERE, ORCHARDS, STRIKE

SENTENCES = [
    *re.split(r"(?<=\.) ", " ".join((BRIDGE_CLOSED + " " + BRIDGE_ELSEWHERE).split())),
    *re.split(r"(?<=\.) ", " ".join((ORCHARDS + " " + STRIKE).split())),
    PONTOON,
    CRANE,
]
FALSE = [
    "Pelham Post, 4 Mar 2026",
    f"briefing:{'0' * 64}#0-9",
    "# 14 dead",
    "2. Strike",
    "---",
    "[a](b)",
]
"""What looks as if the digest said it, or as if it led somewhere."""
TITLES = [
    "Bridge",
    "Frost",
    "Ferry *now*",
    "No. 7",
    "# 14 dead\nor 12",
    "[a](http://b.example)",
    "\x1b[31mred",
    "\u202e",
    "",
]
LINKS = ["https://a.example/", f"briefing:{'0' * 64}#0-9", "#top", "javascript:x()"]
paragraphs = st.lists(
    st.one_of(
        st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4).map(" ".join),
        st.sampled_from(FALSE),
    ),
    min_size=1,
    max_size=4,
)
texts = st.lists(
    st.tuples(
        st.sampled_from(TITLES),
        paragraphs,
        st.sampled_from([None, "Northern Wire", "Pelham Post", "**Post**\n\x9b31m"]),
        st.sampled_from([None, "2026-03-04", "2026-03-05T10:15:00Z", "last week", "\x07"]),
        st.booleans(),
        st.sampled_from(LINKS),
    ),
    min_size=1,
    max_size=5,
)


def source(title, words, agency, day, link):
    """Its first paragraph is one link."""
    made = account(
        sanitize(title) or "-", *words, agency=agency, day=day, marks=[("link", words[0], link)]
    )
    section = replace(made.analysis.sections[0], title=title)
    return Briefing(replace(made.document, title=title), Analysis((section,)))


@settings(max_examples=40, deadline=None)
@given(texts, st.lists(st.integers(0, 2), min_size=5, max_size=5))
def test_each_word_is_a_source_s_own(some, groups):
    made = [source(title, words, agency, day, link) for title, words, agency, day, _, link in some]
    kept = {
        b.document.sha256: (b, group, new[4])
        for b, group, new in zip(made, groups, some, strict=False)
    }
    issues = {
        sha256: make_untold(b, None, find_outlet(b.document.agency, None), f"{n}")
        for n, (sha256, (b, _, _)) in enumerate(kept.items())
    }
    grouped = [
        Story(n, tuple(issues[sha256] for sha256, (_, group, _) in kept.items() if group == n))
        for n in range(3)
    ]
    new = [sha256 for sha256, (_, _, new) in kept.items() if new]
    stories = [story for story in grouped if any(i.sha256 in new for i in story.issues)]
    digest = DigestWriter(new, lambda sha256: kept[sha256][0]).write(stories, [], "Digest", "3")
    if digest is None:
        assert not new
        return
    check(digest, {sha256: b for sha256, (b, _, _) in kept.items()}, issues)
    assert {o.source.sha256 for o in origins(digest.document)} == set(new), "each is named"


def check(digest, sources, issues):
    text, own = digest.document.text, []
    for origin in origins(digest.document):
        source = sources[origin.source.sha256].document
        if origin.words:
            assert origin.words.of(text) == origin.source.span.of(source.text)
            assert list(find_parts(tuple(origins(digest.document)), origin.words)) == [origin]
        own.append(origin.words)
        issue = issues[origin.source.sha256]
        said = {name_of(issue, source), one_line(issue.title)}
        assert origin.name.of(text) in said
        own.append(origin.name)
    own += [section.heading for section in digest.analysis.sections]
    names = {one_line(t or "") for i in issues.values() for t in (i.title, i.outlet)}
    for section in digest.analysis.sections:
        assert section.heading.of(text) == section.title
        assert section.title in names
        assert not re.sub(
            r"Told by \d sources?\.|No other text tells of this\.", "", section.reason
        )
    assert not digest.document.notices
    assert is_clean(text)
    leads(digest, sources)
    rest = list(text)
    for span in own:
        rest[span.start : span.end] = " " * len(span)
    assert not set("".join(rest)) - set(" \n;."), "between them nothing is said"
    edges = [section.span for section in digest.analysis.sections]
    assert [span.start for span in edges] == [0, *(span.end for span in edges[:-1])]
    assert edges[-1].end == len(text)
    for block in digest.document.blocks:
        assert block.span.of(text).strip()
        assert all(block.span.contains(mark.span) for mark in block.marks)


def leads(digest, sources):
    """Links into texts are the digest's own, whole blocks or names; others lead out of the program."""
    own = {(each.name, each.source) for each in origins(digest.document)}
    for block in digest.document.blocks:
        for mark in block.marks:
            address = parse_text_address(mark.target)
            if address is not None:
                assert (mark.span, address) in own
                assert address.sha256 in sources
            elif mark.kind is InlineKind.LINK:
                assert mark.target == LINKS[0]
                assert mark.span != block.span


def one_line(words):
    return sanitize_line(" ".join(words.split())) or "…"
