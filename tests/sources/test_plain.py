import pytest

from briefing.sources.text.hard_wraps import find_soft_breaks
from briefing.sources.text.parse_plain import parse_plain

WRAPPED = """Some body text that is wrapped at about seventy columns, as mail programs
and old editors do, and which goes on for several lines until it comes to
an end here."""
VERSE = """Roses are red and stand in the garden,
Violets are blue where the river runs,
Sugar is sweet,
And so are you in the light of suns."""


def kinds(source: str) -> list[tuple[str, str]]:
    text, blocks = parse_plain(source)
    return [(block.kind.value, block.span.of(text)) for block in blocks]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("1) Foo\n2) Bar", [("list_item", "1) Foo"), ("list_item", "2) Bar")]),
        ("* * *", [("rule", "* * *")]),
        (
            "    Indented words\n\n\tand more",
            [("paragraph", "Indented words"), ("paragraph", "and more")],
        ),
        ("## Head ##\ntext", [("heading", "Head ##"), ("paragraph", "text")]),
        ("Head\n====\ntext", [("heading", "Head"), ("paragraph", "text")]),
        *(
            (f"{head}\n----\ntext", [("paragraph", head), ("rule", "----"), ("paragraph", "text")])
            for head in ("Lamps     Oil     Wax", "Lamps          Oil")
        ),
        ("IV.    Head\n----", [("heading", "IV.    Head")]),
        ("====\nHead\n====\ntext", [("heading", "Head"), ("paragraph", "text")]),
        (
            "----\nHead\n====\ntext",
            [("rule", "----"), ("heading", "Head"), ("paragraph", "text")],
        ),
        (
            "· a\no b\no c\nd e\n§\tf",
            [("list_item", text) for text in ("· a", "o b", "o c\nd e", "§\tf")],
        ),
        ("- as casas\no cais", [("list_item", "- as casas\no cais")]),
        ("#hashtag\n#1 thing", [("paragraph", "#hashtag\n#1 thing")]),
        ("- a\n  goes on\n- b", [("list_item", "- a goes on"), ("list_item", "- b")]),
        (
            "Sent: Wednesday, the fourth of February\nTo: The keepers of all the lamps on the quay",
            [
                (
                    "paragraph",
                    "Sent: Wednesday, the fourth of February\nTo: The keepers of all the lamps on the quay",
                )
            ],
        ),
        (
            "Lamp Society Opens Its Doors on the Long Quay\nFirst tower of the coast that is never closed at night",
            [
                (
                    "paragraph",
                    "Lamp Society Opens Its Doors on the Long Quay\nFirst tower of the coast that is never closed at night",
                )
            ],
        ),
        ("2015. That was the year.", [("paragraph", "2015. That was the year.")]),
        ("A. Smith said so.", [("paragraph", "A. Smith said so.")]),
        ("*stars* and _lines_ [x](y)", [("paragraph", "*stars* and _lines_ [x](y)")]),
        ("> quoted\n> words", [("quote", "quoted\nwords")]),
        ("> a\n>\n> b\n>> c", [("quote", "a"), ("quote", "b"), ("quote", "c")]),
        (
            "Ada wrote:\n> Who?\nI do.",
            [("paragraph", "Ada wrote:"), ("quote", "Who?"), ("paragraph", "I do.")],
        ),
        (WRAPPED, [("paragraph", WRAPPED.replace("\n", " "))]),
        (VERSE, [("paragraph", VERSE)]),
        (
            "Heading\n" + WRAPPED,
            [("paragraph", "Heading"), ("paragraph", WRAPPED.replace("\n", " "))],
        ),
        (
            "John Smith\n12 Main Street\nLondon",
            [("paragraph", "John Smith\n12 Main Street\nLondon")],
        ),
        (
            "Word " * 40 + "\n" + "More " * 40,
            [("paragraph", ("Word " * 40).strip()), ("paragraph", ("More " * 40).strip())],
        ),
    ],
)
def test_what_a_reader_expects(source, expected):
    assert kinds(source) == expected


def test_columns_and_records_are_not_joined():
    table = "\n".join(f"Name {n:<20}   Value {n:<20}   Other {n:<10}" for n in range(5)).rstrip()
    records = "\n".join(
        f"2021-12-0{n} 10:00 the service at host {n} was started again" for n in range(5)
    )
    for source in (table, records):
        assert "\n".join(text for _, text in kinds(source)).count("\n") == 4


def test_the_text_is_the_source():
    source = "Title\n\n\n\n   Words of it.\n\n# Head\n\n- a\n  - b\n\n* * *\n"
    assert parse_plain(source)[0] == source
    assert parse_plain(WRAPPED)[0] == WRAPPED.replace("\n", " ")


def test_blank_lines_levels_and_addresses():
    text, blocks = parse_plain(
        "a\n\n\n- b\n  - c\n    - d\n- e\n\nSee http://x.org/a(b), (http://y.org)."
    )
    assert [block.blank_before for block in blocks] == [0, 2, 0, 0, 0, 1]
    assert [block.level for block in blocks] == [0, 1, 2, 3, 1, 0]
    assert [block.line for block in blocks] == [0, 3, 4, 5, 6, 8]
    assert [mark.span.of(text) for mark in blocks[-1].marks] == [
        "http://x.org/a(b)",
        "http://y.org",
    ]


def test_a_sentence_runs_on_over_a_line_of_names():
    lines = [
        "Among those who came to the table that evening at the harbour were envoys",
        "Ada Lindgren, Emmanuel Macklin, Oliver Schultze, Donald Tuskwood and Ulf",
        "who spoke about their plans for the quay, the crane and the boats there.",
    ]
    assert all(find_soft_breaks(lines))


def test_lines_of_a_script_without_spaces_are_joined_without_one():
    line = "灯台の番人は港の明かりを冬の間は早くつけると述べた上で油"
    text, _ = parse_plain(
        f"{line}\nは来週までに届く見込みだと市の担当者に電話で伝えたという\nことである。"
    )
    assert text == f"{line}は来週までに届く見込みだと市の担当者に電話で伝えたということである。"


def test_a_headline_is_not_joined_with_the_line_below_it():
    lines = [
        "Neue Lampe brennt ab März jede Nacht im Hafen",
        "Öl kommt mit der ersten Fähre im April",
    ]
    assert find_soft_breaks(lines) == [False]
    assert find_soft_breaks([f"{lines[0]} und auf dem alten Leuchtturm", lines[1]]) == [True]
