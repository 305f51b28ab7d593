"""Opening, reading again and going from one document to the next, without a screen."""

import pytest
from msgspec.structs import replace

from briefing.errors import WorkerError
from briefing.tui.open_request import OpenRequest
from briefing.tui.reader.library_search import LibrarySearch
from tests.tui.reader.fakes import bare_library, reader
from tests.tui.reading import briefing


@pytest.fixture
def r(tmp_path, monkeypatch):
    library = bare_library(tmp_path)
    monkeypatch.setattr(library.reading, "look_for_names", lambda briefing, *_: briefing)
    paths = []
    for name in ("a", "b"):
        path = tmp_path / f"{name}.md"
        path.write_text(
            f"# {name}\n\n## One\n\nSome words about {name}.\n\n## Two\n\nMore words.\n"
        )
        paths.append(str(path))
    made = reader(library=library, sources=tuple(paths))
    made.paths = paths
    yield made
    library.close()


def title(r):
    return r.session.document.title


def test_sources_are_gone_through(r):
    r.sources.open(r.paths[0])
    assert (title(r), r.session.partial) == ("a", False)
    r.sources.next_document()
    assert title(r) == "b"
    r.sources.next_document()
    assert r.ui.said[-1] == "This is the last document."
    r.sources.previous_document()
    r.sources.previous_document()
    assert (title(r), r.ui.said[-1]) == ("a", "This is the first document.")


def test_a_source_that_fails_is_said(r):
    r.sources.open(r.paths[0] + ".gone")
    assert len(r.ui.errors) == 1
    assert r.session.is_showing(briefing().document.sha256)


def test_a_single_document_has_no_next():
    r = reader()
    r.sources.next_document()
    assert r.ui.said == ["There is no other document; <library> lists what you have read."]


def test_what_is_chosen_in_a_list_is_opened(r):
    r.lists.open(OpenRequest(sources=tuple(r.paths)))
    assert (title(r), r.ui.said[-1]) == (
        "a",
        "2 documents are open; <next_document> goes to the next.",
    )
    r.lists.open(OpenRequest(kept=(briefing().document.sha256, r.session.document.sha256)))
    assert title(r) == "Harbour talks go on"
    r.sources.next_document()
    assert title(r) == "a"
    r.lists.open(OpenRequest(document=briefing().document))
    assert title(r) == "Harbour talks go on"


def test_a_source_is_read_again_at_the_same_words(r):
    r.sources.open(r.paths[0])
    r.reload.reload()
    assert r.ui.said[-1] == "Nothing changed."
    at = r.session.document.text.index("More words")
    r.navigation.go_to_offset(at)
    index = r.session.index
    with open(r.paths[0], "w") as file:
        file.write("# a\n\n## One\n\nOther words, and more of them.\n\n## Two\n\nMore words.\n")
    r.reload.reload()
    assert r.session.document.text[r.session.place.offset :].startswith("More words")
    assert (r.session.index, r.versions.changed) == (index, {index - 1})
    assert r.ui.said[-1] == "Reloaded: changed issues are marked; <changes> shows what changed."


def test_a_file_that_changes_is_read_again(r):
    r.sources.open(r.paths[0])
    r.reload.look_at_file()
    r.reload.look_at_file()
    assert "again" not in r.ui.groups
    with open(r.paths[0], "a") as file:
        file.write("\nAnother sentence.\n")
    r.reload.look_at_file()
    assert "Another sentence" in r.session.document.text


def test_a_watched_file_that_is_gone_is_told_once(r, tmp_path):
    path = tmp_path / "a.md"
    r.sources.open(str(path))
    r.reload.look_at_file()
    words, told = path.read_text(), f"“{path}” is gone; it is reloaded when it is back."
    for times in (1, 2):
        path.unlink()
        r.reload.look_at_file()
        assert r.ui.errors.count(told) == times - 1, "saving may remove it for a moment"
        r.reload.look_at_file()
        r.reload.look_at_file()
        assert r.ui.errors.count(told) == times
        path.write_text(f"{words}\nMore, {times}.\n")
        r.reload.look_at_file()
        assert f"More, {times}." in r.session.document.text


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("-", "Text from a pipe cannot be reloaded."),
        ("mid:1@x.example", "This came by mail, so it does not change and is not reloaded."),
    ],
)
def test_what_is_no_file_is_not_edited_and_not_read_again(source, says):
    shown = briefing()
    r = reader(replace(shown, document=replace(shown.document, source=source)))
    r.reload.edit()
    r.reload.reload()
    assert r.ui.errors == ["Only a file can be edited; this was read from elsewhere."]
    assert r.ui.said == [says]


def test_what_is_read_is_indexed_when_it_is_quiet(r):
    quiet = LibrarySearch(
        r.session,
        r.navigation,
        r.find,
        r.panels,
        r.library,
        r.ui,
        open_kept=print,
        remember=print,
        quiet=0.5,
    )
    r.session.show(briefing())
    seconds, index = r.ui.waiting["index"]
    assert seconds == quiet._quiet
    assert r.library.search.find("crane").total == 0
    index()
    assert r.library.search.find("crane").total == 1


def test_a_passage_is_opened_with_its_matches_marked(r):
    r.ui.waiting["index"][1]()
    r.sources.open(r.paths[0])
    hit = r.library.search.find("crane").shown[0]
    r.lists.open(OpenRequest(hit=hit, words="crane"))
    assert (title(r), r.session.index, r.find.count) == ("Harbour talks go on", 2, "1/1")
    r.navigation.back()
    assert title(r) == "a"


@pytest.mark.parametrize("how", ["open", "show_document", "next_document"])
def test_another_document_ends_the_work_on_the_one_before_and_nothing_is_said(r, monkeypatch, how):
    ended, waiting = [], []
    at_once = r.ui.run

    def run(group, work, done, failed=None):
        if group == "rest":
            waiting.append(failed)
        else:
            at_once(group, work, done, failed)

    monkeypatch.setattr(r.ui, "run", run)
    monkeypatch.setattr(r.library.reading, "stop", lambda: ended.append(title(r)))
    r.sources.open(r.paths[0])
    assert (title(r), r.session.partial, ended) == ("a", True, [])
    arguments = {"open": [r.paths[1]], "show_document": [briefing().document]}.get(how, [])
    getattr(r.sources, how)(*arguments)
    assert ended == ["a"]
    assert title(r) != "a"
    waiting[0](WorkerError("The work was stopped."))
    assert r.ui.errors == []


def test_a_text_that_is_read_again_while_it_is_split_is_split(tmp_path):
    library = bare_library(tmp_path)
    path = tmp_path / "long.md"
    path.write_text("".join(f"## Part {n}\n\n{'Some words of it. ' * 60}\n\n" for n in range(400)))
    first, again = library.open(str(path)), library.open(str(path))
    assert len(again.finish().analysis.sections) == 400
    assert first.finish() == again.finish()
    library.close()
