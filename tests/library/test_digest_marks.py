"""What is marked or cited in a digest is the sources', with their names and places."""

import json

import pytest

from briefing.config import Config
from briefing.library import make_library
from briefing.library.citation import cite_sources
from briefing.library.exchange import FORMATS, QUOTE
from briefing.model import Analysis, Briefing, Entity, EntityKind, Mention, Quote, QuoteKind, Span
from tests.library.test_digest import FRUIT, LEAGUE, ONE, OTHER, WARDS, shelf

__all__ = ["shelf"]


@pytest.fixture
def made(shelf):
    library = shelf(ONE, OTHER, FRUIT)
    return library, library.digests.make().briefing


def at(digest, words, end=""):
    start = digest.document.text.index(words)
    return Span(start, digest.document.text.index(end or words, start) + len(end or words))


def exported(library, hashes=None, form="w3c", **more):
    text = "".join(library.annotations.export(hashes, form, **more))
    return json.loads(text)["first"]["items"] if form == "w3c" else text


def places(items):
    """Title, words and where they stand of each mark."""
    for each in items:
        words, place = each["target"]["selector"]
        yield each["target"].get("briefing:title"), words["exact"], place["start"]


def test_a_citation_names_each_source(made):
    library, digest = made
    load = library.corrections.load
    one = cite_sources(digest.document, at(digest, "Road League"), load)
    assert one == (
        '"Road League" - Northern Wire, "Closed", 4 Mar 2026, "Closed", paragraph 2, Closed.txt'
    )
    both = cite_sources(digest.document, at(digest, "weekend.", "League will"), load).split("\n")
    assert [line.partition(" - ")[0] for line in both] == ['"weekend."', '"The Road League will"']
    assert cite_sources(digest.document, at(digest, "Stopped\n"), load) == ""
    gone = cite_sources(digest.document, at(digest, "Road League"), lambda sha256: None)
    assert gone == '"Road League" - Northern Wire, 4 Mar 2026, 08:30'


@pytest.mark.parametrize("named", [False, True])
def test_marks_are_exported_as_the_source_s(made, named):
    library, digest = made
    marks = library.annotations
    marks.add_highlight(digest, at(digest, "Road League"))
    marks.add_note(digest, at(digest, "Hedda Quill"), "Ask her.")
    marks.add_bookmark(digest, at(digest, "Stopped\n"))
    hashes = [digest.document.sha256] if named else None
    items = exported(library, hashes)
    found = sorted(places(items), key=lambda each: each[:2])
    text = OTHER.document.text
    first = text.split("\n\n")[1]
    assert [title for title, _, _ in found] == ["Closed", "Stopped", "Stopped"]
    assert found[0][1:] == ("Road League", ONE.document.text.index("Road League"))
    assert found[1][1:] == ("Hedda Quill", text.index("Hedda Quill"))
    assert first.startswith(found[2][1]), "of a bookmark the source's first words"
    for form, name in zip(FORMATS, ("# Closed", "Closed", ",Closed,"), strict=True):
        text = exported(library, hashes, form) if form != "w3c" else json.dumps(items)
        assert name in text
        assert "Northern Wire" in text
        assert "Digest" not in text
    markdown = exported(library, hashes, "markdown")
    assert "- Published by Northern Wire\n- Published 2026" in markdown.replace("\\", "")


def test_they_stand_beside_what_was_marked_in_the_source(made):
    library, digest = made
    library.annotations.add_highlight(ONE, at(ONE, "lorries"))
    library.annotations.add_highlight(digest, at(digest, "Road League"))
    assert exported(library, form="markdown").count("# Closed\n\n") == 2, "text and issue, once"
    only = exported(library, [digest.document.sha256])
    assert [words for _, words, _ in places(only)] == ["Road League"]
    both = exported(library, [digest.document.sha256, ONE.document.sha256])
    assert [words for _, words, _ in places(both)] == ["lorries", "Road League"]


def test_a_highlight_of_two_sources_becomes_two(made):
    library, digest = made
    library.annotations.add_highlight(digest, at(digest, "weekend.", "League will"))
    items = exported(library)
    assert {words for _, words, _ in places(items)} == {"weekend.", "The Road League will"}
    assert len({each["id"] for each in items}) == 2
    assert exported(library) == items, "with the same ids each time"


def test_they_come_in_as_marks_of_the_source(made, tmp_path):
    library, digest = made
    library.annotations.add_highlight(digest, at(digest, "Road League"))
    path = tmp_path / "marks.json"
    path.write_text("".join(library.annotations.export(None, "w3c")))
    assert library.annotations.import_file(str(path)).known == 1
    other = make_library(Config(data=tmp_path / "other"))
    other._store.documents.keep(ONE)
    assert other.annotations.import_file(str(path)).added == 1
    assert [mark.document for mark in other._store.annotations.all()] == [ONE.document.sha256]
    other.close()


def test_of_a_source_that_is_gone_its_name_is_left(made):
    library, digest = made
    library.annotations.add_highlight(digest, at(digest, "Road League"))
    library.documents.remove(ONE.document.sha256)
    library._store.documents.purge("9999")
    [(title, words, _)] = places(exported(library))
    assert (title, words) == ("Northern Wire, 4 Mar 2026, 08:30", "Road League")


def test_a_title_is_looked_for_in_the_source(made):
    library, digest = made
    library.annotations.add_note(digest, at(digest, "Frost"), "Again?")
    library.annotations.add_note(digest, at(digest, "Pelham Post"), "Who?")
    [title, name] = sorted(places(exported(library)), key=lambda each: each[1])
    assert title == ("Frost", "Frost", 0)
    assert name[0].startswith("Digest, "), "no source writes its own name"


def test_quotations_are_those_of_the_sources(shelf):
    words = WARDS.document.text
    spans = [Span(s := words.index(w), s + len(w)) for w in ("night", "wards")]
    who = Entity(
        "1", EntityKind.PERSON, "Ada Kroll", mentions=(Mention(spans[0], EntityKind.PERSON),)
    )
    quotes = tuple(Quote(span, "1", spans[0], "said", QuoteKind.DIRECT) for span in spans)
    section = WARDS.analysis.sections
    library = shelf(Briefing(WARDS.document, Analysis(section, (who,), quotes)))
    digest = library.digests.make().briefing
    only = [QUOTE]
    asked = exported(library, [digest.document.sha256], only=only)
    assert [title for title, _, _ in places(asked)] == ["Strike", "Strike"]
    assert len(exported(library, only=only)) == 2, "of all texts each once"
    assert LEAGUE not in json.dumps(asked)
