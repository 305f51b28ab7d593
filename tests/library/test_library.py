import pytest
from msgspec.structs import replace

from briefing.config import Config
from briefing.errors import RetrievalError, StorageError
from briefing.library import make_library
from briefing.library.document_list import ListRequest
from briefing.library.kept_texts import open_kept_texts
from briefing.model import Analysis, Bookmark, Highlight, Note, Span, section_corrections
from briefing.model.reading_place import Position

TEXT = "# Talks\n\nThe two met.\n\n## Trade\n\nTariffs fell.\n\n## Arms\n\nNo treaty was signed.\n"


@pytest.fixture
def config(tmp_path):
    return Config(data=tmp_path / "data")


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "talks.md"
    path.write_text(TEXT)
    return str(path)


def reopened(library):
    library.close()
    return make_library(library.config)


def test_everything_a_reader_does_outlives_the_program(config, source):
    library = make_library(config)
    briefing = library.open(source).finish()
    document, trade = briefing.document, briefing.analysis.sections[1]
    made = [
        library.annotations.add_bookmark(briefing, trade.span, note="later"),
        library.annotations.add_highlight(briefing, Span(5, 9), "blue"),
        library.annotations.add_note(briefing, Span(5, 9), "who?"),
    ]
    library.places.keep_position(document, Position(12, 3))
    library.places.mark_read(document, trade)
    library.settings.keep("theme", "light")

    library = reopened(library)
    assert [
        *library.annotations.all(Bookmark),
        *library.annotations.all(Highlight),
        *library.annotations.all(Note),
    ] == made
    assert library.places.position(document) == Position(12, 3)
    assert library.places.read_marks(document) == {trade.span.start}
    assert library.settings.get("theme") == "light"
    listing = library.documents.listing
    [kept] = listing.rows(listing.ids(ListRequest())).values()
    assert (kept.title, kept.issues, kept.read, kept.marks) == ("Talks", 2, 1, 3)
    assert library.documents.open(document.sha256) == briefing
    library.close()


def test_a_removed_mark_comes_back(config, source):
    library = make_library(config)
    mark = library.annotations.add_bookmark(library.open(source).finish(), Span(0, 4))
    library.annotations.remove(mark)
    assert library.annotations.all(Bookmark) == ()
    library.annotations.keep(replace(mark, note="again"))
    assert library.annotations.all(Bookmark)[0].note == "again"
    library.close()


def test_corrections_are_made_when_the_text_is_opened_again(config, source):
    library = make_library(config)
    briefing = library.open(source).finish()
    arms = briefing.analysis.sections[2]
    library.corrections.correct_sections(
        briefing.document, section_corrections.rename_section(briefing.document, arms, "Weapons")
    )
    library = reopened(library)
    again = library.open(source).finish()
    assert [s.title for s in library.corrections.apply(again).analysis.sections][2] == "Weapons"
    with open_kept_texts(config) as kept:
        assert kept.correct(again).analysis.sections[2].title == "Weapons"
    assert library.corrections.undo_sections(again.document)
    assert library.corrections.apply(again) == again
    assert not library.corrections.undo_sections(again.document)
    library.close()


def test_people_that_are_known_stay_known(config, source):
    library = make_library(config)
    briefing = library.open(source).finish()
    known = replace(briefing, analysis=replace(briefing.analysis, entities=(), quotes=()))
    library._store.documents.keep(known)
    assert library.open(source).finish().analysis == Analysis(briefing.analysis.sections, (), ())
    library.close()


def test_the_same_text_elsewhere_is_the_same_document(config, source, tmp_path):
    library = make_library(config)
    (tmp_path / "copy.md").write_bytes(TEXT.replace("\n", "\r\n").encode())
    library.open(source).finish()
    library.open(str(tmp_path / "copy.md")).finish()
    assert len(library.documents.recent()) == 1
    library.close()


