import pytest

from briefing import resources
from briefing.sources.text.language import guess_language


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (
            "en",
            "The ministers of both countries met on Monday to talk about the border and the gas that is sold in the north of it.",
        ),
        (
            "de",
            "Die Minister der beiden Länder haben sich am Montag getroffen und über die Grenze und das Gas im Norden gesprochen, das nicht reicht.",
        ),
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
            None,
            "Министры двух стран встретились в понедельник, чтобы поговорить о границе и газе, который продается на севере, и еще о многом другом там.",
        ),
        (
            None,
            "Berlin London Paris Rome Madrid Lisbon Vienna Prague Warsaw Kyiv Riga Oslo Bern Athens Sofia Dublin Tallinn Vilnius Minsk Zagreb Tirana",
        ),
        (None, "The end of it"),
        (None, ""),
    ],
)
def test_the_language_is_told_by_common_words(code, text):
    assert guess_language(text) == code


def test_the_seed_is_english():
    assert guess_language(resources.sample_briefing().read_text("utf-8")) == "en"
