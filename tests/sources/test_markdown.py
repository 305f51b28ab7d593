import pytest

from briefing.model import Document, InlineKind, Span
from briefing.model.markdown_writer import to_markdown
from briefing.sources.build_document import build_head, build_text
from briefing.sources.text.parse_text import (
    looks_like_markdown,
    parse_text,
    parse_whole_text,
    take_from_fence,
)


def outline(source: str) -> list[tuple[object, ...]]:
    """Kind, text, level, quote depth and blank lines of every block."""
    text, blocks = parse_text(source, markdown=True)
    return [(b.kind.value, b.span.of(text), b.level, b.quote_depth, b.blank_before) for b in blocks]


def marks(source: str) -> list[tuple[str, ...]]:
    text, blocks = parse_text(source, markdown=True)
    return [
        (m.kind.value, m.span.of(text), m.target, m.title, m.label) for b in blocks for m in b.marks
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "# A *b*\n\nC\nd  \ne\\\nf",
            [("heading", "A b", 1, 0, 0), ("paragraph", "C d\ne\nf", 0, 0, 1)],
        ),
        ("A\n===\nB\n---\n", [("heading", "A", 1, 0, 0), ("heading", "B", 2, 0, 0)]),
        (
            "- a\n  - b\n    c\n\n  d\n\n\ne",
            [
                ("list_item", "- a", 1, 0, 0),
                ("list_item", "- b c", 2, 0, 0),
                ("list_item", "d", 1, 0, 1),
                ("paragraph", "e", 0, 0, 2),
            ],
        ),
        ("3. a\n4. b", [("list_item", "3. a", 1, 0, 0), ("list_item", "4. b", 1, 0, 0)]),
        (
            "-\n- # b",
            [("list_item", "-", 1, 0, 0), ("list_item", "-", 1, 0, 0), ("heading", "b", 1, 0, 0)],
        ),
        ("> a\n>\n> > b\n", [("quote", "a", 0, 1, 0), ("quote", "b", 0, 2, 1)]),
        (
            "1. ```py\n   a\n\n   b\n   ```",
            [("list_item", "1.", 1, 0, 0), ("code", "a\n\nb", 1, 0, 0)],
        ),
        (
            "a\n\n\n\n***\nb",
            [("paragraph", "a", 0, 0, 0), ("rule", "***", 0, 0, 3), ("paragraph", "b", 0, 0, 0)],
        ),
        ("    a\n\n    b\n", [("code", "a\n\nb", 0, 0, 0)]),
        (
            "[^n]: a\n\n    b\n\nc",
            [
                ("paragraph", "[n] a", 0, 0, 0),
                ("list_item", "b", 1, 0, 1),
                ("paragraph", "c", 0, 0, 1),
            ],
        ),
        (
            "[^n]:\n    - a\n\nb",
            [
                ("paragraph", "[n]", 0, 0, 0),
                ("list_item", "- a", 2, 0, 0),
                ("paragraph", "b", 0, 0, 1),
            ],
        ),
        (
            "a <b>c</b><!-- d -->",
            [("paragraph", "a c", 0, 0, 0), ("paragraph", "d", 0, 0, 1)],
        ),
        (
            "<!-- a\n\nb -->\n\nc",
            [("paragraph", "c", 0, 0, 1), ("paragraph", "a\n\nb", 0, 0, 1)],
        ),
        ("a <T>b</T> <x y=z>", [("paragraph", "a <T>b</T> <x y=z>", 0, 0, 0)]),
        ("H<sub>2</sub>O<br>10<sup>3</sup>", [("paragraph", "H₂O\n10³", 0, 0, 0)]),
        ("a <q>b</q>", [("paragraph", "a “b”", 0, 0, 0)]),
        (
            "<details><summary>More</summary>\n\nb\n\n</details>",
            [("paragraph", "More", 0, 0, 0), ("paragraph", "b", 0, 0, 1)],
        ),
        ("<table><tr><th>A<th>B<tr><td>1<td>2</table>", [("table", "A\tB\n1\t2", 0, 0, 0)]),
        ("<foo>\nb\n</foo>", [("paragraph", "<foo> b </foo>", 0, 0, 0)]),
        (
            "1. a\n1. b\n5. c\n5. d",
            [
                ("list_item", f"{n}. {w}", 1, 0, 0)
                for n, w in zip((1, 2, 5, 6), "abcd", strict=True)
            ],
        ),
        ("- [ ] a\n- [x] b", [("list_item", "- ☐ a", 1, 0, 0), ("list_item", "- ☑ b", 1, 0, 0)]),
        (
            "1.\ta\n\n\tb\n\n2.\tc",
            [
                ("list_item", "1. a", 1, 0, 0),
                ("list_item", "b", 1, 0, 1),
                ("list_item", "2. c", 1, 0, 1),
            ],
        ),
        ("• a\n• b\n  c", [("paragraph", "• a\n• b c", 0, 0, 0)]),
        (
            "<think>\na\n\n# b\n</think>\n\n# c",
            [("heading", "c", 1, 0, 1), ("paragraph", "<think>\na\n\n# b\n</think>", 0, 0, 1)],
        ),
        ("<think>\na", [("paragraph", "<think> a", 0, 0, 0)]),
        ("> [!NOTE]\n> a", [("quote", "Note\na", 0, 1, 0)]),
        ("> [!bug]- The lamp\n> a", [("quote", "Bug: The lamp\na", 0, 1, 0)]),
        ("> [!note] A *b*\n> a", [("quote", "Note: A b\na", 0, 1, 0)]),
        (
            '!!! note "Oil"\n    a\n\n    - b\n\nc',
            [
                ("quote", "Note: Oil\na", 0, 1, 0),
                ("list_item", "- b", 1, 1, 1),
                ("paragraph", "c", 0, 0, 1),
            ],
        ),
        (
            "a\n??? tip\n    ```\n    ::: b\n    ```\n",
            [
                ("paragraph", "a", 0, 0, 0),
                ("quote", "Tip", 0, 1, 0),
                ("code", "::: b", 0, 1, 0),
            ],
        ),
        (
            ":::tip[Oil]\na\n\n::: {.callout-note title='Wick'}\nb\n:::\n:::\nc",
            [
                ("quote", "Tip: Oil\na", 0, 1, 0),
                ("quote", "Note: Wick\nb", 0, 2, 1),
                ("paragraph", "c", 0, 0, 0),
            ],
        ),
        (
            "- a\n\n  :::warning Oil\n  b\n  :::\n",
            [("list_item", "- a", 1, 0, 0), ("list_item", "Warning: Oil\nb", 1, 1, 1)],
        ),
        (
            "::: columns\n# A\n:::\n\n::: note\nb",
            [
                ("heading", "A", 1, 0, 0),
                ("quote", "Note\nb", 0, 1, 1),
                ("paragraph", "columns", 0, 0, 1),
            ],
        ),
        (
            "$$\na_1 \\\\\nb*c*\n$$\nd",
            [("code", "a_1 \\\\\nb*c*", 0, 0, 0), ("paragraph", "d", 0, 0, 0)],
        ),
        (
            "go :rocket: 10:30:45 `:x:` :no_such:",
            [("paragraph", "go 🚀 10:30:45 :x: :no_such:", 0, 0, 0)],
        ),
        ("# <a id=b></a> A <a id=c></a>", [("heading", "A", 1, 0, 0)]),
        ("![](data:image/png;base64,iVBORw0KGgo)", [("paragraph", "data:image/png", 0, 0, 0)]),
        (
            "| a |\n|---|\n| <ul><li>b</li><li>c</li></ul> |",
            [("table", "a\n• b\n• c", 0, 0, 0)],
        ),
        ("a &amp; &copy; &#27; &#x202e;", [("paragraph", "a & © � ␦", 0, 0, 0)]),
        (
            "text\n- a\n\n  b\n\ntext",
            [
                ("paragraph", "text", 0, 0, 0),
                ("list_item", "- a", 1, 0, 0),
                ("list_item", "b", 1, 0, 1),
                ("paragraph", "text", 0, 0, 1),
            ],
        ),
        (
            "text\n```\na\n\nb\n```\ntext",
            [
                ("paragraph", "text", 0, 0, 0),
                ("code", "a\n\nb", 0, 0, 0),
                ("paragraph", "text", 0, 0, 0),
            ],
        ),
    ],
)
def test_blocks(source, expected):
    assert outline(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("**a *b***", [("strong", "a b", "", "", ""), ("emphasis", "b", "", "", "")]),
        ("~~a~~ `b`", [("strikethrough", "a", "", "", ""), ("code", "b", "", "", "")]),
        ("[a](b 'c')", [("link", "a", "b", "c", "")]),
        ("[a][N]\n\n[n]: /é 'c'", [("link", "a", "/é", "c", "N")]),
        ("[a](javascript:x)", [("link", "a", "javascript:x", "", "")]),
        ("[](a)", [("link", "a", "a", "", "")]),
        ("![a *b*](c 'd')", [("image", "a b", "c", "d", ""), ("emphasis", "b", "", "", "")]),
        ("![](c)", [("image", "c", "c", "", "")]),
        ("<http://a.b>", [("link", "http://a.b", "http://a.b", "", "")]),
        ("http://a.b/c. d", [("link", "http://a.b/c", "http://a.b/c", "", "")]),
        ("`http://a.b`", [("code", "http://a.b", "", "", "")]),
        ("http://a.b/_c_*d*e", [("link", "http://a.b/_c_*d*e", "http://a.b/_c_*d*e", "", "")]),
        (
            "**http://a.b**",
            [("strong", *["http://a.b", "", "", ""]), ("link", *["http://a.b"] * 2, "", "")],
        ),
        (
            "www.a.b, - c+d@e.org.",
            [
                ("link", "www.a.b", "http://www.a.b", "", ""),
                ("link", "c+d@e.org", "mailto:c+d@e.org", "", ""),
            ],
        ),
        ("- a www.b.c", [("link", "www.b.c", "http://www.b.c", "", "")]),
        ("a@b git@c.org:d www.e", []),
        (
            "灯**“不灭”**。**注意：**油",
            [("strong", "“不灭”", "", "", ""), ("strong", "注意：", "", "", "")],
        ),
        ("~~灯。~~油", [("strikethrough", "灯。", "", "", "")]),
        (
            "[[Oil|b]] ![[c.png]]",
            [("link", "b", "Oil", "", ""), ("image", "c.png", "c.png", "", "")],
        ),
        ("등**(불)**은 a**(b)**c", [("strong", "(불)", "", "", "")]),
        ("~a~ H~2~O", [("strikethrough", "a", "", "", "")]),
        ("$a_1*b*$, $5 and $c_1 d$6_", [("code", "$a_1*b*$", "", "", "")]),
        (
            "a[^n] [^m]\n\n[^n]: b",
            [("footnote", "[n]", "n", "", ""), ("footnote", "[n]", "n", "", "")],
        ),
        ("http://a.b&#x202e;c", [("link", "http://a.b␦c", "http://a.b␦c", "", "")]),
    ],
)
def test_marks(source, expected):
    assert marks(source) == expected


