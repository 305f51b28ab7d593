"""Marks go out and come in again as they were, and what others wrote finds its place."""

import csv
import io
import json
import uuid
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from briefing.config import Config
from briefing.errors import InputError, StorageError
from briefing.library import Library
from briefing.library.exchange import (
    FORMATS,
    QUOTE,
    markdown_export,
    readwise_format,
    w3c_format,
)
from briefing.library.exchange.detect_format import read_annotations
from briefing.library.exchange.export_bundle import Bundle
from briefing.library.exchange.import_annotations import ImportReport, import_annotations
from briefing.model import (
    COLOURS,
    Analysis,
    Anchor,
    Bookmark,
    Briefing,
    Document,
    Entity,
    EntityKind,
    Highlight,
    Mention,
    Note,
    Quote,
    Section,
    SectionKind,
    Span,
    TitleSource,
)
from briefing.model.portable_annotations import DocumentRef
from briefing.sanitize import sanitize
from briefing.storage.database import Database
from briefing.storage.repositories import Repositories

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
TEXT = "The harbour\n\nAda Kroll opened the quay.\n\nThe ferry\n\n“It sails at noon,” she said.\n"
ADDRESS = "https://news.example/harbour"


def briefing_of(
    text: str = TEXT, source: str | None = ADDRESS, title: str = "Harbour news"
) -> Briefing:
    cut = text.index("The ferry")
    at = text.index("Ada Kroll")
    mention = Mention(Span(at, at + 9), EntityKind.PERSON)
    ada = Entity("e1", EntityKind.PERSON, "Ada Kroll", mentions=(mention,))
    start = text.find("“It sails")
    quotes = (Quote(Span(start, start + 19), "e1", cue="said"),) if start >= 0 else ()
    titled = [
        ("The harbour", TitleSource.DOCUMENT, Span(0, cut)),
        ("The ferry", TitleSource.INFERRED, Span(cut, len(text))),
    ]
    sections = tuple(Section(SectionKind.ISSUE, *each) for each in titled)
    document = Document(text, title=title, source=source, byline="A. Writer", agency="Quay Press")
    return Briefing(document, Analysis(sections, (ada,), quotes))


def library_with(*briefings: Briefing) -> Library:
    store = Repositories(Database(None))
    for briefing in briefings:
        store.documents.keep(briefing)
    return Library(Config(), store.database)


def marked(library: Library, briefing: Briefing) -> list[Bookmark | Highlight | Note]:
    at = briefing.document.text.index("Ada Kroll")
    return [
        library.annotations.add_bookmark(briefing, Span(at, at + 9), "come back"),
        library.annotations.add_highlight(briefing, Span(at, at + 20), "green"),
        library.annotations.add_note(briefing, Span(0, 11), "=why?\n\n- really"),
    ]


def marks_of(library: Library) -> set[Bookmark | Highlight | Note]:
    all_of = library.annotations.all
    return {*all_of(Bookmark), *all_of(Highlight), *all_of(Note)}


def brought(library: Library, text: str) -> ImportReport:
    incoming = read_annotations(text.encode(), "The file")
    return import_annotations(library._store, incoming.marks, incoming.skipped)


def exported(library: Library, form: str, **how: Any) -> str:
    """With quotes, unless told otherwise."""
    return "".join(
        library.annotations.export(
            None, form, **{"only": ("bookmark", "highlight", "note", QUOTE), **how}
        )
    )


# Out and in again


def test_w3c_into_an_empty_library_gives_the_same_marks():
    briefing = briefing_of()
    library, empty = library_with(briefing), library_with()
    made = marked(library, briefing)
    text = exported(library, "w3c")
    assert text.count('"briefing:agency": "Quay Press"') == 4
    assert brought(empty, text) == ImportReport(waiting=3, skipped=1)
    assert marks_of(empty) == set(made)
    assert empty.documents.title(briefing.document.sha256) == "Harbour news"
    assert brought(empty, text) == ImportReport(known=3, skipped=1)
    assert exported(empty, "w3c") == exported(
        library, "w3c", only=["bookmark", "highlight", "note"]
    )
    empty._store.documents.keep(briefing)
    assert {*empty.annotations.all(Bookmark, briefing.document)} == {made[0]}
    assert marks_of(empty) == set(made)
    assert empty._store.annotations.pending() == ()
    assert brought(empty, text) == ImportReport(known=3, skipped=1)


