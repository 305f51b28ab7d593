"""Searches that are kept, and what they find in briefings that come in. No test reads a clock."""

import os
import sys
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from briefing.errors import InputError, OutputError, QueryError, StorageBusy
from briefing.library.search_service import Searcher
from briefing.library.watches import report_receipt, watch_service
from briefing.library.watches.report_receipt import Outlet, Receipt, given_as
from briefing.library.watches.watch_service import WatchService
from briefing.model import Analysis, Briefing, Document, Entity, EntityKind, Mention, Span
from briefing.model.digest_origins import DIGEST
from briefing.storage.collection_rows import CollectionRows
from briefing.storage.database import Database
from briefing.storage.document_rows import DocumentRows
from briefing.storage.search_index import SearchIndex
from briefing.storage.watch_rows import WatchRows
from briefing.system.sending import send_file
from tests.library.test_stories import briefing

FERRY = "The ferry to Marlow sails again on Monday after repairs to its bow doors."
FROST = "Growers in Tarn lost apricots to three nights of frost, said Ada Lind."


def named(made: Briefing, *names: str) -> Briefing:
    """With these people, where the text has them."""
    text = made.document.text
    people = [
        Entity(f"p{n}", EntityKind.PERSON, name, mentions=(Mention(Span(at, at + len(name)), EntityKind.PERSON),))
        for n, name in enumerate(names)
        if (at := text.find(name)) >= 0
    ]  # fmt: skip
    return replace(made, analysis=replace(made.analysis, entities=tuple(people)))


def report(watches, give, descriptor=None, *, together=False) -> int:
    """Gives titles of issues."""

    def render(hits) -> bytes:
        return "".join(f"{each.hit.issue}\n" for each in hits).encode()

    def write(data: bytes) -> None:
        for line in data.decode().splitlines():
            give(line)

    return watches.report(render, Outlet(descriptor, int, write), together=together)


class Watching:
    """A library in memory."""

    def __init__(self) -> None:
        self.database = Database(None)
        self.documents, self.index = DocumentRows(self.database), SearchIndex(self.database)
        self.watches = WatchService(self.database)
        self.search = Searcher(self.database, self.documents.briefing)

    def take(self, *some: Briefing) -> None:
        for each in some:
            self.documents.keep(each)
            self.index.put(each)
        assert self.watches.match() == 0

    def hits(self) -> list[tuple[str, str]]:
        """Names of watches, and titles of the issues found."""
        watches = self.watches
        return [(w.name, each.hit.issue) for w in watches.all() for each in watches.hits(w)]

    def reported(self) -> list[str]:
        given: list[str] = []
        report(self.watches, given.append)
        return given


@pytest.fixture
def watching():
    made = Watching()
    yield made
    made.database.close()


def test_only_what_comes_in_later_is_a_hit(watching):
    watching.take(briefing("before", FERRY))
    watching.watches.add("ferry")
    watching.take(briefing("after", FERRY + " Twice."), briefing("frost", FROST))
    assert watching.hits() == [("ferry", "after 0")]
    assert watching.watches.count_new() == 1


def test_a_digest_is_no_hit(watching):
    id = watching.watches.add("ferry")
    made = briefing("digest", FERRY)
    watching.take(replace(made, document=replace(made.document, source=None, format=DIGEST)))
    watching.watches.edit(id, "Marlow")
    assert watching.hits() == []


def test_what_waits_when_a_watch_is_made_is_not_new(watching):
    waiting = briefing("waiting", FERRY)
    watching.documents.keep(waiting)
    watching.watches.add("ferry")
    watching.index.put(waiting)
    watching.take()
    assert watching.hits() == []


def test_a_forgotten_text_gives_its_number_to_a_new_one(watching):
    watching.take(briefing("before", FERRY))
    watching.watches.add("ferry")
    with watching.database.write() as connection:
        connection.execute("DELETE FROM document")
    watching.take(briefing("after", FERRY + " Twice."))
    assert watching.hits() == [("ferry", "after 0")]


def test_names_found_later_are_hits_and_others_are_not_hits_again(watching):
    watching.watches.add("person:lind")
    watching.watches.add("apricots")
    made = briefing("frost", FERRY, FROST)
    watching.take(made)
    assert watching.reported() == ["frost 1"]
    watching.take(named(made, "Ada Lind"))
    assert watching.reported() == ["frost 1"]
    assert watching.hits() == [("apricots", "frost 1"), ("person:lind", "frost 1")]


def test_an_issue_split_anew_is_the_same_hit(watching):
    watching.watches.add("ferry OR frost")
    two = briefing("both", FERRY, FROST)
    first, last = two.analysis.sections
    one = replace(first, span=Span(0, last.span.end))
    for sections, told in (((first, last), 2), ((one,), 0), ((first, last), 0)):
        watching.take(replace(two, analysis=Analysis(sections, entities=(), quotes=())))
        assert len(watching.reported()) == told


