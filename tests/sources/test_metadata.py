import pytest

from briefing.sources.text.article_metadata import find_metadata
from briefing.sources.text.dates import find_date
from briefing.sources.text.parse_text import parse_text

BODY = "\n\nThe talks went on for hours, officials said, and nobody expected much of them.\n"


def found(source: str, markdown: bool = False):
    return find_metadata(*parse_text(source, markdown=markdown))


@pytest.mark.parametrize(
    ("line", "place", "agency"),
    [
        ("Washington (Associated Press)-Russia’s build-up is", "Washington", "Associated Press"),
        ("Washington (AP) - The talks", "Washington", "AP"),
        ("WASHINGTON (Reuters) - The talks", "WASHINGTON", "Reuters"),
        ("KYIV, Ukraine (AP) — The talks", "KYIV, Ukraine", "AP"),
        ("LONDON, Dec. 7 -- The talks", "LONDON", None),
        ("NEW YORK — The talks", "NEW YORK", None),
        ("RIO DE JANEIRO (AFP) – The talks", "RIO DE JANEIRO", "AFP"),
        ("São Paulo (EFE).- The talks", None, None),
        ("Budget talks - The president said", None, None),
        ("Tahoe-based officials said", None, None),
        ("Biden (left) - Putin", None, None),
        ("CONSULATE-GENERAL IN THE CITY OF GULLS AND MANY LAMPS", None, None),
        ("MOSCOW-The talks", "MOSCOW", None),
        ("MIME-Version: 1.0", None, None),
    ],
)
def test_datelines(line, place, agency):
    metadata = found(f"A title of words\n\n{line} went on.{BODY}")
    assert (metadata.dateline, metadata.agency) == (place, agency)


def test_a_typed_bullet_is_no_title():
    assert (
        found(f"\\* The oil of lamps\n\n\\* The wick of lamps{BODY}", markdown=True).title is None
    )


def test_bold_lines_at_the_head_may_be_the_title():
    lines = ("AGENDA", "Board of Lamps", "1. Opening", "Of the meeting")
    source = "\n\n".join(f"**{line}**" for line in lines)
    assert found(source + BODY, markdown=True).title == "Board of Lamps"


@pytest.mark.parametrize(
    ("line", "byline", "agency"),
    [
        ("By Jane Doe", "Jane Doe", None),
        (
            "By JANE DOE and JOHN A. ROE, Associated Press",
            "JANE DOE and JOHN A. ROE",
            "Associated Press",
        ),
        ("by Jane Doe | Reuters", "Jane Doe", "Reuters"),
        ("October 9, 2018 | by Olivia Larsen", "Olivia Larsen", None),
        (
            "By Ludwig van Beethoven, Ann O’Neil and Bo Ek",
            "Ludwig van Beethoven, Ann O’Neil and Bo Ek",
            None,
        ),
        ("By and large it went well", None, None),
        ("Von Ada Brook und Bo Ek", "Ada Brook und Bo Ek", None),
        ("Par Ada Brook", "Ada Brook", None),
        ("Von Ada Brook, die das Licht sah", None, None),
    ],
)
def test_bylines(line, byline, agency):
    metadata = found(f"A title of words\n{line}{BODY}")
    assert (metadata.byline, metadata.agency) == (byline, agency)
    assert metadata.title == "A title of words"