def test_what_comes_back_into_the_same_library_is_there_already():
    briefing = briefing_of()
    library = library_with(briefing)
    made = marked(library, briefing)
    for form in ("w3c", "csv"):
        assert brought(library, exported(library, form)) == ImportReport(known=3, skipped=1), form
    assert marks_of(library) == set(made)


def test_csv_into_an_empty_library_gives_the_same_marks_but_for_their_ids():
    briefing = briefing_of()
    library, other = library_with(briefing), library_with(briefing)
    made = marked(library, briefing)
    assert exported(library, "csv").count(',"A. Writer, Quay Press",') == 4
    assert brought(other, exported(library, "csv")) == ImportReport(added=3, skipped=1)

    def nameless(marks):
        return {replace(mark, id="") for mark in marks}

    assert nameless(marks_of(other)) == nameless(made)


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40).map(sanitize)
POSITIONS = st.tuples(st.integers(0, 1 << 30), st.integers(0, 500))
ANCHORS = st.builds(
    lambda exact, prefix, suffix, at: Anchor(exact, prefix, suffix, Span(at[0], sum(at))),
    WORDS,
    WORDS,
    WORDS,
    POSITIONS,
)
COMMON = {
    "id": st.uuids().map(str),
    "document": st.just("a" * 64),
    "anchor": ANCHORS,
    "section_title": WORDS,
    "created": st.datetimes(min_value=datetime(1000, 1, 1), timezones=st.just(UTC)),
}
MARKS = st.one_of(
    st.builds(Bookmark, **COMMON, note=WORDS),
    st.builds(Highlight, **COMMON, colour=st.sampled_from(COLOURS)),
    st.builds(Note, **COMMON, body=WORDS),
)
KNOWN = st.builds(DocumentRef, sha256=st.just("a" * 64), title=WORDS.filter(bool))


@given(st.lists(MARKS, max_size=4), KNOWN)
def test_any_marks_come_back_from_w3c(marks, about):
    text = "".join(w3c_format.write_w3c([Bundle(about, tuple(marks))]))
    read = read_annotations(text.encode(), "The file").marks
    assert [item.mark for item in read] == marks
    assert all(item.about == about for item in read)


@pytest.mark.parametrize("cell", ["\n", "'\n", "\tx", "=x", "'=x", "' \n", "plain"])
def test_an_apostrophe_in_front_of_a_cell_is_only_ours(cell):
    row = {"Note": readwise_format._plain_cell(cell)}
    assert readwise_format._cell(row, "Note") == cell


@given(MARKS, WORDS.filter(bool))
def test_any_mark_comes_back_from_csv(mark, title):
    text = "".join(readwise_format.write_readwise([Bundle(DocumentRef(title=title), (mark,))]))
    [row] = csv.reader(io.StringIO(text.partition("\r\n")[2], newline=""))
    assert not any(cell[:1] in ("=", "+", "-", "@", "\t", "\r") for cell in row)
    found = read_annotations(text.encode(), "The file")
    if not mark.anchor.exact and isinstance(mark, Highlight):
        return
    [item] = found.marks
    assert type(item.mark) is type(mark)
    assert item.mark.anchor.exact == mark.anchor.exact
    assert item.about.title == title
    for name in ("note", "body", "colour"):
        assert getattr(item.mark, name, None) == getattr(mark, name, None)


