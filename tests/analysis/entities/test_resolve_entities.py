import pytest

from briefing.analysis.entities.person_name import compatible_names, parse_person_name
from briefing.analysis.entities.resolve_entities import resolve_mentions
from briefing.model import Document, EntityKind, Mention, Section, SectionKind, Span, TitleSource
from briefing.sources.text.parse_text import parse_text
from tests.analysis.named import entities_of, sidebar

SAME = [
    ("[P:Joe Biden] spoke. President [P:Biden] left.", ["Joe Biden = Biden"]),
    ("[P:J. Biden] and [P:Joe Biden]", ["Joe Biden = J. Biden"]),
    ("[P:José Muñoz] won. [P:Munoz] wept.", ["José Muñoz = Munoz"]),
    ("[P:Robert Hale], known as [P:Bob Hale]", ["Robert Hale = Bob Hale"]),
    ("[P:Ana Maria Ruiz] and later [P:Ana Ruiz]", ["Ana Maria Ruiz = Ana Ruiz"]),
    ("[P:Lee “Ode” Min-ho]; [P:Lee Min-ho]; [P:Ode]", ["Lee “Ode” Min-ho = Lee Min-ho = Ode"]),
    ("[P:Park Min-ho] met [P:Min-ho Park]", ["Min-ho Park = Park Min-ho"]),
    ("[P:Ursula van Dorn] said. Ms. [P:van Dorn] left", ["Ursula van Dorn = van Dorn"]),
    ("[P:Lee Jr.] or [P:Henry Lee Jr.]", ["Henry Lee Jr. = Lee Jr."]),
    ("[P:Olena] came. [P:Olena Koval] sang.", ["Olena Koval = Olena"]),
    ("[O:World Trade Body] ([O:WTB]) met. The [O:WTB] voted.", ["World Trade Body = WTB"]),
    ("[O:U.S. Body of Trade and Rain] or [O:BTR]", ["U.S. Body of Trade and Rain = BTR"]),
    ("[O:Rain Department]; [O:DOR] too", ["Rain Department = DOR"]),
    ("[O:Wtb] said. [O:World Trade Body] or [O:WTB]", ["World Trade Body = WTB = Wtb"]),
    ("[O:Samla] (Gathering of Ours) or [O:Samla] ([O:The Gathering])", ["The Gathering = Samla"]),
    ("[O:Acme Corp.] fell. [O:Acme] rose.", ["Acme Corp. = Acme"]),
    ("[O:United Nations] or [O:U.N.]", ["United Nations = U.N."]),
    ("[O:Federal Reserve] cut. The [O:Fed] waits.", ["Federal Reserve = Fed"]),
    ("[O:Treasury Department] or the [O:Treasury]", ["Treasury Department = Treasury"]),
    ("[O:University of Oslo] won. [O:Oslo] lost.", ["University of Oslo = Oslo"]),
    ("[L:U.S.] and the [L:United States], the [L:US]", ["United States = U.S. = US"]),
]
APART = [
    ("[P:Ann Moss] and [P:Bob Moss]", ["Ann Moss", "Bob Moss"]),
    ("Mr. [P:Cole] met Mrs. [P:Cole].", ["Cole", "Cole"]),
    ("[P:George H. W. Reed] and [P:George W. Reed]", ["George H. W. Reed", "George W. Reed"]),
    ("[P:Tom Hill Sr.] and [P:Tom Hill Jr.]", ["Tom Hill Sr.", "Tom Hill Jr."]),
    ("[O:Bank of Oslo] and [O:Bank of Rome]", ["Bank of Oslo", "Bank of Rome"]),
    ("[O:Sea Guard Bank of Riga], [O:Sea Guard]", ["Sea Guard Bank of Riga", "Sea Guard"]),
    ("[O:Sea Guard Bank of Riga] in [O:Riga]", ["Sea Guard Bank of Riga", "Riga"]),
    ("The [O:White House] and the [O:House]", ["White House", "House"]),
    ("[O:East Fife] beat [O:Fife].", ["East Fife", "Fife"]),
    ("[L:Paris] and [P:Paris]", ["Paris", "Paris"]),
]


@pytest.mark.parametrize(("marked", "expected"), SAME + APART)
def test_forms_of_one_name_are_one_entity_and_others_are_not(
    marked: str, expected: list[str]
) -> None:
    assert sidebar(marked) == expected


def test_a_surname_goes_to_the_nearest_before_that_fits() -> None:
    text, entities = entities_of(
        "[P:Ann Moss] came. [P:Moss] spoke. [P:Bob Moss] came. [P:Moss] sang. Ms. [P:Moss] left."
    )
    told = {e.name: [text[: m.span.start].count(".") for m in e.mentions] for e in entities}
    assert told == {"Ann Moss": [0, 1, 5], "Bob Moss": [2, 3]}