def test_a_table_keeps_every_cell():
    text, (table,) = parse_text(
        "| a | **b** |\n|---|---|\n| 1 | [2](c) | 3 |\n| x \\| y |\n", markdown=True
    )
    assert text == "a\tb\n1\t2\t3\nx | y\t"
    assert [[cell.of(text) for cell in row] for row in table.rows] == [
        ["a", "b"],
        ["1", "2", "3"],
        ["x | y", ""],
    ]
    assert [mark.kind for mark in table.marks] == [InlineKind.STRONG, InlineKind.LINK]


def test_a_table_keeps_lines_and_sides():
    source = "| a | b | c | d |\n| --- | :--- | :---: | ---: |\n| 1<br>2 | **3<br>4** |  | 5 |"
    text, blocks = parse_text(source, markdown=True)
    assert text == "a\tb\tc\td\n1\n2\t3\n4\t\t5"
    assert blocks[0].alignment == " <^>"
    assert to_markdown(Document(text, blocks), Span(0, len(text))).strip() == source


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("a\n<br>\nb", "a\\\nb"),
        ("| a | b |\n|---|---|\n| `x \\| y` | c |", "| a | b |\n| --- | --- |\n| `x \\| y` | c |"),
        ("[![b](c.svg)](http://d)", "[![b](<c.svg>)](<http://d>)"),
        ("<h1><img src=a.png alt=Lamp><br>The lamp</h1>", "# The lamp"),
        ("<h1><img src=a.png alt=Logo> Lamp</h1>", "# ![Logo](<a.png>) Lamp"),
        (
            '<p><a href="oil.md#wick">Oil</a> <a href="file:/x">Wick</a></p>',
            "[Oil](<oil.md#wick>) Wick",
        ),
    ],
)
def test_what_is_read_is_written_again(source, written):
    text, blocks = parse_text(source, markdown=True)
    assert to_markdown(Document(text, blocks), Span(0, len(text))).strip() == written