def test_the_collection_is_what_the_w3c_model_asks_for():
    briefing = briefing_of()
    library = library_with(briefing)
    marked(library, briefing)
    found = json.loads(exported(library, "w3c"))
    assert found["type"] == "AnnotationCollection"
    assert found["total"] == len(found["first"]["items"]) == 4
    assert {item["motivation"] for item in found["first"]["items"]} == {
        "bookmarking",
        "highlighting",
        "commenting",
        "identifying",
    }
    for item in found["first"]["items"]:
        uuid.UUID(item["id"])
        assert item["target"]["source"] == ADDRESS
        quote, position = item["target"]["selector"]
        assert TEXT[position["start"] : position["end"]] == quote["exact"]
    said = next(item for item in found["first"]["items"] if item["motivation"] == "identifying")
    assert said["body"]["value"] == "Ada Kroll"
    issues = [(i["briefing:issue"], i.get("briefing:inferred")) for i in found["first"]["items"]]
    assert set(issues) == {("The harbour", None), ("The ferry", True)}


def test_a_text_that_came_from_a_file_is_named_by_its_hash():
    briefing = briefing_of(source="/home/someone/harbour.txt")
    library = library_with(briefing)
    marked(library, briefing)
    text = exported(library, "w3c") + exported(library, "csv")
    assert "someone" not in text
    assert "ni:///sha-256;" in text


# Waiting and finding the place


def hypothesis_row(exact: str, text: str = "", **more: object) -> dict[str, object]:
    selectors = [
        {"type": "RangeSelector", "startContainer": "/p[1]"},
        {"type": "TextPositionSelector", "start": 900, "end": 900 + len(exact)},
        {"type": "TextQuoteSelector", "exact": exact, "prefix": "", "suffix": ""},
    ]
    target = [{"source": ADDRESS, "selector": selectors if exact else []}]
    row = {"id": uuid.uuid4().hex, "created": "2026-03-04T05:06:07.123456+02:00", "uri": ADDRESS}
    return row | {"text": text, "tags": [], "target": target, **more}


def test_hypothesis_rows():
    briefing = briefing_of()
    reply: dict[str, Any] = {"id": "up", "text": "Why so?", "tags": ["sea"]}
    rows = [
        hypothesis_row("Ada\n   Kroll opened", **reply),
        hypothesis_row("", "I agree", references=["up"]),
        hypothesis_row("the quay"),
        hypothesis_row("", "of all of it"),
        hypothesis_row("words that are nowhere in it"),
        {"uri": None, "text": "no address"},
    ]
    for value in ({"total": 5, "rows": rows}, {"annotations": rows}, rows):
        library = library_with(briefing)
        found = brought(library, json.dumps(value))
        assert found == ImportReport(added=4, lost=1, skipped=1)
        notes = {note.body: note for note in library.annotations.all(Note, briefing.document)}
        assert notes["Why so?\n#sea"].anchor.exact == "Ada Kroll opened"
        assert notes["Why so?\n#sea"].created.hour == 3
        assert notes["Why so?\n#sea"].section_title == "The harbour"
        assert notes["I agree"].anchor.exact == "Ada Kroll opened"
        assert notes["of all of it"].anchor.exact == "The harbour"
        assert [
            mark.anchor.exact for mark in library.annotations.all(Highlight, briefing.document)
        ] == ["the quay"]
        assert brought(library, json.dumps(value)) == ImportReport(known=5, skipped=1)


def test_what_readwise_exports():
    rows = [
        "highlight, Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at",
        "the quay,harbour NEWS,A. Writer,,,blue,,page,3,2026-01-02 03:04:05+00:00",
        'Ada Kroll,harbour NEWS,A. Writer,,who?,,"sea, people",page,1,2026-01-02 03:04:05+00:00',
        "elsewhere,Other news,,,,,,,,",
    ]
    briefing = briefing_of(source="/tmp/harbour.txt")
    library = library_with(briefing)
    assert brought(library, "\n".join(rows)) == ImportReport(added=2, waiting=1)
    [highlight] = library.annotations.all(Highlight, briefing.document)
    assert (highlight.colour, highlight.created) == (
        "blue",
        datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    )
    assert [note.body for note in library.annotations.all(Note)] == ["who?\n#sea #people"]


