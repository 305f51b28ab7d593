from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.analysis.pipeline import split
from briefing.model import Section, SectionKind, TitleSource, section_corrections
from briefing.model.section_corrections import SectionCorrection, apply_section_corrections
from briefing.model.serialization import from_json, to_json
from briefing.resources import sample_briefing
from tests.analysis.segmentation.plain import document

SEED = sample_briefing().read_text(encoding="utf-8")
DOCUMENT = document(SEED)
CHANGED = document(
    SEED.replace("Last month, a Russian", "In November, one Russian").replace("vain", "no end")
)


@cache
def seed_sections() -> tuple[Section, ...]:
    return split(DOCUMENT)


def covers(sections: tuple[Section, ...], text: str) -> bool:
    ends = [0, *(section.span.end for section in sections)]
    starts = [*(section.span.start for section in sections), len(text)]
    return starts == ends


def test_merge_joins_a_section_to_the_one_before() -> None:
    wish = section_corrections.merge_with_previous(DOCUMENT, seed_sections()[2])
    merged = apply_section_corrections(DOCUMENT, seed_sections(), [wish])
    assert len(merged) == len(seed_sections()) - 1
    assert merged[1].title == seed_sections()[1].title
    assert covers(merged, DOCUMENT.text)


def test_merge_of_the_first_section_changes_nothing() -> None:
    wish = section_corrections.merge_with_previous(DOCUMENT, seed_sections()[0])
    assert apply_section_corrections(DOCUMENT, seed_sections(), [wish]) == seed_sections()


def test_split_starts_a_section_at_the_paragraph() -> None:
    wish = section_corrections.split_section(DOCUMENT, DOCUMENT.text.index("said that progress"))
    after = apply_section_corrections(DOCUMENT, seed_sections(), [wish])
    assert len(after) == len(seed_sections()) + 1
    assert after[1].span.of(DOCUMENT.text).startswith("Fyodor Lukyanov")
    assert covers(after, DOCUMENT.text)


def test_rename_is_the_readers_title() -> None:
    wish = section_corrections.rename_section(DOCUMENT, seed_sections()[1], "Iran")
    after = apply_section_corrections(DOCUMENT, seed_sections(), [wish])
    assert (after[1].title, after[1].title_source) == ("Iran", TitleSource.READER)


@pytest.mark.parametrize("kind", [SectionKind.BOILERPLATE, SectionKind.ISSUE])
def test_move_changes_the_kind(kind: SectionKind) -> None:
    wish = section_corrections.move_boundary(DOCUMENT, seed_sections()[-1], kind)
    assert apply_section_corrections(DOCUMENT, seed_sections(), [wish])[-1].kind is kind


def test_corrections_move_along_with_a_text_that_changed_slightly() -> None:
    wishes = [section_corrections.rename_section(DOCUMENT, seed_sections()[2], "Space")]
    wishes.append(section_corrections.merge_with_previous(DOCUMENT, seed_sections()[4]))
    after = apply_section_corrections(CHANGED, split(CHANGED), wishes)
    assert after[2].title == "Space"
    assert len(after) == len(seed_sections()) - 1


def test_a_correction_whose_words_are_gone_changes_nothing() -> None:
    wish = section_corrections.rename_section(DOCUMENT, seed_sections()[1], "Iran")
    other = document("A text about gardens.\n\n\nAnother about the sea and its many ships.")
    assert apply_section_corrections(other, split(other), [wish]) == split(other)


def test_a_correction_is_kept_as_json() -> None:
    wish = section_corrections.move_boundary(DOCUMENT, seed_sections()[-1], SectionKind.ISSUE)
    assert from_json(SectionCorrection, to_json(wish)) == wish


@given(
    st.lists(st.tuples(st.sampled_from("msrb"), st.integers(0, len(DOCUMENT.text) - 1)), max_size=8)
)
def test_any_corrections_leave_the_text_covered(wishes: list[tuple[str, int]]) -> None:
    sections = seed_sections()
    for letter, offset in wishes:
        section = next(s for s in sections if s.span.holds(offset))
        wish = {
            "m": section_corrections.merge_with_previous(DOCUMENT, section),
            "s": section_corrections.split_section(DOCUMENT, offset),
            "r": section_corrections.rename_section(DOCUMENT, section, "X"),
            "b": section_corrections.move_boundary(DOCUMENT, section, SectionKind.BOILERPLATE),
        }[letter]
        sections = apply_section_corrections(DOCUMENT, sections, [wish])
        assert covers(sections, DOCUMENT.text)
