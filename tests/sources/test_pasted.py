"""Pasted text: what is told by its shape, and that nothing of it is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.analysis.pipeline import split
from briefing.model import BlockKind, Document
from briefing.sources.build_document import build_text
from briefing.sources.text.charset import clean_text
from briefing.sources.text.pasted.read_pasted import read_pasted
from tests.sources.test_nothing_lost import many
from tests.steps import calls

SAID = "The council met on the quay and heard what the keeper had to say of it."

THREAD = f"""\
Hi Tom,

nine is fine, see you at the quay.
--
Ada Lind
Keeper

-----Original Message-----
From: Tom Reed <tom@ravna.example>
Sent: Thursday, March 7, 2024 4:12 PM
To: Ada Lind
Subject: The lamp

{SAID}

On Wed, Mar 6, 2024 at 9:30 AM Ada Lind
<ada@ravna.example> wrote:

> The lamp is out.
>> Which one?
"""
CHAT = """\
[10:02, 3/7/2024] Ada Lind: Is the lamp lit?
[10:03, 3/7/2024] Tom: Not yet. The keeper is at the quay
and will be back at noon.
[10:05, 3/7/2024] Ada Lind: Please tell the council.
[10:06, 3/7/2024] Tom: I will.
"""
CALL = """\
Harbour council, weekly call

Ada Lind   0:03
Two items today.
Tom Reed   0:41
The keeper asked for a wick.
Ada Lind   1:15
And the ferry?
Tom Reed   1:20
It sails again.
"""
PROGRAMME = """\
Harbour Day

09:00 – 09:30\tWelcome and coffee
09:30 – 10:15\tLamps of the North
\ta. Speaker: Ada Lind
\tb. Questions
11:00
Break
"""
PDF = """\
Annual Review Page 4 of 18
1 Lamps
The council met in spring and de-
cided that the lamp should be well-
Annual Review Page 5 of 18
lit before the autumn. It is a well
lit lamp, and nobody asked for more
than that.
2 Boats
No boat was built in that year.
Annual Review Page 6 of 18
"""
PAGE = f"""\
Skip to main content
Log in
News
Sport
Subscribe

The lamp of Ravna is out

By Ada Lind

{SAID}

Advertisement

Why is it dark?

{SAID}

Who will pay?

{SAID}

Related articles
The ferry that never sailed
"""
REPORT = f"""\
Jahresbericht
Seite 4
1 Lampen
Die Lampe war im Winter dunkel, denn je-
der Wärter ging fort und kam nicht wieder.
Jahresbericht
Seite 5
2 Boote
{SAID}
Jahresbericht
Seite 6
3 Öl
Das Öl ist teuer, und niemand im Hafen will es zahlen.
"""
GERMAN_PAGE = f"""\
Zum Inhalt springen
Startseite
Anmelden

Die Lampe von Ravna ist aus

Von Ada Lind

{SAID}

Anzeige

{SAID}

Mehr zum Thema
Die Fähre fährt nicht
"""
MEMO = f"""\
NOTE ON LAMPS

1. Background

{SAID} It was al-
ready late, and the gulls had gone to sleep on the roof of the
harbour office by then.

2. What next

{SAID}
"""
NOTES = """\
Weekly notes

Hiring
• Two offers are out
\t◦ Tom asks again

Boats
☐ Ada – ask the yard
☑ Tom – paint
"""
AGENDA = """\
Parish council: agenda

1. Apologies
2. Minutes
   a) corrections
3. Lamps
To hear what the keeper says.
"""
SUBTITLES = """\
WEBVTT

00:00:01.000 --> 00:00:04.000
<v Ada Lind>The lamp is

2
00:00:04.000 --> 00:00:08.000
<v Ada Lind><i>lit</i> again.

00:00:09.000 --> 00:00:12.000
Tom: Who lit it?
"""
NUMBERED = """\
1) Ferry
The council took a ferry for two years; it sails in March.

2) School
Work on the roof of the north school begins in April.

3) Parking
Fees at the quay go up by a third in the first days of May.
"""
HEADED = """\
Town notes of May

Item 1: Ferry
The council took a ferry for two years; it sails in March from the old quay at nine.