@pytest.mark.parametrize(
    ("above", "byline"),
    [
        ("## Less than was hoped for", "Ada Brook"),
        (
            "Here are books that we have found useful, in one way or another, over the years.\n\n## A book",
            None,
        ),
    ],
)
def test_a_byline_below_the_heading_of_a_part_is_not_that_of_the_whole(above, byline):
    assert (
        found(f"# A title of words\n\n{above}\n\nBy Ada Brook{BODY}", markdown=True).byline
        == byline
    )


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("Litvinova reports from Moscow.", "Litvinova"),
        ("Jane Doe and John Roe contributed to this report.", "Jane Doe and John Roe"),
        (
            "Officials said that Jane reports from Moscow were wrong in every way, and went on.",
            None,
        ),
    ],
)
def test_credits_at_the_foot(line, byline):
    assert found(f"A title of words{BODY}\n{line}\n\nSource link\n").byline == byline


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Dec. 7, 2021", "2021-12-07"),
        ("Tuesday, December 7, 2021 at 5:03 p.m.", "2021-12-07T17:03"),
        ("7 December 2021", "2021-12-07"),
        ("7th of Dec 2021, 09:05 GMT", "2021-12-07T09:05+00:00"),
        ("2021-12-07", "2021-12-07"),
        ("2021-12-07T17:03:09.123+0100", "2021-12-07T17:03:09+01:00"),
        ("2021/12/07", "2021-12-07"),
        ("07.12.2021", "2021-12-07"),
        ("Dienstag, 7. Dezember 2021 um 17:03", "2021-12-07T17:03"),
        ("7 December 2021, 14:00-16:00", "2021-12-07T14:00"),
        ("2021-12-07T03:00-05:00", "2021-12-07T03:00-05:00"),
        ("mardi 7 décembre 2021 à 17:03", "2021-12-07T17:03"),
        ("7 de diciembre de 2021", "2021-12-07"),
        ("12 lamps 2021", None),
        ("Only 12 boats 2020. Published 5 enero 2021", "2021-01-05"),
        ("Round 3 out 2019 points", None),
        ("21 July 2020 to 12.30 percent", "2020-07-21"),
        ("21 July 2020, lot 10:30", "2020-07-21"),
        ("12:30 AM, Sept. 1, 2020", "2020-09-01"),
        ("Sept. 1, 2020 12:30 AM", "2020-09-01T00:30"),
        ("February 30, 2021", None),
        ("March 2021", None),
        ("version 2021-13-07", None),
        ("talks in May 1995", None),
    ],
)
def test_dates(text, date):
    match = find_date(text)
    assert (match[0] if match else None) == date


@pytest.mark.parametrize(
    ("source", "markdown", "title"),
    [
        ("# A *title*\n\nWords.", True, "A title"),
        ("Published 2021-12-07\n\n# Title\n\nWords.", True, "Title"),
        ("A title of words\n\nWords.", True, "A title of words"),
        ("THE TITLE\n=========\nWords.", False, "THE TITLE"),
        ("Share\n\nThe title of it\n\nWords.", False, "The title of it"),
        (
            "A title with a date - July 28, 2010\n\nWords.",
            False,
            "A title with a date - July 28, 2010",
        ),
        ("A sentence is no title.\n\nWords.", False, None),
        ("LAMPS\n\n10/07/2031\n\nWords that go on.", False, None),
        ("A sentence is none.[^1][^b]\n\n[^1]: x\n\n[^b]: y", True, None),
        (f"{'word ' * 15}ends.\n\nand then a line\n\nWords.", True, None),
        ("Words.\n\nA line\nbreak.\n\nWords.", False, None),
        ("They burn (Lind 2031).\n\n# References\n\nLind, A., 2031. Lamps.", True, None),
        ("## 2.1.0 (2031-02-03)\n\n- oil\n\n## 2.0.0 (2031-01-03)\n\n- wick", True, None),
        ("# 2.1.0\n\nOil.", True, "2.1.0"),
        ("![Lamp Logo](a.png)\n\nWords.", True, "Lamp"),
        ("![build passing](a.png)\n\n# Lamp\n\nWords.", True, "Lamp"),
        ("[![CI](a.png)](b) [![npm](c.png)](d)\n\n# Lamp\n\nWords.", True, "Lamp"),
        ("# ![sign](a.png) Lamp\n\nWords.", True, "Lamp"),
        (
            "<picture><img src=a.png alt='Lamp logo'></picture>\n\n# The lamp\n\nWords.",
            True,
            "Lamp",
        ),
        ("Only one line of words", False, None),
        ("A sentence.\n\nA well-known sur-\nveyor came.", False, None),
        (
            "Associated Press\n\nDecember 7, 2021\n\nThe title of it\n\nWords.",
            False,
            "The title of it",
        ),
    ],
)
def test_titles(source, markdown, title):
    assert found(source, markdown).title == title


def test_the_date_of_a_document_stands_in_a_line_of_its_own():
    assert found(f"A title of words\n\nPublished: Dec. 7, 2021{BODY}").published == "2021-12-07"
    late = "On Dec. 7, 2021, after many hours of talks in several rooms, the two of them met again."
    assert found(f"A title of words\n\n{late}{BODY}").published is None


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("Here it is.\n\n### Rye\n\na\n\n### Oats\n\nb", None),
        ("## Rye\n\na\n\n## Oats\n\nb", "Rye"),
        ("# Rye\n\na\n\n# Oats\n\nb", "Rye"),
        ("# Mills\n\n## Rye\n\na\n\n## Oats\n\nb", "Mills"),
    ],
)
def test_a_heading_like_those_after_it_is_no_title_below_text(source, title):
    assert found(source, markdown=True).title == title