def test_a_large_document_comes_head_first(config, tmp_path):
    path = tmp_path / "large.md"
    path.write_text(
        "# Large\n\n" + "".join(f"## Part {n}\n\n{'word ' * 200}\n\n" for n in range(100))
    )
    library = make_library(config)
    reading = library.open(str(path))
    assert reading.briefing is None
    whole = reading.finish()
    assert whole.document.text.startswith(reading.head.text)
    assert len(whole.analysis.sections) >= 100
    library.close()


def test_the_library_is_its_owners_alone(config, source):
    library = make_library(config)
    library.open(source).finish()
    assert config.data.stat().st_mode & 0o77 == 0
    assert {p.stat().st_mode & 0o77 for p in config.data.iterdir()} == {0}
    library.close()


def test_a_damaged_library_is_set_aside_whole(config, source):
    config.data.mkdir()
    config.library_file.write_bytes(b"not a database" * 1000)
    library = make_library(config)
    assert "damaged" in (library.warning or "")
    library.open(source).finish()
    assert library.documents.recent()
    aside = next(config.data.glob("*.damaged-*"))
    assert aside.read_bytes() == b"not a database" * 1000
    library.close()


def test_an_emptied_library_is_said_to_be_damaged(config):
    config.data.mkdir()
    config.library_file.touch()
    assert "damaged" in (make_library(config).warning or "")


def test_a_library_of_the_future_is_left_alone(config, source):
    import apsw

    make_library(config).close()
    connection = apsw.Connection(str(config.library_file))
    connection.pragma("user_version", 999)
    connection.close()
    before = config.library_file.read_bytes()
    library = make_library(config)
    assert "newer version" in (library.warning or "")
    library.open(source).finish()
    library.close()
    assert config.library_file.read_bytes() == before


def test_writing_to_a_removed_file_is_refused(config, source):
    library = make_library(config)
    briefing = library.open(source).finish()
    config.library_file.unlink()
    with pytest.raises(StorageError, match="removed"):
        library.annotations.add_bookmark(briefing, Span(0, 4))
    library.close()


def test_a_page_is_read_again_when_its_server_is_away(config, monkeypatch):
    from briefing.sources import source_bytes
    from briefing.sources.web.fetch_result import Fetched

    page = b"<html><title>Talks</title><h1>Talks</h1><p>The two met, and they spoke at length.</p></html>"
    monkeypatch.setattr(
        source_bytes, "fetch", lambda address, largest, worker, reach: Fetched(page, address)
    )
    library = make_library(config)
    first = library.open("https://courier.example/a").finish()

    def away(address, largest, worker, reach):
        raise RetrievalError("It cannot be reached; try again.")

    monkeypatch.setattr(source_bytes, "fetch", away)
    again = library.open("https://courier.example/a").finish()
    assert again.document.text == first.document.text
    assert again.document.notices[-1].endswith("try again. Showing the copy in your library.")
    with pytest.raises(RetrievalError):
        library.open("https://courier.example/b")
    library.close()


def test_a_text_that_is_opened_again_keeps_its_language(config, tmp_path):
    path = tmp_path / "hafen.md"
    path.write_text(
        "# Hafen\n\n" + "Der Rat hat über den neuen Kran am Kai lange gesprochen. " * 20
    )
    library = make_library(config)
    found = [library.open(str(path)).finish().document for _ in range(2)]
    kept = library._store.documents.briefing(found[0].sha256)
    assert [each.language for each in (*found, kept.document)] == ["de"] * 3
    library.close()


def test_a_damaged_text_that_is_opened_again_is_sound(config, tmp_path):
    path = tmp_path / "crane.md"
    path.write_text(
        "# Crane\n\n" + "The council spoke at length about the crane on the quay. " * 20
    )
    library = make_library(config)
    read = library.open(str(path)).finish().document
    with library._store.database.write() as connection:
        connection.execute("UPDATE content SET text = x'00'")
    again = library.open(str(path)).finish().document
    kept = library._store.documents.briefing(read.sha256)
    assert again.text == kept.document.text == read.text
    library.close()
