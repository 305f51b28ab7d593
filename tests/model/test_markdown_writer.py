"""What is written as markdown is read again as it was."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis.strategies import lists, sampled_from
from msgspec.structs import replace

from briefing.analysis.pipeline import split
from briefing.model import (
    Analysis,
    Block,
    Briefing,
    Document,
    Section,
    SectionKind,
    Span,
    TitleSource,
)
from briefing.model.markdown_writer import briefing_to_markdown, escape_markdown, to_markdown
from briefing.model.serialization import pack_document, unpack_document
from briefing.sources.build_document import build_text
from briefing.sources.text.parse_text import parse_text
from tests.steps import calls

TEXTS = {
    "headings": "# Talks\n\nThey met.\n\n### Trade\n\nIt fell.",
    "list": "- boats\n- cranes\n   - the north one\n   - the south one\n- dues",
    "numbers": "1. boats\n2. cranes\n\nThen they left.",
    "list of paragraphs": "- boats\n\n   They stay.\n\n- cranes",
    "quote": "> It rains.\n>\n> It stops.\n\nShe left.",
    "list in a quote": "> - boats\n> - cranes\n\nShe left.",
    "code": "```python\nprint(1)\n\n# no heading\n```\n\nIt ran.",
    "fence in code": "````\n```\nwords\n```\n````",
    "rule": "One.\n\n---\n\nTwo.",
    "table": "| Name | Left |\n| --- | --- |\n| Ada *Lind* | a\\|b |\n| Board | 2 |",
    "marks": "They *met* and **left** and ~~came~~ with `code`, ``a`b``, **a *b* c**.",
    "links": 'See [the *report*](<https://a.example/b%20c> "its “title”") and ![a crane](crane.png).',
    "signs": "2\\. no number, \\# no heading, \\*no emphasis\\*, \\[no\\](link), a\\_b, \\<b\\>, a \\& b, \\- no list",
    "code in a list": "- boats\n\n  ```\n  x = 1\n  ```\n\n  | a | b |\n  |---|---|\n  | 1 | 2 |\n- dues",
    "code first in an item": "1. one\n2.     x = 1\n3. three",
    "wide numbers": "9. nine\n10. ten\n    - under ten\n      - and deeper\n11. eleven",
    "note": "They left[^1].\n\n[^1]: In *May*.",
    "long note": "They left[^a].\n\n[^a]: In May.\n\n    At noon.\n\n    - by boat\n    - by road\n\nShe stays.",
    "formula": "So $a_1*b$, $5 and \\$x_i\\$, \\$a\\$.\n\n$$\nx_1 \\\\\ny*z*\n$$\n\n\\:rocket: :rocket: 10:20:30",
    "addresses": "See http://a.example/_b_c_, !<http://c.example>, www.d.example and ada@e.example.",
    "lines": "\\+ one\n\\= two\n\\- three",
}

PARTS = [
    *(text for name, text in TEXTS.items() if name not in ("numbers", "rule")),
    *(
        "- boats\n  > They *stay*.\n- dues",
        "| a | b |\n| - | - |\n| `c` | <http://d.example> |",
        "Words.",
    ),
]
apart = "\n\nThen it rained.\n\n"
"""Between the parts, so that two lists are two."""


def read(markdown: str) -> Document:
    text, blocks = parse_text(markdown, markdown=True)
    return Document(text=text, blocks=blocks)


def kept(document: Document) -> list[Block]:
    """The blocks without where they were in the source."""
    return [replace(block, line=0, blank_before=0) for block in document.blocks]


def written(document: Document, deeper: int = 0) -> str:
    return to_markdown(document, Span(0, len(document.text)), deeper)


@pytest.mark.parametrize("name", TEXTS)
def test_it_is_read_again_as_it_was(name: str) -> None:
    before = read(TEXTS[name])
    assert before.blocks
    after = read(written(before))
    assert (after.text, kept(after)) == (before.text, kept(before))


@settings(deadline=None, max_examples=40)
@given(lists(sampled_from(PARTS), min_size=1, max_size=6))
def test_parts_in_any_order_are_read_again_as_they_were(parts: list[str]) -> None:
    before = read(apart.join(parts))
    after = read(written(before))
    assert (after.text, kept(after)) == (before.text, kept(before))


@pytest.mark.parametrize(("deeper", "levels"), [(0, [1, 3]), (1, [2, 4]), (9, [6, 6])])
def test_headings_are_written_deeper(deeper: int, levels: list[int]) -> None:
    after = read(written(read(TEXTS["headings"]), deeper))
    assert [block.level for block in after.blocks if block.level] == levels


def test_only_blocks_that_start_in_the_span_are_written() -> None:
    document = read("One.\n\nTwo.\n\nThree.")
    start = document.text.index("Two")
    assert to_markdown(document, Span(start, start + 1)) == "Two.\n"
    assert to_markdown(document, Span(0, 0)) == ""


@pytest.mark.parametrize(
    ("signs", "written_as"), [("•‣", ["- ", "- "]), (["(a)", "☐"], ["- (a) ", "- ☐ "]), ("*+", ["* ", "+ "])]
)  # fmt: skip
def test_items_with_other_signs_stay_items(signs: Sequence[str], written_as: list[str]) -> None:
    document = Document(*parse_text("\n".join(f"{sign} oil" for sign in signs), markdown=False))
    assert written(document) == "".join(f"{sign}oil\n" for sign in written_as)


def test_titles_keep_their_marks() -> None:
    heads = ["# Notes of *May*", "## [Boats](<http://a.example>) `v2`", "## **Dues**"]
    said = "The council spoke of the quay, and of all who come there by boat or by the road.\n"
    document = build_text(
        "\n\n".join(f"{head}\n\n{said}" for head in heads).encode(), "", "markdown"
    )
    found = briefing_to_markdown(Briefing(document, Analysis(split(document))))
    assert [line for line in found.split("\n") if line[:1] == "#"] == heads


@pytest.mark.parametrize("text", ["# a", "1. b", "*c*", "  - d", "`e`", "<f>", "a\n# b\n+ c"])
def test_escaped_text_is_only_text(text: str) -> None:
    found = read(escape_markdown(text))
    assert [block.kind.value for block in found.blocks] == ["paragraph"]
    assert found.text.split() == text.split()


def test_many_packed_sections_take_linearly_many_steps() -> None:
    def steps(count: int) -> int:
        document = build_text(b"# h\n\nw\n\n" * count, "x.md", "markdown")
        packed = unpack_document(*pack_document(document))
        briefing = Briefing(packed, Analysis(split(document)))
        return calls(briefing_to_markdown, briefing)

    assert steps(200) < 3 * steps(100)


def test_made_up_titles_say_so_and_clutter_is_folded():
    text = "They met.\n\nTariffs fell.\n\nLeave a reply <now>.\n\nThey rose."
    document = replace(read(text.replace("<", "\\<")), title="Talks")
    cuts = [0, 11, 26, 48, len(document.text)]
    kinds = [
        (SectionKind.ISSUE, "Meeting", TitleSource.DOCUMENT),
        (SectionKind.ISSUE, "Trade", TitleSource.INFERRED),
        (SectionKind.BOILERPLATE, "Page <clutter>", TitleSource.INFERRED),
        (SectionKind.CONTINUATION, "Trade", TitleSource.INFERRED),
    ]
    sections = tuple(
        Section(*kind, Span(*span)) for kind, span in zip(kinds, pairwise(cuts), strict=True)
    )
    assert briefing_to_markdown(Briefing(document, Analysis(sections))) == (
        "# Talks\n\n## Meeting\n\nThey met.\n\n## Trade (inferred)\n\nTariffs fell.\n\n"
        "<details>\n<summary>Page &lt;clutter&gt;</summary>\n\nLeave a reply \\<now\\>.\n\n</details>\n\nThey rose.\n"
    )


def test_a_first_heading_that_is_the_title_is_not_said_twice():
    document = replace(read("## Talks\n\nThey met.\n\n## Trade\n\nTariffs fell."), title="Talks")
    found = briefing_to_markdown(Briefing(document, Analysis(split(document))))
    assert found == "# Talks\n\nThey met.\n\n## Trade\n\nTariffs fell.\n"


def test_what_stands_before_the_first_heading_comes_before_it():
    source = (
        "# The plan\n\nSee port.example\n\n## Berths\n\nTwo are dug.\n\n## Costs\n\nThey rise.\n"
    )
    document = replace(read(source), title="The plan")
    at = document.text.index("Costs")
    parts = ("Berths", Span(0, at), None), ("Costs", Span(at, len(document.text)), Span(at, at + 5))
    sections = tuple(
        Section(SectionKind.ISSUE, name, TitleSource.DOCUMENT, span, heading=heading)
        for name, span, heading in parts
    )
    assert briefing_to_markdown(Briefing(document, Analysis(sections))) == source