def test_what_no_longer_fits_and_was_not_told_is_no_hit(watching):
    watching.watches.add("person:lind")
    made = briefing("frost", FROST)
    watching.take(named(made, "Ada Lind"))
    watching.take(made)
    assert watching.hits() == []


def test_collections_are_seen(watching):
    made = briefing("ferry", FERRY)
    watching.watches.add("collection:work")
    watching.documents.keep(made)
    collections = CollectionRows(watching.database)
    collections.put(collections.make("Work"), [made.document.sha256])
    watching.take(made)
    assert watching.hits() == [("collection:work", "ferry 0")]


def test_a_hit_is_at_its_words(watching):
    watching.watches.add('"bow doors"')
    watching.take(briefing("ferry", FROST, FERRY))
    [watch] = watching.watches.all()
    [found] = watching.watches.hits(watch)
    assert found.hit.number == 1
    assert found.hit.span.of(f"{FROST}\n\n{FERRY}") == "bow doors"


def test_what_a_screen_showed_is_not_reported(watching):
    watching.watches.add("ferry")
    watching.take(briefing("ferry", FERRY))
    [watch] = watching.watches.all()
    watching.watches.see(watching.watches.hits(watch))
    assert (watching.reported(), watching.watches.count_new()) == ([], 0)
    assert watching.watches.all()[0].hits == 1


def test_removed_texts_are_no_hits_until_they_come_back(watching):
    watching.watches.add("ferry")
    made = briefing("ferry", FERRY)
    watching.take(made)
    watching.documents.remove(made.document.sha256)
    assert (watching.hits(), watching.watches.count_new()) == ([], 0)
    watching.documents.restore(made.document.sha256)
    assert watching.reported() == ["ferry 0"]


def test_a_removed_watch_comes_back_with_its_hits(watching):
    id = watching.watches.add("ferry", "boats")
    watching.take(briefing("ferry", FERRY))
    gone = watching.watches.remove(id)
    assert watching.watches.all() == ()
    watching.watches.restore(gone)
    assert watching.hits() == [("boats", "ferry 0")]
    watching.watches.rename(id, "ships")
    assert watching.watches.find("SHIPS").query == "ferry"


@pytest.mark.parametrize(
    ("query", "before", "after", "new"),
    [
        ("ferry", [FERRY], [FERRY, FROST], []),
        ("ferry", [FERRY], [f"Update at noon.  {FERRY} All is well."], []),
        ("ferry", [FROST], [FROST, FERRY], ["page 1"]),
        ("ferry", [FERRY], [f"{FERRY} The second ferry waits."], ["page 0"]),
        ("ferry frost", [FERRY], [f"{FERRY}\n{FROST}"], ["page 0"]),
        ("person:lind", [FROST], [FROST, FERRY], []),
        ("person:lind", [FERRY], [FERRY, FROST], ["page 1"]),
        ("agency:coast", [FERRY, FROST], [FERRY, FROST, "And so on."], []),
        ("agency:coast", [FERRY], [f"{FROST} {FROST}"], ["page 0"]),
    ],
)
def test_of_a_page_that_changed_only_other_words_are_new(watching, query, before, after, new):
    def page(parts):
        made = briefing("page", *parts, agency="Coast News")
        return named(made, "Ada Lind")

    watching.watches.add(query)
    watching.take(page(before))
    watching.reported()
    watching.take(page(after))
    assert watching.reported() == new
    assert len(watching.hits()) >= len(new)


def test_versions_that_come_in_together_are_told_apart(watching):
    watching.watches.add("ferry")
    for parts in ([FERRY], [FERRY, FROST], [FERRY, FROST, f"{FERRY} Twice, by ferry."]):
        made = briefing("page", *parts)
        watching.documents.keep(made)
        watching.index.put(made)
    watching.take()
    assert watching.reported() == ["page 0", "page 2"]


def test_a_watch_that_comes_back_has_what_came_in_meanwhile(watching):
    id = watching.watches.add("ferry")
    waiting = briefing("waiting", FERRY)
    watching.documents.keep(waiting)
    watching.index.put(waiting)
    gone = watching.watches.remove(id)
    watching.watches.add("frost")
    watching.take(briefing("meanwhile", FERRY + " Twice."))
    watching.watches.restore(gone)
    watching.take()
    assert sorted(watching.hits()) == [("ferry", "meanwhile 0"), ("ferry", "waiting 0")]
    assert watching.watches.count_new() == 2