MEANT = [
    (
        "the one of the paragraph",
        "[P:Ann Ode] ran. [P:Ann Ode] won.\n\n[P:Bob Ode] left. [P:Ode] wept.",
        "Bob Ode",
    ),
    (
        "the one named most",
        "[P:Ann Ode] ran. [P:Ann Ode] won. [P:Bob Ode] left.\n\n[P:Ode] wept.",
        "Ann Ode",
    ),
    (
        "not the relative who follows",
        "[P:Ann Ode] ran. [P:Ann Ode] won.\n\n[P:Ode] wept with her husband, [P:Bob Ode].",
        "Ann Ode",
    ),
    (
        "the one with the title",
        "[P:Ann Ode] ran. [P:Ann Ode] won. President [P:Bob Ode] left.\n\nPresident [P:Ode] wept.",
        "Bob Ode",
    ),
    (
        "not the one who follows in the sentence",
        "Mayor [P:Ode] met [P:Ann Ode]. [P:Ann Ode] ran.\n\n[P:Bob Ode] left.",
        "Bob Ode",
    ),
    (
        "the one of the title's gender",
        "[P:Ann Ode] ran. [P:Ann Ode] won. Then [P:Bob Ode] left. Mr. [P:Ode] wept.",
        "Bob Ode",
    ),
]


@pytest.mark.parametrize(("marked", "who"), [m[1:] for m in MEANT], ids=[m[0] for m in MEANT])
def test_a_surname_means(marked: str, who: str) -> None:
    text, entities = entities_of(marked)
    named = {
        text[: m.span.end]: e.name for e in entities for m in e.mentions if m.span.of(text) == "Ode"
    }
    assert list(named.values()) == [who]


def test_organizations_in_tables_alone_are_none() -> None:
    source = "| Team | Won |\n| --- | --- |\n| Ode | 3 |\n| Acme | 4 |\n\nThen Acme left."
    text, blocks = parse_text(source, markdown=True)
    spans = [Span(at, at + len(name)) for name in ("Ode", "Acme") for at in [text.index(name)]]
    last = text.rindex("Acme")
    mentions = [Mention(span, EntityKind.ORGANIZATION) for span in (*spans, Span(last, last + 4))]
    found = resolve_mentions(Document(text=text, blocks=blocks), (), tuple(mentions))
    assert [(e.name, len(e.mentions)) for e in found] == [("Acme", 2)]


def test_people_in_page_clutter_are_none_but_its_reporters() -> None:
    text = "Ann Moss sang.\n\nMore: Bob Ode sings\n\nCy Park reported from Riga."
    cut = text.index("More")
    sections = tuple(
        Section(kind, "Song", TitleSource.INFERRED, span)
        for kind, span in (
            (SectionKind.ISSUE, Span(0, cut)),
            (SectionKind.BOILERPLATE, Span(cut, len(text))),
        )
    )
    spans = [
        Span(text.index(n), text.index(n) + len(n)) for n in ("Ann Moss", "Bob Ode", "Cy Park")
    ]
    mentions = tuple(Mention(span, EntityKind.PERSON) for span in spans)
    found = resolve_mentions(Document(text=text), sections, mentions)
    assert [e.name for e in found] == ["Ann Moss", "Cy Park"]


def test_the_reason_says_what_was_joined() -> None:
    _, entities = entities_of("[P:Joe Biden] and [P:Biden]")
    assert entities[0].reason == "Merged because “Biden” is part of “Joe Biden”."


DESCRIBED = [
    (
        "[P:Ira Volkov], a well-known baker based in Riga, said so.",
        "well-known baker based in Riga",
    ),
    ("Former President [P:Amy Stone] left.", "Former President"),
    ("Then Norwegian Prime Minister [P:Ola Dahl] left.", "Norwegian Prime Minister"),
    ("[O:Acme], the largest maker of anvils, fell.", "largest maker of anvils"),
    ("It hired the security company [O:Acme].", "security company"),
    ("[P:Ann Moss], Acme's founder and chair, left.", "Acme's founder and chair"),
    ("[P:Ann Moss] — the chief baker — left.", "chief baker"),
    ("Former Acme co-CEO [P:Ann Moss] left.", "Former Acme co-CEO"),
    ("Norse presidential nominee [P:Ann Moss] left.", "Norse presidential nominee"),
    ("A candidate Oslo Senator [P:Ann Moss] left.", "Oslo Senator"),
    ("Then former [P:Ann Moss] left.", None),
    ("Sen. [P:Ann Moss] left.", "Sen."),
    ("[P:Ann Moss], a lawyer for Mr. Reed, left.", "lawyer for Mr. Reed"),
    ("Mr. Reed’s wife, [P:Ann Moss], left.", "Reed’s wife"),
    ("[P:Ann Moss], a former U.S. envoy to St. Omer, left.", "former U.S. envoy to St. Omer"),
    ("Mrs. [P:Ann Moss] left.", None),
    ("The bank's founder, [P:Ann Moss], left.", "bank's founder"),
    ("[O:Acme]'s chief, [P:Ann Moss], left.", None),
    ("According to [O:Acme], the rain is over.", None),
    ("[P:Ira Volkov] and others left.", None),
]


@pytest.mark.parametrize(("marked", "expected"), DESCRIBED)
def test_description(marked: str, expected: str | None) -> None:
    _, entities = entities_of(marked)
    assert entities[0].description == expected


def test_entities_are_in_order_and_numbered() -> None:
    _, entities = entities_of("[O:Acme] of [L:Oslo] hired [P:Ann Moss].")
    assert [(e.id, e.kind) for e in entities] == [
        ("e1", EntityKind.ORGANIZATION),
        ("e2", EntityKind.PLACE),
        ("e3", EntityKind.PERSON),
    ]


def test_names_contradict() -> None:
    assert not compatible_names(parse_person_name("Ann Moss"), parse_person_name("Bob Moss"))
    assert compatible_names(parse_person_name("A. Moss"), parse_person_name("Ann Moss"))
    assert parse_person_name("Moss", "so said Mrs. ").gender == "f"
