import json

from briefing.analysis.pipeline import split
from briefing.resources import resource_folder, sample_briefing
from tests.analysis.segmentation.texts import document

EXPECTED = json.loads(
    (resource_folder("seeds") / "biden-putin-agenda.expected.json").read_text(encoding="utf-8")
)


def test_the_seed_is_split_as_expected() -> None:
    seed = document(sample_briefing().read_text(encoding="utf-8"))
    sections = split(seed)
    assert len(sections) == len(EXPECTED["sections"])
    for section, wanted in zip(sections, EXPECTED["sections"], strict=True):
        assert section.kind.value == wanted["kind"]
        assert section.title == wanted.get("title", section.title)
        assert section.title_source.value == wanted.get("title_source", "inferred")
        assert section.span.of(seed.text).startswith(wanted["starts"])