def test_an_edited_watch_keeps_what_it_still_finds(watching):
    id = watching.watches.add("ferry")
    watching.take(briefing("ferry", FERRY), briefing("both", FERRY, FROST))
    before = watching.watches.edit(id, "ferry OR\x07 apricots")
    [watch] = watching.watches.all()
    assert (watch.name, watch.query) == ("ferry OR apricots",) * 2
    assert (watch.hits, watch.new) == (3, 2), "what is there already is not new"
    watching.watches.edit(id, "apricots")
    assert (watching.hits(), watching.watches.count_new()) == ([("apricots", "both 1")], 0)
    watching.watches.restore(before)
    assert watching.hits() == [("ferry", "both 0"), ("ferry", "ferry 0")]
    assert watching.watches.count_new() == 2


def test_seeing_is_taken_back(watching):
    watching.watches.add("ferry")
    watching.watches.add("Marlow")
    watching.take(briefing("ferry", FERRY))
    ferry, _ = watching.watches.all()
    seen = [watching.watches.see_all(ferry), watching.watches.see_all()]
    assert ([len(each.hits) for each in seen], watching.watches.count_new()) == ([1, 1], 0)
    assert watching.reported() == []
    watching.watches.take_back(seen[0])
    assert (watching.watches.count_new(), watching.reported()) == (1, ["ferry 0"])
    assert [w.new for w in watching.watches.all()] == [1, 0]


def test_long_queries_with_one_beginning_get_numbers(watching):
    for end in ("ferry", "frost", "lind"):
        watching.watches.add("harbour " * 20 + end)
    names = [watch.name for watch in watching.watches.all()]
    assert len(set(names)) == 3
    assert max(map(len, names)) <= 80
    with pytest.raises(InputError, match="There is already a watch"):
        watching.watches.add("harbour " * 20 + " frost")


@pytest.mark.parametrize(
    ("query", "name", "error", "sentence"),
    [
        ("", "", QueryError, "Enter what to watch for"),
        ("()", "", QueryError, "Enter what to watch for"),
        ("before:soon", "", QueryError, "Enter a date"),
        ("person:", "", QueryError, "Enter a value"),
        ("topic:ferry", "", QueryError, "There is no filter topic:"),
        ("ferry " * 200, "", QueryError, "too long"),
        ("ferry", "x" * 81, InputError, "too long"),
        ("ferry", "BOATS", InputError, "There is already a watch BOATS"),
    ],
)
def test_what_cannot_be_watched(watching, query, name, error, sentence):
    watching.watches.add("boat", "boats")
    with pytest.raises(error, match=sentence):
        watching.watches.add(query, name)


WORDS = ("ferry", "frost", "harbour", "lind", "kroll", "ada")
ATOMS = [
    *WORDS, "f*", '"ferry frost"', "title:ferry", "person:lind", 'person:"ada lind"', "org:kroll", "agency:coast",
    "before:2024-03", "after:2024-02-02", "source:example", "unread:", "marked:", "-ferry", "(ferry OR frost)", "NOT (lind OR kroll)",
]  # fmt: skip
texts = st.lists(st.sampled_from((*WORDS, "Ada Lind", "\n")), min_size=1, max_size=12).map(" ".join)
queries = st.lists(st.sampled_from(ATOMS), min_size=1, max_size=3).map(" ".join) | st.tuples(
    st.sampled_from(ATOMS), st.sampled_from(ATOMS)
).map(" OR ".join)
briefings = st.builds(
    lambda parts, title, agency, day, source: named(_dressed(briefing("t", *parts), title, agency, day, source), "Ada Lind", "kroll"),
    st.lists(texts, min_size=1, max_size=3),
    st.sampled_from((None, "Ferry news", "A frost")),
    st.sampled_from((None, "Coast News")),
    st.sampled_from((None, "2024-02-01", "2024-03-05")),
    st.sampled_from(("a.txt", "https://example.org/x")),
)  # fmt: skip


def _dressed(made, title, agency, day, source):
    document = Document(made.document.text, title=title, agency=agency, published=day, source=source)  # fmt: skip
    return replace(made, document=document)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(briefings, max_size=2),
    st.lists(briefings, min_size=1, max_size=5),
    st.lists(queries, min_size=1, max_size=6, unique=True),
)
def test_hits_are_what_the_search_finds_in_new_briefings(before, after, asked):
    watching = Watching()
    watching.take(*before)
    for query in asked:
        watching.watches.add(query)
    old = {each.document.sha256 for each in before}
    watching.take(*after)
    for watch in watching.watches.all():
        hits = watching.watches.hits(watch)
        found = watching.search.find(watch.query, 1000).shown
        assert sorted((h.hit.sha256, h.hit.number, h.hit.span) for h in hits) == sorted(
            (hit.sha256, hit.number, hit.span) for hit in found if hit.sha256 not in old
        ), watch.query
    watching.database.close()


class Killed(BaseException):
    """For SIGKILL: nothing is done any more."""


