import pytest

from briefing import resources
from briefing.analysis.language import add_language, find_language
from briefing.analysis.ner import load_recogniser
from briefing.analysis.pipeline import analyse, brief
from briefing.model import Document, TitleSource
from briefing.sources.text.parse_text import parse_text

ENGLISH = "The ministers of both countries met on Monday to talk about the border with Ana Reyes, who sells gas in the north of it."
GERMAN = "Die Minister der beiden Länder haben sich am Montag mit Ana Reyes getroffen, und sie sprachen über die Grenze und das Gas im Norden."
TEXTS = [
    ("en", ENGLISH),
    ("de", GERMAN),
    (
        "fr",
        "Les ministres des deux pays se sont réunis lundi pour parler de la frontière et du gaz qui est vendu dans le nord.",
    ),
    (
        "es",
        "Los ministros de los dos países se reunieron el lunes para hablar de la frontera y del gas que se vende en el norte.",
    ),
    (
        "pt",
        "Os ministros dos dois países reuniram-se na segunda-feira para falar da fronteira e do gás que não se vende no norte com mais lucro.",
    ),
    (
        "it",
        "I ministri dei due paesi si sono incontrati lunedì per parlare della frontiera e del gas che non è venduto nel nord con una licenza.",
    ),
    (
        "nl",
        "De ministers van de twee landen hebben elkaar op maandag ontmoet om te praten over de grens en het gas dat niet in het noorden is.",
    ),
    (
        "sv",
        "Ministrarna från de två länderna möttes på måndagen för att tala om gränsen och gasen som inte är till salu i det norra av dem.",
    ),
    (
        "ru",
        "Министры двух стран встретились в понедельник, чтобы поговорить о границе и газе, который продается на севере.",
    ),
    ("ja", "両国の大臣は月曜日に会い、国境と北部で売られているガスについて話し合った。"),
    ("el", "Οι υπουργοί των δύο χωρών συναντήθηκαν τη Δευτέρα για να μιλήσουν για τα σύνορα."),
    ("en", "The end of it"),
    (None, "Ana Reyes"),
    (None, "1 234 567 https://example.org/die/und/das/nicht"),
    (None, ""),
]


@pytest.mark.parametrize(("code", "text"), TEXTS)
def test_the_language_is_told_by_its_text(code, text):
    assert find_language(text) == code


@pytest.mark.parametrize(
    ("said", "text", "language"),
    [
        ("en", GERMAN, "de"),
        ("de", ENGLISH, "en"),
        ("lb", GERMAN, "lb"),
        ("de", "Ana", "de"),
        (None, GERMAN, "de"),
    ],
)
def test_what_a_source_says_is_believed_unless_its_text_says_otherwise(said, text, language):
    assert add_language(Document(text=text, language=said)).language == language


def test_the_seed_is_english():
    assert find_language(resources.sample_briefing().read_text("utf-8")) == "en"


def document(source: str) -> Document:
    text, blocks = parse_text(source, markdown=True)
    return Document(text=text, blocks=blocks)


def test_a_foreign_section_has_no_names_and_its_first_words_as_title():
    english = "\n\n".join([ENGLISH] * 3)
    briefing = brief(document(f"# One\n\n{english}\n\n---\n\n# Zwei\n\n{GERMAN} {GERMAN}"))
    sections = briefing.analysis.sections
    assert briefing.document.language == "en"
    assert [section.language for section in sections] == [None, "de"]
    found = analyse(briefing, load_recogniser(), lambda share: None)
    starts = [m.span.start for e in found.entities or () for m in e.mentions]
    assert starts
    assert max(starts) < sections[1].span.start


def test_a_foreign_text_is_read_only_on_request():
    briefing = brief(document(f"{GERMAN}\n\n„Es ist kalt“, sagte Ana Reyes. {GERMAN}"))
    assert [s.title for s in briefing.analysis.sections] == [
        "Die Minister der beiden Länder haben sich am"
    ]
    assert briefing.analysis.sections[0].title_source is TitleSource.INFERRED
    unasked = analyse(briefing, load_recogniser(), lambda share: None)
    asked = analyse(briefing, load_recogniser(), lambda share: None, any_language=True)
    assert (unasked.entities, unasked.quotes) == ((), ())
    assert "Ana Reyes" in [e.name for e in asked.entities or ()]