def test_marks_wait_for_a_newer_text_of_their_address():
    old, new = briefing_of(), briefing_of(TEXT.replace("harbour\n", "old harbour\n"))
    library, empty = library_with(old), library_with()
    made = marked(library, old)
    brought(empty, exported(library, "w3c"))
    empty._store.documents.keep(new)
    at = new.document.text.index("Ada Kroll")
    assert empty.annotations.all(Bookmark, new.document)[0].anchor.span == Span(at, at + 9)
    assert {mark.id for mark in marks_of(empty)} == {mark.id for mark in made}


@pytest.mark.parametrize(
    "address", [ADDRESS + "#top", ADDRESS + "/", ADDRESS.replace("https", "http") + "/#a"]
)
def test_an_address_is_known_in_other_forms(address):
    briefing = briefing_of()
    row = hypothesis_row("the quay") | {"uri": address, "document": {"title": ["Page"]}}
    before, after = library_with(briefing), library_with()
    assert brought(before, json.dumps([row])).added == 1
    assert brought(after, json.dumps([row])).waiting == 1
    [mark] = after.annotations.all(Highlight)
    assert (mark.document, after.documents.title(mark.document)) == (address, "Page")
    after._store.documents.keep(briefing)
    assert len(after.annotations.all(Highlight, briefing.document)) == 1


def test_a_path_that_is_no_text():
    briefing = briefing_of(source="/tmp/harbour\udcff.txt")
    library = library_with(briefing)
    marked(library, briefing)
    for form in ("w3c", "csv", "markdown"):
        exported(library, form).encode()
    assert brought(library, exported(library, "w3c")).known == 3


def test_marks_of_a_removed_text_come_back_with_it_and_do_not_go_with_it():
    briefing = briefing_of()
    library = library_with(briefing)
    made = marked(library, briefing)
    text = exported(library, "w3c")
    library.documents.remove(briefing.document.sha256)
    assert marks_of(library) == set()
    assert brought(library, text) == ImportReport(waiting=3, skipped=1)
    library.documents.close()
    assert marks_of(library) == set(made)
    library._store.documents.keep(briefing)
    assert set(library.annotations.all(Note, briefing.document)) == {made[2]}


def test_a_waiting_mark_can_be_changed_and_removed():
    briefing = briefing_of()
    library, empty = library_with(briefing), library_with()
    made = marked(library, briefing)
    brought(empty, exported(library, "w3c"))
    changed = replace(made[0], note="new words")
    empty.annotations.keep(changed)
    assert empty.annotations.all(Bookmark) == (changed,)
    empty.annotations.remove(changed)
    assert empty.annotations.all(Bookmark) == ()


def test_an_import_that_fails_keeps_nothing(monkeypatch):
    library = library_with()
    rows = json.dumps([hypothesis_row("Ada Kroll"), hypothesis_row("the quay")])
    before = library._store.database.all("SELECT * FROM pending_mark")
    calls = []

    def refuse(_, database, carried):
        calls.append(carried)
        if len(calls) == 2:
            raise OSError
        database.execute("INSERT INTO pending_mark VALUES ('a', 'note', '', '', '', '', '', '')")

    monkeypatch.setattr("briefing.storage.pending_annotations.PendingAnnotations.keep", refuse)
    with pytest.raises(StorageError):
        brought(library, rows)
    assert library._store.database.all("SELECT * FROM pending_mark") == before == []


# Bad input

BAD = {
    "nothing known": b"just words\n",
    "other JSON": b'{"a": 1}',
    "an empty list": b"[]",
    "a number": b"[1]",
    "half of it": b'{"rows": [{"uri": ',
    "not UTF-8": b"Highlight\n\xff\xfe\n",
    "UTF-16": "Highlight\nwords\n".encode("utf-16"),
    "too deep": b"[" * 200_000,
    "a giant number": b"[" + b"9" * 10_000 + b"]",
    "CSV without the column": b"Title,Note\na,b\n",
    "a quotation mark left open": b'Highlight\n"words',
}