@pytest.fixture
def three_hits(tmp_path):
    database = Database(tmp_path / "library.db")
    documents, index, watches = (
        DocumentRows(database),
        SearchIndex(database),
        WatchService(database),
    )
    watches.add("ferry")
    for n in range(3):
        made = briefing(f"{n}", f"{FERRY} {n}")
        documents.keep(made)
        index.put(made)
    watches.match()
    yield database, watches
    database.close()


@pytest.fixture(params=["pipe", "other"])
def outlet(request):
    """What takes what is given, and what reads all that was given."""
    given: list[str] = []
    if request.param == "other":
        yield given.append, None, lambda: [given.pop() for _ in range(len(given))]
        return
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    yield given.append, writing, lambda: os.read(reading, 9999).decode().splitlines()
    assert given == []
    os.close(reading)
    os.close(writing)


@pytest.mark.parametrize("together", [False, True])
def test_killed_at_any_step_no_hit_is_lost_and_each_given_once(
    three_hits, monkeypatch, outlet, together
):
    """But for one step where the outlet takes no sendfile."""
    database, watches = three_hits
    give, descriptor, read = outlet
    left, killed, calls, repeated = 0, True, 0, 0

    def stepping(call):
        def step(*arguments):
            nonlocal left, killed
            left -= 1
            killed = killed or left == 0
            if left <= 0:
                raise Killed
            done = call(*arguments)
            left -= 1
            killed = killed or left == 0
            if left <= 0:
                raise Killed
            return done

        return step

    monkeypatch.setattr(report_receipt, "send_file", stepping(send_file))
    for owner, name in ((Receipt, "clear"), (Receipt, "_send"), (WatchRows, "mark_reported")):
        monkeypatch.setattr(owner, name, stepping(getattr(owner, name)))
    while killed:
        calls, killed = calls + 1, False
        with database.write() as connection:
            connection.execute("UPDATE watch_hit SET reported = 0")
        for limit in (calls, 1000):
            left = limit
            with suppress(Killed):
                report(watches, stepping(give), descriptor, together=together)
        given = read()
        assert set(given) == {"0 0", "1 0", "2 0"}
        repeated += len(given) - 3
    assert calls > 10
    assert repeated == (0 if descriptor else 9 if together else 3)


def test_a_receipt_is_of_one_library_only(three_hits):
    database, watches = three_hits
    hits = [each.stored for each in watches.hits(watches.all()[0])]
    other = replace(hits[0], found="2024-01-01T00:00:00+00:00")
    lines = [
        " ".join(map(str, (end, *given_as(hit))))
        for end, hit in ((5, other), (9, hits[1]), (10, hits[2]))
    ]
    head = (9).to_bytes(8, sys.byteorder)
    path = database.path.with_name("watch.lock")
    path.write_bytes(head + "\n".join([*lines, "torn 1", "\xff"]).encode())
    assert report(watches, str) == 2
    assert path.read_bytes() == bytes(8)


def test_reports_wait_for_one_another(three_hits, monkeypatch):
    _, watches = three_hits
    monkeypatch.setattr(report_receipt, "_PATIENCE", 0)

    def give(line) -> None:
        with pytest.raises(StorageBusy, match="Another briefing watch --new is running"):
            report(watches, print)

    assert report(watches, give) == 3


def test_what_could_not_be_given_is_given_again(three_hits):
    _, watches = three_hits
    given: list[str] = []

    def give(line) -> None:
        if len(given) == 1:
            raise OutputError("Standard output could not be written.")
        given.append(line)

    with pytest.raises(OutputError):
        report(watches, give)
    given.append("")
    report(watches, give)
    assert sorted(given) == ["", "0 0", "1 0", "2 0"]


@pytest.mark.parametrize(
    ("change", "hits"),
    [
        (lambda w, id, made: w.watches.edit(id, "apricots"), []),
        (lambda w, id, made: w.watches.remove(id), []),
        (lambda w, id, made: w.watches.match(), [("ferry", "ships 0")]),
        (lambda w, id, made: w.index.put(made), [("ferry", "ships 0")]),
        (lambda w, id, made: w.documents.remove(made.document.sha256), []),
    ],
)
def test_the_library_may_change_while_texts_are_compared(watching, monkeypatch, change, hits):
    id, made = watching.watches.add("ferry"), briefing("ships", FERRY)
    watching.documents.keep(made)
    watching.index.put(made)
    find, changes = watch_service._find, [change]

    def find_late(*given):
        assert not watching.database._writing
        found = list(find(*given))
        while changes:
            changes.pop()(watching, id, made)
        return found

    monkeypatch.setattr(watch_service, "_find", find_late)
    assert watching.watches.match() == 0
    assert watching.hits() == hits
    assert len(watching.reported()) == len(hits)