def test_definitions_that_nothing_uses_stand_at_the_end():
    text, blocks = parse_text("[a]: b 'c'\n[d]: e\n\n[f][d]\n", markdown=True)
    assert text == 'f\n\n[a]: b "c"'
    assert blocks[-1].line == 0


def test_a_very_long_list_is_cut_at_items_only():
    source = "\n".join(f"{n}. item {n}\n\n      more" for n in range(1, 3000))
    _, blocks = parse_text(source, markdown=True)
    assert [block.marker for block in blocks[::2]] == [f"{n}." for n in range(1, 3000)]
    assert {block.level for block in blocks} == {1}


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("# A\n\n## B\n\n[c](http://d)", True),
        ("Read **this** and `that` and [c](http://d).", True),
        ("# A\n\n# B\n\nWords", False),
        ("Two * three * four, see [1] and (2).", False),
        ("Plain words.\n\n- a\n- b\n", False),
        ("---\ntitle: x\n---\nWords", True),
        ("# a comment\n# goes on with `x` and `y`\n#\n" * 9, False),
        ("**To do**\n\nUse `this` and `that`.\n", False),
        ("**Ferry**\nIt sails.\n\n**School**\nIt is shut.\n", True),
        ("", False),
    ],
)
def test_what_looks_like_markdown(source, answer):
    assert looks_like_markdown(source) == answer