Item 2: School
Work on the roof of the north school begins in April, and it takes six whole weeks.
A note of the head teacher says so.

[Parking]
Fees at the quay go up by a third in the first days of May, as the board said today.
"""
LETTERED = """\
A. Ferry

The council took a ferry for two years; it sails in March.

B. School

Work on the roof of the north school begins in April.
"""
DENSE = """\
Weekly notes
Hiring
● Two offers are out
○ Tom asks again
Boats
● Ada asks the yard
"""
SESSIONS = """\
Programme

Morning (09:00 - 10:30)
Lamps of the North

Coffee (10:30 to 11:00)

Afternoon [11:00-12:00]
Boats of the North
"""
PRINTED = """\
The lamp
Ada Lind <ada@ravna.example>	Mon, Mar 3, 2031 at 9:30 AM
To: Tom Reed <tom@ravna.example>
Is it lit?
Tom Reed <tom@ravna.example>	Tue, Mar 4, 2031 at 4:12 PM
To: Ada Lind <ada@ravna.example>
It is.
"""
PAGES = """\
2
Report of the year
the keeper fell, as the divers who worked there for days said.1
Lamps and buoys
All of the buoys were lifted and painted. The lamp burned on most nights,
and its oil was bought at a price that was lower than in the years before,
3
Report of the year
but not on all of them, as the keeper was asleep.
Dues
Dues were much lower than in any year before, as two of the boats had left us.
They went to the other side of the sound, where they pay less for a berth,
"""
OUTLINE = """\
Notes of May

Summary

The ferry sails again, and the school has a roof.

