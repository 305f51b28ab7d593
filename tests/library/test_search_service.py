"""What is kept can be found, as the reader corrected it."""

import pytest

from briefing.config import Config
from briefing.library import make_library
from briefing.library.search_service import in_text
from briefing.model import Document, Span
from briefing.model.section_corrections import rename_section
from briefing.model.serialization import pack_document

TEXT = "# Harbour\n\nThey met.\n\n## Trade\n\nTariffs fell and tariffs rose.\n"


@pytest.fixture
def library(tmp_path):
    library = make_library(Config(data=tmp_path / "data"))
    source = tmp_path / "a.md"
    source.write_text(TEXT)
    library.open(str(source)).finish()
    yield library
    library.close()


def test_briefings_are_taken_up_once(library):
    assert library.search.find("tariffs").total == 0
    assert library.search.index(0) == 1
    assert library.search.index(5) == 0
    assert library.search.find("tariffs").total == 1


def test_corrected_titles_are_found(library):
    library.search.index(5)
    hit = library.search.find("tariffs").shown[0]
    briefing = library.corrections.apply(library.documents.open(hit.sha256))
    trade = briefing.analysis.sections[1]
    library.corrections.correct_sections(
        briefing.document, rename_section(briefing.document, trade, "Zölle")
    )
    library.search.index(5)
    assert [hit.issue for hit in library.search.find("title:zolle").shown] == ["Zölle"]
    library.corrections.undo_sections(briefing.document)
    library.search.index(5)
    assert library.search.find("title:zolle").total == 0


def test_matches_in_the_text(library):
    library.search.index(5)
    hit = library.search.find("tariffs").shown[0]
    text = library.documents.open(hit.sha256).document.text
    found = in_text(text, "tar* -nothing agency:x", hit.passage)
    assert [span.of(text) for span in found.spans] == ["Tariffs", "tariffs"]
    assert found.complete


def test_matches_in_a_long_text_are_from_the_passage_on():
    text = "harbour " * 200_000
    found = in_text(text, "harbour", Span(800_000, 800_100))
    assert found.spans[0].start == 800_000
    assert not found.complete


OTHER_TEXT = pack_document(Document("Words of another text."))[0]


@pytest.mark.parametrize(
    ("column", "bytes"), [("text", OTHER_TEXT), ("text", b"?"), ("analysis", b"?")]
)
def test_a_damaged_text_is_left_out_and_said_once(library, tmp_path, column, bytes):
    (tmp_path / "b.md").write_text("# Weir\n\nGates closed.\n")
    library.open(str(tmp_path / "b.md")).finish()
    with library._store.database.write() as connection:
        connection.execute(
            f"UPDATE content SET {column} = ? WHERE document = "
            "(SELECT id FROM document WHERE title = 'Harbour')",
            (bytes,),
        )
    said: list[str] = []
    library.failures.subscribe(said.append)
    assert [library.search.index(60), library.search.index(60)] == [0, 0]
    assert len(said) == 1
    assert "“Harbour”" in said[0]
    assert library.search.find("gates").total == 1
    assert library.stories.join() == 0
    assert len(library._store.documents.hashes()) == 2, "the text is not removed"


@pytest.mark.parametrize(
    ("other", "alike"),
    [("# Harbour\n\nTariffs held.\n", True), ("# Trade\n\nTariffs held.\n", False)],
)
def test_only_briefings_with_one_title_are_told_apart_by_their_source(
    library, tmp_path, other, alike
):
    source = tmp_path / "b.md"
    source.write_text(other)
    library.open(str(source)).finish()
    library.search.index(5)
    found = {(hit.source, hit.shares_title) for hit in library.search.find("tariffs").shown}
    assert found == {(str(tmp_path / name), alike) for name in ("a.md", "b.md")}
