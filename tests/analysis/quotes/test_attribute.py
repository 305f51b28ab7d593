import sys

import pytest

from briefing.analysis.quotes.attribute_quotes import attribute_quotes
from briefing.model import Document, QuoteKind
from tests.analysis.named import entities_of
from tests.steps import calls

DIRECT = [
    ("after", "“It rains,” [P:Ann Moss] said.", "“It rains,”", "Ann Moss", "Ann Moss"),
    ("inverted", "“It rains,” said [P:Ann Moss], a baker.", "“It rains,”", "Ann Moss", "Ann Moss"),
    (
        "apposition",
        "“It rains,” [P:Ann Moss], a baker, told us.",
        "“It rains,”",
        "Ann Moss",
        "Ann Moss",
    ),
    ("before", "[P:Ann Moss] said: “It rains.”", "“It rains.”", "Ann Moss", "Ann Moss"),
    ("straight", '"It rains," said [P:Moss].', '"It rains,"', "Moss", "Moss"),
    ("guillemets", "«It rains», said [P:Moss].", "«It rains»", "Moss", "Moss"),
    ("single", "‘It rains,’ said [P:Moss].", "‘It rains,’", "Moss", "Moss"),
    ("nested", "“He said ‘no’ to me,” said [P:Moss].", "“He said ‘no’ to me,”", "Moss", "Moss"),
    ("pronoun", "[P:Ann Moss] came. “It rains,” she said.", "“It rains,”", "Ann Moss", "she"),
    ("no entity", "Officials said it was “a storm.”", "“a storm.”", None, "Officials"),
    ("according", "It is “a storm,” according to [O:Acme].", "“a storm,”", "Acme", "Acme"),
    ("glued", "It rained.Officials said it was “a storm.”", "“a storm.”", None, "Officials"),
    ("nobody", "The so-called “storm” passed.", "“storm”", None, None),
    ("signed", "“It rains.” - [P:Ann Moss]", "“It rains.”", "Ann Moss", "Ann Moss"),
    ("signed by nobody known", "“It rains.” ― Ann Moss", "“It rains.”", None, "Ann Moss"),
    ("any verb", "“It rains!” beamed [P:Ann Moss].", "“It rains!”", "Ann Moss", "Ann Moss"),
    (
        "brackets",
        "[O:Acme] head [P:Ann Moss] (R-Ohio) said it was “wet.”",
        "“wet.”",
        "Ann Moss",
        "Ann Moss",
    ),
    (
        "aside",
        "[P:Moss] said the rain, which [P:Reed] called a lie, was a long “and wet” thing.",
        "“and wet”",
        "Moss",
        "Moss",
    ),
    (
        "participle",
        "In an [O:Acme] talk [P:Moss] said it rained, adding, “A lot.”",
        "“A lot.”",
        "Moss",
        "Moss",
    ),
    (
        "coordinate",
        "[P:Moss] told [P:Reed] that it rained, and added: “A lot.”",
        "“A lot.”",
        "Moss",
        "Moss",
    ),
    (
        "and in a name",
        "The [O:Body of Trade and Rain] (BTR) said it was “wet.”",
        "“wet.”",
        "Body of Trade and Rain",
        "Body of Trade and Rain",
    ),
    ("staff", "Analysts at [O:Acme] said it was “wet.”", "“wet.”", None, "Analysts at Acme"),
    ("passive", "[P:Moss] was told of the “rain.”", "“rain.”", None, None),
    ("title of a work", "“Rain” was written by [P:Moss].", "“Rain”", None, None),
    ("question", "“Rain?” Mr. [P:Moss] said. It was wet.", "“Rain?”", "Moss", "Moss"),
    ("title case", "[P:Moss] Said “It Rains” On Stage", "“It Rains”", "Moss", "Moss"),
    ("manner", "“It rains,” said in a low voice [P:Moss].", "“It rains,”", "Moss", "Moss"),
    ("agent", "“It rains” was said by [P:Moss].", "“It rains”", "Moss", "Moss"),
    ("asked by", "[P:Reed] was asked by [P:Moss] if it was “wet.”", "“wet.”", "Moss", "Moss"),
    ("verb after a noun", "“It rains,” the man shouted.", "“It rains,”", None, "the man"),
    ("thing", "A note on the door reads “rain.”", "“rain.”", None, "A note on the door"),
    (
        "thing that calls",
        "A memo from the board calls it “wet.”",
        "“wet.”",
        None,
        "A memo from the board",
    ),
    ("named after", "“No,” said the head of the board, [P:Moss].", "“No,”", "Moss", "Moss"),
    ("capitals", "[P:MOSS] SAYS “RAIN” TO US", "“RAIN”", "MOSS", "MOSS"),
    ("remark", "[P:Moss]’s answer was that it was “wet.”", "“wet.”", "Moss", "Moss"),
    ("felt", "[P:Moss] noted that I felt cold, and “wet.”", "“wet.”", "Moss", "Moss"),
    (
        "relative clause",
        "The note, which hung there, said it was “wet.”",
        "“wet.”",
        None,
        "The note",
    ),
    (
        "participle of nobody known",
        "The board met, saying it was “wet.”",
        "“wet.”",
        None,
        "The board met",
    ),
    (
        "after another clause",
        "When [P:Reed] left, [P:Moss] had this answer: “It rains.”",
        "“It rains.”",
        "Moss",
        "Moss",
    ),
    (
        "secretary of state",
        "Secretary of State [P:Moss] said it was “wet.”",
        "“wet.”",
        "Moss",
        "Moss",
    ),
    (
        "passive",
        "The rains described by [O:Acme] as “wet” have begun.",
        "“wet”",
        "Acme",
        "Acme",
    ),
    (
        "coupled",
        "The French and German ministers said it was “wet.”",
        "“wet.”",
        None,
        "The French and German ministers",
    ),
    (
        "both",
        "Both the Red Cross and Oxfam left, and both said it was “wet.”",
        "“wet.”",
        None,
        "Both the Red Cross and Oxfam",
    ),
    (
        "nickname",
        'So [P:Ann "Ode" Moss] said "wet" rain.',
        '"wet"',
        'Ann "Ode" Moss',
        'Ann "Ode" Moss',
    ),
    ("verb that is a noun elsewhere", "“Rain,” states [P:Moss].", "“Rain,”", "Moss", "Moss"),
    ("noun that is a verb elsewhere", "The states of [P:Moss] like “wet.”", "“wet.”", None, None),
    ("post", "“Rain,” said [P:Moss], [O:CPO], [O:Acme].", "“Rain,”", "Moss", "Moss"),
    ("idiom", "“It rains.” That said, it is wet.", "“It rains.”", None, None),
    ("told before", "Then [P:Moss] said it rains. “It is wet.”", "“It is wet.”", "Moss", "Moss"),
    (
        "inner",
        'So "it ("rain") is wet now," said [P:Moss].',
        '"it ("rain") is wet now,"',
        "Moss",
        "Moss",
    ),
    ("adverb", "The rain, sometimes called “wet.”", "“wet.”", None, None),
    ("role", "“No,” a spokesman for [P:Moss] said.", "“No,”", None, "a spokesman for Moss"),
]