@pytest.mark.parametrize("data", BAD.values(), ids=BAD)
def test_bad_input_is_one_sentence(data):
    with pytest.raises(InputError) as error:
        read_annotations(data, "The file")
    sentence = str(error.value)
    assert sentence.startswith("The file ")
    assert sentence.endswith(".")
    assert "\n" not in sentence


KEYS = [
    *("id", "type", "target", "source", "selector", "exact", "start", "end", "body", "value"),
    *("items", "first", "created", "uri", "rows", "text", "tags", "document", "title"),
    *("references", "motivation", "refinedBy", "briefing:sha256"),
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(KEYS),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@given(JSON, st.booleans())
def test_no_json_breaks_reading(value, hypothesis):
    row = {"type": "Annotation", "target": value} | (value if isinstance(value, dict) else {})
    row |= {"uri": "a", "target": [value]} if hypothesis else {"type": "Annotation"}
    found = read_annotations(json.dumps([row]).encode(), "The file")
    store = Repositories(Database(None))
    import_annotations(store, found.marks)
    assert "".join(Library(Config(), store.database).annotations.export(None, "w3c"))


@pytest.mark.parametrize("form", FORMATS)
def test_only_the_readers_marks_go_out_unless_quotes_are_asked_for(form):
    """What the program attributed says so, in every form."""
    briefing = briefing_of()
    library = library_with(briefing)
    marked(library, briefing)
    mine = "".join(library.annotations.export(None, form))
    assert "Briefing)" not in mine
    assert "sails at noon" not in mine
    every = exported(library, form)
    assert every.count("(attributed by Briefing)") == every.count("sails at noon") == 1


# Markdown


def test_the_usual_markdown():
    briefing = briefing_of()
    library = library_with(briefing)
    library.annotations.add_note(briefing, Span(13, 22), "*why*?\n\n# really <b>")
    assert exported(library, "markdown") == (
        "# Harbour news\n\n- By A. Writer\n- Published by Quay Press\n- From <https://news.example/harbour>\n\n"
        "## The harbour\n\n> Ada Kroll\n\n"
        f"Noted on {datetime.now(UTC).date()}:\n\n\\*why\\*?\n\n\\# really \\<b\\>\n\n"
        "## The ferry (inferred)\n\n> “It sails at noon,”\n\nSaid by Ada Kroll (attributed by Briefing).\n"
    )


def test_a_template_of_the_readers():
    shape = markdown_export.MarkdownTemplate(
        "preface\n[note]\n* $$1 ${issue}: $text\n  - $note\n  $colour\n"
    )
    anchor = Anchor("two\nlines", "", "", Span(0, 9))
    note = Note("1", "a", anchor, "Sea", NOW, "a\nb")
    written = "".join(shape.write([Bundle(DocumentRef(title="T"), (note,))]))
    assert written == "* $1 Sea: two\nlines\n  - a\n  b\n"


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("", "has no part"),
        ("[notes]\n$text", "Line 1 of the template names no part"),
        ("[note]\n$words", "the unknown word $words"),
        ("[note]\ncosts 5$", "Line 2 of the template has a $ with no name"),
        ("[note]\n${text.__class__}", "Line 2 of the template has a $ with no name"),
    ],
)
def test_a_template_that_is_wrong(template, said):
    with pytest.raises(InputError, match=said.replace("$", r"\$")):
        markdown_export.MarkdownTemplate(template)


def test_only_some_kinds_and_some_briefings():
    one, two = briefing_of(), briefing_of(TEXT + "More.\n", source=None)
    library = library_with(one, two)
    marked(library, one)
    library.annotations.add_note(two, Span(0, 11), "second")
    text = "".join(library.annotations.export([two.document.sha256], "csv", only=["note"]))
    assert text.count("\r\n") == 2
    assert "second" in text
    with pytest.raises(InputError):
        library.annotations.export(None, "xml")
