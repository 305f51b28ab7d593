"""What the layout tells: headings of every form, gaps, lead-ins."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from briefing.analysis.pipeline import split
from briefing.analysis.segmentation.borders import is_border, is_clock
from briefing.analysis.segmentation.paragraphs import find_paragraphs
from briefing.analysis.segmentation.section_titles import title_sections
from briefing.model import Document, Section, SectionKind, Span, TitleSource
from tests.analysis.segmentation.texts import OVERVIEW, SUBJECTS, TITLE, briefing, document

NAMES = list(SUBJECTS)
FORMS: dict[str, tuple[str, Callable[[str], str]]] = {
    "title": ("{}", str),
    "upper": ("{}", str.upper),
    "lower": ("{}", str.lower),
    "lower, long": ("what is new of the {}", str.lower),
    "numbered": ("{number}. {}", str),
    "colon": ("{}:", str),
}


def issues(found: Document) -> list[Section]:
    return [s for s in split(found) if s.kind is SectionKind.ISSUE]


def starts(found: Document) -> list[str]:
    return [s.span.of(found.text).lstrip()[:25] for s in issues(found)]


@pytest.mark.parametrize("form", FORMS)
def test_heading_lines_of_one_form_start_the_sections(form: str) -> None:
    pattern, case = FORMS[form]
    text = briefing("@@{}@@")
    for number, name in enumerate(NAMES, 1):
        text = text.replace(f"@@{name}@@", pattern.format(case(name), number=number))
    found = issues(document(text))
    assert [s.title for s in found] == [
        pattern.format(case(name), number=number) for number, name in enumerate(NAMES, 1)
    ]
    assert all(s.title_source is TitleSource.DOCUMENT for s in found)


@pytest.mark.parametrize("form", ["## {}", "{}\n---"])
def test_markup_headings_start_the_sections(form: str) -> None:
    found = document(f"# {briefing(form)}", markdown=True)
    sections = split(found)
    assert [s.title for s in sections] == ["Overview", *NAMES]
    assert sections[0].kind is SectionKind.OVERVIEW


@pytest.mark.parametrize(
    ("line", "clock"), [("3. QUAY", False), ("9 p.m.", True), ("10:30 CET", True), ("4. PM", False)]
)
def test_a_number_before_a_word_is_no_time(line: str, clock: bool) -> None:
    assert is_clock(find_paragraphs(document(line))[0]) is clock


@pytest.mark.parametrize(("line", "border"), [("- [ ]", False), ("- - -", True), ("* * *", True)])
def test_a_box_without_a_task_is_no_border(line: str, border: bool) -> None:
    assert is_border(find_paragraphs(document(line))[0]) is border


@pytest.mark.parametrize(
    ("form", "title"),
    [
        ("CHAPTER {roman}.\n\n{upper}", "CHAPTER {roman}. {upper}"),
        ("Chapter {number}\n{name}", "Chapter {number} {name}"),
        ("{roman}\n\n{upper}", "{roman} {upper}"),
        ("Chapter {number}", "Chapter {number}"),
    ],
)
def test_chapters_begin_with_their_labels(form: str, title: str) -> None:
    said = [
        {"roman": roman, "number": str(number), "name": name, "upper": name.upper()}
        for number, (roman, name) in enumerate(
            zip(("I", "II", "III", "IV"), NAMES, strict=False), 1
        )
    ]
    parts = [form.format(**own) + "\n\n" + "\n\n".join(SUBJECTS[own["name"]]) for own in said]
    contents = "\n".join(f"{own['roman']}. {own['name']}" for own in said)
    found = issues(document("\n\n\n\n".join([TITLE, OVERVIEW, contents, *parts])))
    assert [s.title for s in found][-len(said) :] == [title.format(**own) for own in said]
    alone = issues(document(briefing("{}").replace(NAMES[1], "X").replace(NAMES[2], "V")))
    assert not {"X", "V"} & {s.title for s in alone}


@pytest.mark.parametrize(
    "text",
    [
        "# Lamp\n\nOne[^a] two.\n\n[^a]: Short.\n\n    ```\n    oil\n    ```\n\n    - wick\n\nText between.",
        "# Lamp\n\n1. Oil\n\n   That of whales.\n\n2. Wick",
        "# Lamp\n\n> Oil\n>\n> ## Wick\n\nThat of whales.",
    ],
)
def test_items_and_quoted_headings_of_markdown_are_no_issues(text: str) -> None:
    found = replace(document(text, markdown=True), format="markdown")
    assert [s.title for s in split(found)] == ["Lamp"]


def test_wide_gaps_start_sections_with_titles_of_their_own_words() -> None:
    found = document(briefing("", wide=3))
    assert starts(found) == [paragraphs[0][:25] for paragraphs in SUBJECTS.values()]
    titles = [s.title for s in issues(found)]
    assert len(set(titles)) == len(titles)
    for section in issues(found):
        assert section.title_source is TitleSource.INFERRED
        assert 1 <= len(section.title.split()) <= 7
        assert set(section.title.lower().split()) <= set(
            section.span.of(found.text).lower().replace(".", " ").replace(",", " ").split()
        )


@pytest.mark.parametrize("apart", ["```\n{}\n```", "| {} | oil |\n| --- | --- |"])
def test_what_stands_apart_from_its_text_starts_no_section(apart: str) -> None:
    lines = "dredge(silt, barges, channel, ferries) and berth(at=low, tide=again)"
    apart = f"\n\n\n\n{apart.format(lines)}"
    parts = [f"{words[0]}{apart}\n\n{words[1]}" for words in SUBJECTS.values()]
    parts.append(f"Here is what else was decided:{apart}")
    found = document("\n\n".join([TITLE, OVERVIEW, *parts]), markdown=True)
    assert len(split(replace(found, format="docx"))) == 1


def test_a_lead_in_belongs_to_the_overview() -> None:
    text = briefing("", wide=2).replace(OVERVIEW, f"{OVERVIEW}\n\nHere is what else was decided:")
    found = document(text)
    assert split(found)[0].span.of(found.text).rstrip().endswith("decided:")


def test_levels_are_an_outline() -> None:
    text = "# Part\n\nWords.\n\n## Chapter\n\nMore words.\n\n### Point\n\nYet more.\n\n# Second\n\nEnd."
    found = document(text, markdown=True)
    assert [s.level for s in split(found) if s.kind is SectionKind.ISSUE][-3:] == [2, 3, 1]


def test_five_hundred_headings() -> None:
    text = "\n\n".join(f"## Item {n}\n\nThe item says {n} things." for n in range(500))
    assert len(issues(document(text, markdown=True))) == 500


def test_no_trace_of_layout_asks_the_subject() -> None:
    found = document(briefing(""))
    wanted = {paragraphs[0][:25] for paragraphs in SUBJECTS.values()}
    assert len(wanted & set(starts(found))) >= 3


def test_one_false_heading_does_not_switch_the_topic_step_off() -> None:
    text = briefing("").replace("Commuters asked", "Weather Permitting\n\nCommuters asked")
    found = document(text)
    wanted = {paragraphs[0][:25] for paragraphs in SUBJECTS.values()}
    assert len(wanted & set(starts(found))) >= 2


def test_the_title_is_not_an_issue() -> None:
    assert TITLE not in [s.title for s in issues(document(briefing("{}")))]


@pytest.mark.parametrize("line", ["Artigo Primeiro", "A lâmpada é acesa."])
def test_only_a_whole_first_line_is_the_document_s_title(line: str) -> None:
    text = f"{line}\n\nO guarda vive na torre com a família."
    found = replace(document(text), format="docx", language="pt")
    bare = Section(SectionKind.ISSUE, "", TitleSource.INFERRED, Span(0, len(text)))
    (named,) = title_sections(found, [bare])
    whole = named.title == line
    assert whole is not line.endswith(".")
    assert (named.title_source is TitleSource.DOCUMENT, named.heading is not None) == (whole, whole)