@pytest.mark.parametrize(
    ("marked", "words", "speaker", "named"), [d[1:] for d in DIRECT], ids=[d[0] for d in DIRECT]
)
def test_direct(marked: str, words: str, speaker: str | None, named: str | None) -> None:
    text, entities = entities_of(marked)
    quotes = [
        q for q in attribute_quotes(Document(text=text), (), entities) if q.kind is QuoteKind.DIRECT
    ]
    names = {e.id: e.name for e in entities}
    assert [
        (q.span.of(text), names.get(q.speaker or ""), q.speaker_span and q.speaker_span.of(text))
        for q in quotes
    ] == [(words, speaker, named)]


def test_an_interrupted_quotation_and_one_that_goes_on_have_one_speaker() -> None:
    text, entities = entities_of("“It,” said [P:Moss], “rains.” “A lot,” he added. “And hail.”")
    quotes = attribute_quotes(Document(text=text), (), entities)
    assert [q.speaker for q in quotes] == ["e1"] * 4


def test_a_quotation_runs_over_paragraphs() -> None:
    text, entities = entities_of("[P:Moss] said:\n\n“It rains.\n\n“It pours.”\n\nThen it stopped.")
    quotes = attribute_quotes(Document(text=text), (), entities)
    assert [q.span.of(text) for q in quotes] == ["“It rains.\n\n“It pours.”"]
    assert quotes[0].speaker == "e1"


def test_a_straight_mark_may_stay_open_over_paragraphs() -> None:
    text, entities = entities_of('"Rain," [P:Moss] said. "Hail.\n\n"Snow."\n\nIt is 6" deep.')
    quotes = attribute_quotes(Document(text=text), (), entities)
    assert [q.span.of(text) for q in quotes] == ['"Rain,"', '"Hail.\n\n"Snow."']
    assert [q.speaker for q in quotes] == ["e1", "e1"]