1	Ferry
1.1	Lease
The council took it for two years and pays the crew.
2	School
Work on the roof begins in April, as the head said.
"""
LIVE = f"12:35 Lamp lit\n{SAID}\n\n12:10 Lamp out\n{SAID}\n\n11:58 Keeper ill\n{SAID}\n"
WIKI = f"{SAID}[1]\n\nLamps[edit]\n{SAID}[2]\n\nBoats\n[edit | edit source]\n{SAID}\n"
STROKES = f"Good morning.\n\n1/ Ferry. {SAID}\n\n2/ School: {SAID}\n\n3/ Parking. {SAID}\n"
SHAPES = {
    "an outline without blank lines": (OUTLINE, ["1\tFerry", "1.1\tLease", "2\tSchool"], []),
    "notes without blank lines": (DENSE, ["Hiring", "Boats"], []),
    "times after what happens": (SESSIONS, ["Morning (09:00 - 10:30)", "Coffee (10:30 to 11:00)", "Afternoon [11:00-12:00]"], []),
    "a printed conversation": (PRINTED, ["Ada Lind <ada@ravna.example>\tMon, Mar 3, 2031 at 9:30 AM", "Tom Reed <tom@ravna.example>\tTue, Mar 4, 2031 at 4:12 PM"], []),
    "bare page numbers": (PAGES, ["Lamps and buoys", "Dues"], ["2", "Report of the year", "3", "Report of the year"]),
    "headings over text": (HEADED, ["Item 1: Ferry", "Item 2: School", "[Parking]"], []),
    "letters": (LETTERED, ["A. Ferry", "B. School"], []),
    "numbers over text": (NUMBERED, ["1) Ferry", "2) School", "3) Parking"], []),
    "an agenda": (AGENDA, ["1. Apologies", "2. Minutes", "3. Lamps"], []),
    "subtitles": (SUBTITLES, [], ["WEBVTT 00:00:01.000 --> 00:00:04.000 2 00:00:04.000 --> 00:00:08.000 00:00:09.000 --> 00:00:12.000"]),
    "a thread": (THREAD, ["From: Tom Reed <tom@ravna.example>", "On Wed, Mar 6, 2024 at 9:30 AM Ada Lind <ada@ravna.example> wrote:"], ["--", "Ada Lind", "Keeper", "-----Original Message-----"]),
    "a live report": (LIVE, ["12:35 Lamp lit", "12:10 Lamp out", "11:58 Keeper ill"], []),
    "a copy of an encyclopedia": (WIKI, ["Lamps", "Boats"], ["[edit] [edit | edit source]"]),
    "numbers with a stroke": (STROKES, ["1/ Ferry", "2/ School", "3/ Parking"], []),
    "articles of a law": (STROKES.replace("1/", "Art. 1.").replace("2/", "Art. 2.").replace("3/", "Art. 3."), ["Art. 1. Ferry", "Art. 2. School", "Art. 3. Parking"], []),
    "a programme": (PROGRAMME, ["09:00 – 09:30 Welcome and coffee", "09:30 – 10:15 Lamps of the North", "11:00 Break"], []),
    "a copy of a PDF": (PDF, ["1 Lamps", "2 Boats"], ["Annual Review Page 4 of 18", "Annual Review Page 5 of 18", "Annual Review Page 6 of 18"]),
    "a copy of a page": (PAGE, ["Why is it dark?", "Who will pay?"], ["Skip to main content", "Log in", "News", "Sport", "Subscribe", "Advertisement", "Related articles", "The ferry that never sailed"]),
    "a copy of a report": (REPORT, ["1 Lampen", "2 Boote", "3 Öl"], ["Jahresbericht", "Seite 4", "Jahresbericht", "Seite 5", "Jahresbericht", "Seite 6"]),
    "a copy of a page in German": (GERMAN_PAGE, [], ["Zum Inhalt springen", "Startseite", "Anmelden", "Anzeige", "Mehr zum Thema", "Die Fähre fährt nicht"]),
    "a memo": (MEMO, ["1. Background", "2. What next"], []),
    "notes": (NOTES, ["Hiring", "Boats"], []),
}  # fmt: skip


def build(source: str) -> Document:
    return build_text(clean_text(source).encode(), "-", "text")


@pytest.mark.parametrize("name", SHAPES)
def test_shapes(name):
    source, headings, clutter = SHAPES[name]
    document = build(source)
    found = [b.span.of(document.text) for b in document.blocks if b.kind is BlockKind.HEADING]
    assert found == headings
    assert [span.of(document.text) for span in document.boilerplate] == clutter
    assert document.structured or name in (
        "headings over text",
        "bare page numbers",
        "a copy of a page in German",
    )


def paragraphs(source: str) -> list[str]:
    document = build(source)
    return [block.span.of(document.text) for block in document.blocks]


def test_turns_are_paragraphs():
    assert paragraphs(CHAT)[1].split("] ")[1].split() == (
        [
            "Tom:",
            "Not",
            "yet.",
            "The",
            "keeper",
            "is",
            "at",
            "the",
            "quay",
            "and",
            "will",
            "be",
            "back",
            "at",
            "noon.",
        ]
    )
    assert len(paragraphs(CHAT)) == 4
    assert build(CHAT).title is None
    assert paragraphs(CALL)[1:3] == [
        "Ada Lind   0:03\nTwo items today.",
        "Tom Reed   0:41\nThe keeper asked for a wick.",
    ]
    assert build(CALL).title == "Harbour council, weekly call"


def test_times_above_turns_are_clutter_behind_them():
    turns = ["Ada: Two lamps are lit.", "Tom: And the wick?\nIt is short.", "Ada: Yes.", "Cy: No."]
    document = build("\n\n".join(f"00:00:0{n}\n{turn}" for n, turn in enumerate(turns)))
    assert [turn.speaker.of(document.text) for turn in document.turns] == [
        "Ada",
        "Tom",
        "Ada",
        "Cy",
    ]
    assert [span.of(document.text) for span in document.boilerplate] == [
        "00:00:00 00:00:01 00:00:02 00:00:03"
    ]


@pytest.mark.parametrize(
    "message",
    [
        "{name} Lind  9:0{n} AM\n{words}",
        "{name} Lind, [03.05.33 09:0{n}]\n{words}",
        "{name}lind — Today at 9:0{n} AM\n{words}",
        "[9:0{n} AM] {name} Lind\n{words}\n",
        "{name} Lind\n9:0{n} AM\n{words}\n",
        "[03/05/2033, 09:0{n}:11] {name} Lind: {words}",
        "5/3/33, 9:0{n} AM - {name} Lind: {words}",
        "09:02:1{n} From {name} Lind to Everyone: {words}",
        "09:02:1{n} From {name} Lind to Everyone:\n\t{words}",
        "[09:0{n}] <{name}> {words}",
        "[Yesterday 9:0{n} AM] {name} Lind\n{words}\n",
        "{name} Lind\nTue, 4 Mar 2031 9:0{n}\n{words}\n",
        "9:0{n} <{name}> {words}",
        "{name} Lind (she/her)\n9:0{n} AM\n{words}\n",
    ],
)
def test_messages_of_a_chat_are_turns(message):
    who = ["Ada", "Tom", "Cy", "Ada"]
    document = build(
        "\n".join(
            message.format(n=n, name=name, words=f"are {n} lamps lit") for n, name in enumerate(who)
        )
    )
    text = document.text
    speakers = [turn.speaker.of(text) for turn in document.turns]
    assert [speaker.split()[0].removesuffix("lind") for speaker in speakers] == who
    assert [turn.words.of(text) for turn in document.turns] == [
        f"are {n} lamps lit" for n in range(4)
    ]
    assert document.title is None


def test_records_of_a_parliament_have_turns():
    said = [
        "The CHAIRMAN. We begin.",
        "Mr. REED. It burned. I lit it.",
        "The CHAIRMAN. When?",
        "Mr. REED. At six.",
    ]
    found = build("\n\n".join(said))
    turn = found.turns[1]
    assert turn.speaker.of(found.text) == "Mr. REED"
    assert turn.words.of(found.text) == "It burned. I lit it."


def test_speakers_in_capitals_may_speak_once():
    lines = (
        f"THE COURT: {SAID}",
        "MR. LIND: Thank you.",
        f"THE WITNESS: {SAID}",
        "THE COURT: Good.",
    )
    document = build("\n\n".join(lines))
    names = [turn.speaker.of(document.text) for turn in document.turns]
    assert names == ["THE COURT", "MR. LIND", "THE WITNESS", "THE COURT"]


def test_subjects_in_bold_are_markdown():
    document = build("\n\n".join(f"**{name}:** {SAID}" for name in ("Ferry", "School", "Parking")))
    assert document.format == "markdown"


@pytest.mark.parametrize("source", ["Some words:\n- one\n- two", "1. foo\n1. blah\n1. bar"])
def test_items_of_a_list_are_no_headings(source):
    assert len(split(build_text(source.encode(), "x.md", "markdown"))) == 1


def test_the_moment_may_stand_below_a_message():
    found = build("Ada\nIs it?\n9:01 AM\nTom\nYes.\n9:02 AM\nAda\nGood.\n9:03 AM\n")
    assert [turn.speaker.of(found.text) for turn in found.turns] == ["Ada", "Tom", "Ada"]
    assert found.title is None


def test_words_below_a_film_are_no_agenda():
    assert not [
        b for b in build("0:00\nand so we\n0:03\ncame to the\n0:06\nlamp again\n").blocks if b.level
    ]


def test_lettered_items_below_an_item_are_items():
    found = build(
        "Meeting notes\n\n1. Ferry\n\ta. Lease signed\n\tb. Crew open\n2. School\n\ta. Roof\n3. Other"
    )
    assert [b.marker for b in found.blocks if b.marker] == ["a.", "b.", "a."]


def test_what_a_chat_says_of_itself_is_nobodys_words():
    found = build(
        "5/3/33, 9:01 - Ada: Is it lit?\n5/3/33, 9:02 - Tom: It is.\n5/3/33, 9:03 - Ada: Good.\n5/3/33, 9:04 - Tom left"
    )
    assert [block.span.of(found.text) for block in found.blocks][-1] == "5/3/33, 9:04 - Tom left"


def test_subtitles_are_what_each_speaker_says():
    document = build(SUBTITLES)
    said = [(t.speaker.of(document.text), t.words.of(document.text)) for t in document.turns]
    assert said == [("Ada Lind", "The lamp is lit again."), ("Tom", "Who lit it?")]
    cue = "00:00:0{}.000 --> 00:00:0{}.500\nThe lamp is lit and the boats are back.\n\n"
    long = build("".join(cue.format(n % 10, n % 10) for n in range(1500)))
    assert long.structured


def test_words_broken_at_line_ends_are_whole():
    assert (
        "The council met in spring and decided that the lamp should be well-lit before the autumn."
        in build(PDF).text
    )
    assert "already late" in build(MEMO).text
    assert "denn jeder Wärter" in build(REPORT).text
    assert (
        "self-made"
        in build("It was late when the keeper came up with his self-\nmade lamp at last.").text
    )


def test_items_below_an_item_stand_further_in():
    assert "\n  a. Speaker: Ada Lind\n" in build(PROGRAMME).text
    copied = build("Lamps\n\n•\tOil\no\tdear\n\uf0a7\tvery\n•\tWick\n")
    assert [block.level for block in copied.blocks[1:]] == [1, 2, 3, 1]


def test_a_thread_says_what_it_is_about():
    found = build(THREAD[THREAD.index("From:") :])
    assert (found.title, found.byline, found.published) == (
        "The lamp",
        "Tom Reed",
        "2024-03-07T16:12",
    )
    assert build(THREAD).byline is None
    alone = build(
        "Subject: The lamp\nFrom: Ada <ada@ravna.example>\nDate: 5 March 2024\n\nIs it lit?"
    )
    assert (alone.title, alone.byline, alone.structured) == ("The lamp", "Ada", False)


@pytest.mark.parametrize(
    "source",
    [
        f"A headline of words\n\n{SAID}\n\n1. One thing\n2. Another\n\n{SAID}",
        f"{SAID}\n\n“{SAID}”\n\nNote: {SAID}\n\nSource: {SAID}",
        f"{SAID}\n\n9:00 pm was late.\n\n{SAID}",
        f"12:35\tKing’s Cross\n12:10\tLeeds\n11:58\tYork\n{SAID}",
        f"1/3 of the town came. {SAID}\n\n1/2 is gone. {SAID}\n\n1/4 is left. {SAID}",
        f"As Art. 1. Lamps. says: {SAID}\n\nPlease [edit] it.\n\n{SAID}",
        f"WHO: {SAID}\n\nWHAT: {SAID}\n\nWHEN: {SAID}\n\nWHERE: {SAID}",
        "Date: today\nPlace: Ravna\nDate: tomorrow\nPlace: Ostrel\n",
        f"{SAID}\n\n1. One thing\nand more of it in\n2. Another\nand {SAID}",
        "Page 1 of the book\nis read.\n" * 3,
        "",
    ],
)
def test_other_texts_have_no_shape(source):
    assert read_pasted(source) is None


PIECES = [
    *("q\n", "\n", "\n\n", "1. Q\n", "2. Q q\n", "9:00 Q\n", "10:30 - 11:00\n", "q-\n", "• q\n"),
    *("From: Q <q@q.q>\n", "Sent: q\n", "To: q\n", "Subject: q\n", "On q q q wrote:\n", "> q\n"),
    *("Lamps[edit]\n", "[edit]\n", "1/ Q q. Q q q q q q q.\n", "2/ Q: Q q q q q q.\n"),
    *("Q: q q.\n", "Ann: q q.\n", "Bo: q.\n", "--\n", "Page 1 of 9\n", "Page 2 of 9\n", "  a. q\n"),
    *(
        "Advertisement\n",
        "Skip to content\n",
        "Related\n",
        "q q q q q q q q q q q q.\n",
        "Why q?\n",
    ),
]


@many
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_no_word_is_lost(pieces):
    source = "".join(piece.replace("q", f"q{n}x") for n, piece in enumerate(pieces))
    found = read_pasted(source)
    if found is not None:
        text = build(source).text
        assert set(re.findall(r"q\d+x", source)) <= set(re.findall(r"q\d+x", text))


@pytest.mark.parametrize(
    "line",
    [" From: a b\n", "Page 1 of 2\n", "1 2 3 4\n", "9:00\n", "Al: b\n", "> On Mon, a b wrote:\n"],
)
def test_a_shape_costs_what_its_length_does(line):
    def work(count: int) -> int:
        return calls(read_pasted, "From: a b\n" + count * line)

    assert work(800) < 2.2 * work(400)
