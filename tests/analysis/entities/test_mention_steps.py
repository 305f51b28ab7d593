import pytest

from briefing.analysis.entities.mention_steps import refine_mentions
from briefing.analysis.entities.resolve_entities import resolve_mentions
from briefing.model import Document, EntityKind, Mention, Span
from tests.analysis.named import KINDS, read
from tests.steps import calls

MENDED = [
    ("a possessive", "[P:Moss's] hat", ["P:Moss"]),
    ("an article", "[O:the Kremlin] said", ["O:Kremlin"]),
    ("an article of the name", "It is run by [O:The Greens] now", ["O:The Greens"]),
    ("an article at the start", "It rains. [O:The Greens] run", ["O:Greens"]),
    ("a title", "[P:President Moss] left", ["P:Moss"]),
    ("glued words", "[O:Example Press)-Russia]", ["O:Example Press"]),
    ("a glued sentence", "hit [P:Olena.Officials] said", ["P:Olena"]),
    ("a plain word behind", "the company [P:Acme Hackers] who", ["O:Acme"]),
    ("a house that speaks", "the [L:White House] said", ["O:White House"]),
    ("a pronoun", "[P:He] said", []),
    ("a month that is a surname", "[P:May] said in [O:May]", ["P:May"]),
    ("a country that acts", "the [O:United States] said", ["L:United States"]),
    ("a people", "[O:Russian] tanks and [P:Kurds]", []),
    ("a handle", "write to @[P:AnnMoss]", []),
    ("a seat", "[P:Ann Moss] ([O:R-Ohio])", ["P:Ann Moss"]),
    ("a rank's rest", "Secretary [P?:of State] left", []),
    ("a weekday", "on [O:Monday] he", []),
    ("a day as mail writes it", "\n[P:On Thu], she wrote", []),
    ("several things", "Many [O:TLKs] fell", []),
    ("a thing with a plural", "One [O:TLK] fell. All TLKs fell.", []),
    ("a thing spelled out", "A tidal lock key (TLK) fell. The [O:TLK] broke.", []),
    ("a body spelled out", "The [O:Tidal Lock Kin] ([O:TLK]) met", ["O:Tidal Lock Kin", "O:TLK"]),
    (
        "a credit with a slash",
        "The quay. (Photo by [P:Ann Moss]/[O:Coast Pictures])",
        ["P:Ann Moss"],
    ),
    ("a credit via", "The quay. Image: [P:Ann Moss] via [O:Coast Pictures]\n", ["P:Ann Moss"]),
    ("no credit", "The photo was sold by [O:Coast Pictures] in May.", ["O:Coast Pictures"]),
    ("a country's letters", "the [O:DPRK] said", ["L:DPRK"]),
    ("a part of a role", "Chief [P:Technology] Officer", []),
    (
        "a list of those present",
        "Present: [P:Ann Moss], [O:Kofi Adu]",
        ["P:Ann Moss", "P:Kofi Adu"],
    ),
    ("a body among those present", "Present: [O:Harbour Council]", ["O:Harbour Council"]),
    ("a vote", "[P:Moss] ran. [P:Moss] won. [O:Moss] left.", ["P:Moss"] * 3),
    (
        "a surname's vote",
        "[P:Ann Moss] ran. [P:Moss] won. [O:Moss] left.",
        ["P:Ann Moss", "P:Moss", "P:Moss"],
    ),
    ("a missed repeat", "[P:Ann Moss] ran. Then Moss won.", ["P:Ann Moss", "P:Moss"]),
    ("no repeat of a word", "[P:Ann Such] ran. Such is life, as such.", ["P:Ann Such"]),
    ("no repeat in a longer name", "[P:Ann Ford] ran the Ford Foundation.", ["P:Ann Ford"]),
    ("a headline", "MOSS WINS A RACE\n\n[P:Ann Moss] won.", ["P:MOSS", "P:Ann Moss"]),
    ("an acronym with its kind", "the Russian SVR foreign intelligence agencies", ["O:SVR"]),
    ("a defined acronym", "[O:World Trade Body] (WTB) met", ["O:World Trade Body", "O:WTB"]),
    ("an administration", "the [P:Moss] administration", ["P:Moss", "O:Moss administration"]),
    ("another name", "[P:Ann Moss], known as [O:AMX], ran", ["P:Ann Moss", "P:AMX"]),
    ("a dateline", "[P:RIGA] (Example News) - It rains", ["L:RIGA"]),
    ("a byline", "It rains\n\n[O:Ann Moss]\n\nRIGA 2020-01-01\n\nIt", ["P:Ann Moss"]),
    (
        "a title before a known name",
        "[P:Ann Moss] ran. [L:Mayor Moss] won",
        ["P:Ann Moss", "P:Moss"],
    ),
    ("a title alone", "[P:Sen]. [P:Ann Moss] ran", ["P:Ann Moss"]),
    ("an initial", "[P:A. Moss] ran", ["P:A. Moss"]),
    ("a family", "[P:Moss] and [P:Moss], the [O:Mosss]", ["P:Moss", "P:Moss", "P:Mosss"]),
    ("no capital", "A Big Text Has [O?:capitals]", []),
    ("a small text", "all of [p] is small [O:acme]".replace("[p]", "it"), ["O:acme"]),
    ("a name with a hyphen", "[P:Moss] and pre-Moss times", ["P:Moss"]),
    ("a title that stays behind", "[P:Mr.] Moss and [P:Spokesmen] ran", []),
    (
        "a Bishop with a first name",
        "[P:Ann Bishop] ran. [P:Bishop] won",
        ["P:Ann Bishop", "P:Bishop"],
    ),
    ("an initial cut off", "[P:Ann M.] [P:Moss] ran", ["P:Ann M. Moss"]),
    ("a nickname", "[P:Ann M.] “[P:Annie” Moss] ran", ["P:Ann M. “Annie” Moss"]),
    ("a nickname found alone", '[P:Ann] "[O:The Ode]" [P:Moss] ran', ['P:Ann "The Ode" Moss']),
    ("a nickname after the first name", "[P:Ann “Ode]” [P:Moss] ran", ["P:Ann “Ode” Moss"]),
    ("a nickname before the family", "Ann ‘the Ode’ [P:Moss] ran", ["P:Ann ‘the Ode’ Moss"]),
    ("a nickname, no family found", '[P:Ann] "Ode" Moss ran', ['P:Ann "Ode" Moss']),
    ("a party", "[P:Ann Moss] ([O:SPD]) [P:Reed] ran", ["P:Ann Moss", "O:SPD", "P:Reed"]),
    ("a work", '[O:Acme] "Ode" [P:Moss] ran', ["O:Acme", "P:Moss"]),
    ("a noun at the start", "Many makers. [O:Makers] met", []),
    ("a noun in small letters", "A [O:pandemic] hit [O:Acme]", ["O:Acme"]),
    ("a company named as a noun", "An acme. [O:Acme] and its Acme", ["O:Acme", "O:Acme"]),
    ("what an officer is chief of", "Chief [P:Rain Officer] met", []),
    ("a double name", "[P:Anna]-[P:Maria Moss] ran", ["P:Anna-Maria Moss"]),
    ("two people with a hyphen", "the [P:Moss]-[P:Reed] plan", ["P:Moss", "P:Reed"]),
    (
        "a headline's first word",
        "[P:Storm Ann Moss] Wins\n\nSo [P:Ann Moss] won.",
        ["P:Ann Moss", "P:Ann Moss"],
    ),
    (
        "a full stop",
        "with [O:Moss & Sons.]\n\nAlso [O:Reed Inc.] fell",
        ["O:Moss & Sons", "O:Reed Inc."],
    ),
    ("a stock index", "the [O:Acme Composite Index] fell", []),
    ("a spelled acronym", "[O:I.R.S.] left. [P:I.R.S.] ran. [L:I.R.S.] won", ["O:I.R.S."] * 3),
    ("a college", "at [L:Moss Hill College] in", ["O:Moss Hill College"]),
    (
        "a team and a town",
        "[O:Ode] won. [O:Ode] ran. [O:Ode] lost to [O:Ode]. [L:Ode] led.",
        ["O:Ode"] * 5,
    ),
    (
        "a town where the text says so",
        "[O:Ode] won. [O:Ode] ran. [O:Ode] lost. It rains in [L:Ode]",
        ["O:Ode"] * 3 + ["L:Ode"],
    ),
    ("a credit", "\n[O:Volkova] reports from Riga.", ["P:Volkova"]),
]


@pytest.mark.parametrize(
    ("marked", "expected"), [m[1:] for m in MENDED], ids=[m[0] for m in MENDED]
)
def test_mended(marked: str, expected: list[str]) -> None:
    letters = {kind: letter for letter, kind in KINDS.items()}
    text, mentions = read(marked)
    assert [
        f"{letters[m.kind]}:{m.span.of(text)}" for m in refine_mentions(text, mentions)
    ] == expected


@pytest.mark.parametrize("piece", ["=", "Moss ", "a.B", "“", "Mr. ", "Ann Moss, ", "A.B."])
def test_long_and_odd_text_takes_linearly_many_steps(piece: str) -> None:
    def find(length: int) -> None:
        text = piece * (length // len(piece))
        mentions = tuple(
            Mention(Span(at, at + 4), EntityKind.PERSON) for at in range(0, len(text) - 4, 500)
        )
        resolve_mentions(Document(text=text), (), refine_mentions(text, mentions))

    find(1000)
    assert calls(find, 40_000) < 2.2 * calls(find, 20_000)