def test_a_paragraph_of_speech_is_of_whom_the_last_one_announces() -> None:
    text, entities = entities_of("[P:Moss] had this answer:\n\n“It rains.”\n\n“It pours.”")
    quotes = attribute_quotes(Document(text=text), (), entities)
    assert [q.speaker for q in quotes] == ["e1", "e1"]


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("[P:Ann Lee] met [P:Tom Roe]. “Yes,” she said.", "Ann Lee"),
        ("[P:Ann Lee] met [P:Tom Roe]. “Yes,” he said.", "Tom Roe"),
        ("Mr. [P:Roe] met [O:Acme]. “Yes,” he said.", "Roe"),
        ("Mayor [P:Ann Lee] met [P:Tom Roe]. “Yes,” the mayor said.", "Ann Lee"),
        ("Sen. [P:Ann Lee] met [P:Tom Roe]. “Yes,” the Oslo senator said.", "Ann Lee"),
        ("At a talk for [P:Jim Lee], [P:Tom Roe] said “Go.” He called it “bad.”", "Tom Roe"),
        ("[P:Tom Roe] fought [P:Jim Lee]. He said he was “well.” He called it “ill.”", "Tom Roe"),
        ("[P:Jim Lee] asked [P:Tom Roe] why. “Rain,” he said.", "Tom Roe"),
        ("[P:Jim Lee]’s aide [P:Tom Roe] came. “Rain,” he said.", "Tom Roe"),
        ("[P:Jim Lee] spokesman [P:Tom Roe] came. “Rain,” he said.", "Tom Roe"),
        ("While [P:Jim Lee] slept, the rain woke [P:Tom Roe]. “Rain,” he said.", "Tom Roe"),
        ("[P:Ann Lee] was asked by [P:Ida Roe] if it is “wet.” “No,” she said.", "Ann Lee"),
        (
            "Vice President [P:Jim Lee] met President [P:Tom Roe]. “Yes,” the president said.",
            "Tom Roe",
        ),
        ("“Go,” [P:Tom Roe] told [P:Jim Lee]. “Now,” he added.", "Tom Roe"),
    ],
)
def test_a_pronoun_or_a_role_is_whoever_fits(marked: str, name: str) -> None:
    text, entities = entities_of(marked)
    last = attribute_quotes(Document(text=text), (), entities)[-1]
    assert {e.id: e.name for e in entities}[last.speaker or ""] == name


REPORTED = [
    ("[P:Moss] said that it rains every day.", "it rains every day.", "Moss"),
    ("[P:Moss] said it rains every day.", "it rains every day.", "Moss"),
    ("It rains every day, [P:Moss] said.", "It rains every day", "Moss"),
    ("According to [P:Moss], it rains every day.", "it rains every day.", "Moss"),
    ("It rains every day, according to [P:Moss].", "It rains every day", "Moss"),
    (
        "[P:Moss] says that it rains every day, and [P:Reed] has promised to stay.",
        "it rains every day",
        "Moss",
    ),
    (
        "[P:Moss] said that it rained, and [P:Reed] had promised to stay.",
        "it rained, and Reed had promised to stay.",
        "Moss",
    ),
]


@pytest.mark.parametrize(("marked", "words", "speaker"), REPORTED)
def test_reported(marked: str, words: str, speaker: str) -> None:
    text, entities = entities_of(marked)
    [quote] = attribute_quotes(Document(text=text), (), entities)
    assert quote.kind is QuoteKind.REPORTED
    assert (quote.span.of(text), quote.speaker) == (words, "e1")


@pytest.mark.parametrize(
    "piece",
    [
        '"',
        "“",
        "said ",
        "“a” ",
        "he said, ",
        "' ",
        "‘a ",
        "“A.” he said. ",
        "that, ",
        "and said that ",
        "“a” and said that ",
        "“a” said he ",
    ],
)
def test_long_and_odd_text_does_the_work_of_its_length(piece: str) -> None:
    """Twice the text is about twice the calls, not four times."""
    once, twice = (_calls(piece * (size // len(piece))) for size in (1_250, 2_500))
    assert twice < 3 * once


def _calls(text: str) -> int:
    """How many functions attributing the quotations of `text` calls."""
    count = 0

    def counted(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        attribute_quotes(Document(text=text), (), ())
    finally:
        sys.setprofile(before)
    return count


def test_a_name_is_sought_near_the_pronoun() -> None:
    """In a sentence without end, each pronoun would look at all names before it."""

    def work(count: int) -> int:
        return calls(entities_and_quotes, "[P:Tom Reed] saw that “it rains,” she said, " * count)

    assert work(200) < 2.5 * work(100)


def entities_and_quotes(marked: str) -> None:
    text, entities = entities_of(marked)
    attribute_quotes(Document(text=text), (), entities)
