from briefing.analysis.pipeline import split
from briefing.model import SectionKind
from briefing.resources import sample
from tests.analysis.sections.plain import document


def test_the_seed_has_seven_sections() -> None:
    seed = document(sample().read_text(encoding="utf-8"))
    kinds = [section.kind for section in split(seed)]
    assert kinds == [SectionKind.OVERVIEW, *[SectionKind.ISSUE] * 5, SectionKind.BOILERPLATE]
    assert split(seed)[5].title == "cyber security"