@pytest.mark.parametrize(
    ("source", "inner"),
    [
        ("\n```markdown\n# A\n\n*b*\n```\n", "# A\n\n*b*"),
        ("```md\n# A\n```py\nb\n```\n```", "# A\n```py\nb\n```"),
        ("````md\n```\nb\n```\n````", "```\nb\n```"),
        ("```md\n# A\n```\n\nb\n\n```\nc\n```", None),
        ("```md\n# A\n```\n\nb", None),
        ("```py\na\n```", None),
        ("a\n\n```md\n# A\n```", None),
    ],
)
def test_markdown_in_a_block_of_code_of_its_own(source, inner):
    assert take_from_fence(source) == inner
    found = build_text(source.encode(), "a.txt", "text")
    assert (found.format == "markdown") is (inner is not None)
    head = build_head(source.encode() + b"\n", "a.txt", "text", 99)
    assert head is None or found.text.startswith(head.text)


def test_bold_lines_head_a_text_without_other_headings():
    def kinds(source: str) -> list[str]:
        return [
            block.kind.value for block in build_text(source.encode(), "a.md", "markdown").blocks
        ]

    bold = "**Rye**\n\nIt is dear.\n\n**Oats:**\n\n- cheap\n"
    assert kinds(bold) == ["heading", "paragraph", "heading", "list_item"]
    assert kinds(f"# All\n\n{bold}")[1] == "paragraph"
    assert kinds("**Rye.**\n\na\n\n**Oats.**\n\nb") == ["paragraph"] * 4


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("H~2~O and 10^-3^ m", "H₂O and 10⁻³ m"),
        ("`H~2~O` ~5 and ~6, a^b^ and 2^x", "H~2~O ~5 and ~6, a^b^ and 2^x"),
        ("~~2~~ x[^1][^2]", "2 x[^1][^2]"),
        ("Quay\n: Where boats\nlie.\n: A wall.", "Quay\n: Where boats lie.\n: A wall."),
        ("Two\nlines\n: and no term", "Two lines : and no term"),
        ("- Quay\n  : Where", "- Quay\n: Where"),
        ("a ==*b* c== d, e==f==g, == h ==", "a b c d, e==f==g, == h =="),
        ("See [[Oil]], [[Wick#Trim|the *wick*]].", "See Oil, the *wick*."),
        ("![[oil.png]] ![[Oil]] [[1, 2]] [[1]](b)", "oil.png Oil [[1, 2]] [1]"),
        ("[[a]] `[[b]]` \\[[c]]\n\n[a]: d", "[a] [[b]] [[c]]"),
        ("Ten%% of 5%%", "Ten%% of 5%%"),
    ],
)
def test_signs_that_other_dialects_have(source, text):
    assert parse_text(source, markdown=True)[0] == text


def test_tags_of_parts_that_a_program_draws_stand_at_the_end():
    text, _, end = parse_whole_text(
        "a\n\n<LampPost id='1'>\n\nb\n\n<oil-can />\n\n<wick>\n\nc", markdown=True
    )
    assert text[: end[0].start].split() == ["a", "b", "<wick>", "c"]
    assert end[0].of(text) == "<LampPost id='1'>\n\n<oil-can />"


@pytest.mark.parametrize(
    ("source", "shown", "aside"),
    [
        ("# A {#a}\n\n## B {: .b c='d' }\n\n## {1, 2}", "A B {1, 2}", "{#a} {: .b c='d' }"),
        ("A {.a}\n===\n\n{:.b}\nc\n{: #d }", "A c", "{.a} {:.b} {: #d }"),
        ("[a](b){:target='_blank'} `c`{.d} {e} {.f}", "a c {e} {.f}", "{:target='_blank'} {.d}"),
        ("[TOC]\n\na\n\n[[_TOC_]]\n\n{:toc}", "a", "[TOC] [[_TOC_]] {:toc}"),
        ("Sets: {a}\n{b}", "Sets: {a} {b}", ""),
        ("%% a %%\n\n# b%%c%%\n\nd %%e%% f ^g1", "b%%c%% d f", "a ^g1 e"),
    ],
)
def test_names_and_styles_that_other_dialects_give_stand_at_the_end(source, shown, aside):
    text, _, end = parse_whole_text(source, markdown=True)
    words = text[: end[0].start] if end else text
    assert words.split() == shown.split()
    assert [word for span in end for word in span.of(text).split()] == aside.split()


def test_a_term_is_strong():
    assert marks("Quay\n: Where boats lie.") == [("strong", "Quay", "", "", "")]
