import re
from itertools import pairwise, takewhile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.model import Block, BlockKind
from briefing.sources.text.charset import clean_text
from briefing.sources.text.parse_text import parse_text, parse_text_head

PIECES = [
    *[
        ":::Note @\n",
        "\n:::\n",
        "::: @ @\n",
        "!!! Tip\n",
        "    @\n",
        "# @ {#a}\n",
        "{:.b}\n",
        "[TOC]\n\n",
        "[[@]]",
        "![[@|@]]",
        "%%@%%",
        "==@==",
        " ^q@\n",
    ],
    *"\n\n\n\n    \t*_`~[]()<>!|\\#=-+>:;\"'^.{}$%",
    *("@ ", "@", "@ @ ", "@\n", "\n\n", "\n\n", "- ", "* ", "+ ", "1. ", "2) ", "10. ", "> "),
    *("# ", "### ", "```\n", "~~~ @ @\n", "    ", "  \n", "\\\n", "---\n", "===\n", "* * *\n"),
    *("| @ | @ |\n|---|---|\n", "| @ | @ | @ |\n", "[@](@ '@')", "[@][r]", "[r]: /@ '@'\n", "[^n]"),
    *("[^n]: @\n", "![@](@)", "**@**", "http://@.@/@", "<http://@.@>", "<@>", "~~@~~", "`@`"),
    *("\n- @\n  - @\n", "\n1. @\n\n   @\n", "\t- ", "[@]: @\n", "@\n", "[@][@]", "é", "1", "A"),
    *("$@_@$", "$$\n@ \\\\\n", "@$$\n", "$@*@$", "www.@.@", "@1@", "~@~", "http://@_@*@"),
]
"""Markdown in pieces; each "@" becomes a word of its own."""


_MOVED = re.compile(r"\]:|:::|\{[:#]|\[TOC\]|%%|\^q")
"""What may stand at the end of the text instead."""


def numbered(pieces: list[str]) -> str:
    parts = "".join(pieces).split("@")
    return "".join(f"{part}q{n}x" for n, part in enumerate(parts[:-1])) + parts[-1]


sources = st.lists(st.sampled_from(PIECES), max_size=40).map(numbered).map(clean_text)
plain_sources = st.one_of(st.text().map(clean_text), sources)
many = settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def lost(source: str, text: str, blocks: tuple[Block, ...]) -> list[str]:
    """The words of `source` that stand neither in the text nor in a mark."""
    places = [text]
    for block in blocks:
        places.append(block.language)
        for mark in block.marks:
            places += (mark.target, mark.title, mark.label)
    kept = " ".join(places).casefold()
    return [word for word in re.findall(r"[^\W_]+", source.casefold()) if word not in kept]


@many
@given(plain_sources)
def test_plain_text_keeps_every_letter_in_order(source):
    text, blocks = parse_text(source, markdown=False)
    assert letters(text) == letters(source)
    check_blocks(text, blocks)


@many
@given(sources)
def test_markdown_keeps_every_letter_in_text_or_marks(source):
    text, blocks = parse_text(source, markdown=True)
    assert lost(source, text, blocks) == []
    check_blocks(text, blocks)


@many
@given(st.text().map(clean_text))
def test_markdown_of_any_text_is_well_formed(source):
    check_blocks(*parse_text(source, markdown=True))


@many
@given(sources)
def test_lines_of_blocks_are_lines_of_the_source(source):
    for markdown in (False, True):
        text, blocks = parse_text(source, markdown=markdown)
        lines = source.split("\n")
        for block in blocks:
            first = letters(block.span.of(text).partition("\n")[0])[:1]
            assert 0 <= block.line < len(lines)
            assert first in letters("".join(lines[block.line :]))
            blank = takewhile(lambda line: not line.strip(" \t>"), reversed(lines[: block.line]))
            if markdown and block.kind is BlockKind.PARAGRAPH and not _MOVED.search(source):
                assert block.blank_before <= sum(1 for _ in blank)


def check_blocks(text: str, blocks: tuple[Block, ...]) -> None:
    for block in blocks:
        assert 0 <= block.span.start <= block.span.end <= len(text)
        assert block.span or block.kind is BlockKind.CODE or block.kind is BlockKind.TABLE
        for mark in block.marks:
            assert block.span.contains(mark.span)
        cells = [cell for row in block.rows for cell in row]
        assert all(block.span.contains(cell) for cell in cells)
        assert all(a.end <= b.start for a, b in pairwise(cells))
        assert list(block.marks) == sorted(
            block.marks, key=lambda mark: (mark.span.start, -mark.span.end)
        )
    for before, after in pairwise(blocks):
        assert before.span.end <= after.span.start
    edges = [
        0,
        *(edge for block in blocks for edge in (block.span.start, block.span.end)),
        len(text),
    ]
    assert not letters("".join(text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)))


@pytest.mark.parametrize(
    "source",
    [
        "[a][b]\n\n[b]: c 'd'\n[b]: e\n[f]: g\n",
        "> [q]: r\n> > [s]: t\n\n[q]",
        "[^a]: b\n\n    c\n\n        d\n\n[^a]",
        "| a |\n|---|\n| b | c | d |\n> | e | f |\n",
        "```py title=x\ncode",
        "-\n\n  a\n-   - b\n  1. 2. c\n",
        "[](a 'b') ![](c)",
        "a\n***\n    b\n\n    c",
        "- " * 200 + "deep",
        ">" * 500 + "deep",
        "\n".join("  " * level + f"- level {level}" for level in range(100)),
        "\n".join("> " * level + f"level {level}\n" for level in range(100)),
    ],
)
def test_hard_cases_lose_nothing(source):
    text, blocks = parse_text(clean_text(source), markdown=True)
    assert lost(source, text, blocks) == []
    check_blocks(text, blocks)


@many
@given(sources, st.integers(0, 200), st.booleans())
def test_the_head_agrees_with_the_whole(source, lines, markdown):
    head = "".join(line + "\n" for line in source.split("\n")[:-1][:lines])
    text, blocks = parse_text_head(head, source, markdown=markdown, seconds=9)
    whole, every = parse_text(source, markdown=markdown)
    assert whole.startswith(text)
    assert blocks == every[: len(blocks)]


def test_endless_lines_become_blocks_of_bounded_length():
    words = "word " * 20_000
    for source in (
        words,
        "*" + words,
        "- " + words,
        "> " + words,
        "# " + words,
        "x" * 100_000,
        "```\n" + "code\n" * 20_000,
        "\n".join(["w"] * 100_000),
    ):
        for markdown in (True, False):
            text, blocks = parse_text(source, markdown=markdown)
            assert letters(text) == letters(source)
            assert max(len(block.span) for block in blocks) <= 70_000
            check_blocks(text, blocks)
