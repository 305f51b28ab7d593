import math
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from briefing.errors import InputError, QueryError
from briefing.library.given_names import clean_name, find_free_name, shorten
from briefing.library.stories.story import StoryIssue
from briefing.library.watches.report_receipt import Receipt, given_as, take_receipt
from briefing.model.search_query import (
    Node,
    is_empty,
    parse_query,
    squeeze_query,
    unknown_filter,
)
from briefing.storage import watch_rows
from briefing.storage.database import Database
from briefing.storage.fts_tokens import split_terms
from briefing.storage.full_text_search import Hit, Search
from briefing.storage.partial_copy import copy_texts
from briefing.storage.watch_rows import RemovedWatch as RemovedWatch
from briefing.storage.watch_rows import SeenHits as SeenHits
from briefing.storage.watch_rows import StoredHit, WatchRows
from briefing.storage.watch_rows import Watch as Watch
from briefing.storage.without_digests import without_digests

if TYPE_CHECKING:
    from briefing.library.watches.report_receipt import Outlet, Receipt

_AT_ONCE = 100
"""Hits that are given between two transactions."""
_TOGETHER, _WORDS = 300, 300_000
"""Texts compared together, and words in them."""
_HITS = 2000
"""Kept in one transaction."""


class WatchHit(Struct, frozen=True):
    watch: Watch
    hit: Hit
    stored: StoredHit


_clean = partial(clean_name, kind="watch")


class WatchService:
    """Raises StorageError, QueryError for what is no search, and InputError for names."""

    def __init__(self, database: Database) -> None:
        self._database, self._rows = database, WatchRows(database)

    def all(self) -> tuple[Watch, ...]:
        return self._rows.all()

    @property
    def has_any(self) -> bool:
        return bool(self._rows.queries())

    def count_new(self) -> int:
        return self._rows.count_new()

    def find(self, name: str) -> Watch:
        id = self._rows.named(_clean(name))
        found = next((each for each in self.all() if each.id == id), None)
        if found is None:
            raise InputError(f"There is no watch {_clean(name)}; see briefing watch list.")
        return found

    def add(self, query: str, name: str = "") -> int:
        """Only briefings that come in afterwards can be hits. Without a name it is named by its query."""
        query = _check_query(query)
        with self._database.write():
            return self._rows.add(self._check_free(name) if name else self._name_by(query), query)

    def rename(self, id: int, name: str) -> None:
        with self._database.write():
            if all(each.id != id for each in self.all()):
                raise InputError("That watch is not there any more.")
            self._rows.rename(id, self._check_free(name, but=id))

    def edit(self, id: int, query: str) -> RemovedWatch | None:
        """Returns it as it was; what the other query finds in briefings that are there is not new."""
        query = _check_query(query)
        with self._database.write() as connection:
            before = watch_rows.take_out(connection, id)
            if before is None:
                return None
            watch = before.watch
            named = watch.name == _clean(shorten(watch.query))
            name = self._name_by(query) if named else watch.name
            watch_rows.put_in(connection, replace(watch, query=query, name=name), ())
            later = without_digests(self._database, self._rows.later_than(watch.since))
            found = Search(self._database).sections(parse_query(query), later)
            watch_rows.put_hits(connection, [(id, section) for section in found], seen=True)
            watch_rows.keep_states(connection, before.hits)
        return before

    def remove(self, id: int) -> RemovedWatch | None:
        with self._database.write() as connection:
            return watch_rows.take_out(connection, id)

    def restore(self, gone: RemovedWatch) -> None:
        id, query = gone.watch.id, _parse(gone.watch.query)
        with self._database.write() as connection:
            watch_rows.take_out(connection, id)
            self._check_free(gone.watch.name)
            watch_rows.put_in(connection, gone.watch, gone.hits)
            missed = without_digests(self._database, watch_rows.compared_since(connection, gone))
            if missed:
                sections = Search(self._database).sections(query, missed)
                new, old = self._divide(missed, [(id, section) for section in sections])
                watch_rows.put_hits(connection, new)
                watch_rows.put_hits(connection, old, seen=True)

    def match(self, seconds: float = math.inf) -> int:
        """Compares indexed texts with all watches; returns how many texts are left."""
        until = time.monotonic() + seconds
        while self._rows.pending(1) and time.monotonic() < until:
            self._match_some()
        return self._rows.count_pending()

    def _match_some(self) -> None:
        """The library is not locked: what another program changes meanwhile is compared again."""
        ids, queries = _few(self._rows.pending(_TOGETHER)), self._rows.queries()
        issues = self._rows.waiting_issues(ids)
        copy = copy_texts(self._database, without_digests(self._database, ids))
        try:
            found = list(_find(Search(copy), queries))
        finally:
            copy.close()
        known = set(self._divide(ids, found)[1])
        text_of = {issue[0]: issue[1] for issue in issues}
        hits: defaultdict[int | None, list[tuple[int, int]]] = defaultdict(list)
        for hit in found:
            hits[text_of.get(hit[1])].append(hit)
        for some in _slices(ids, hits):
            as_read = [issue for issue in issues if issue[1] in some]
            these = [hit for document in some for hit in hits[document]]
            new, old = [h for h in these if h not in known], [h for h in these if h in known]
            with self._database.write() as connection:
                if self._rows.queries() == queries and self._rows.waiting_issues(some) == as_read:
                    watch_rows.put_compared(connection, some, new, old)

    def _divide(
        self, documents: Sequence[int], found: Sequence[tuple[int, int]]
    ) -> tuple[Sequence[tuple[int, int]], Sequence[tuple[int, int]]]:
        versions = self._rows.earlier_versions(documents)
        if not versions:
            return found, ()
        from briefing.library.watches.earlier_versions import EarlierVersions

        earlier = EarlierVersions(self._rows, versions)
        terms = {id: split_terms(_parse(query)) for id, query in self._rows.queries()}
        places = self._rows.places_of(found)
        old = {(p.watch, p.section) for p in places if earlier.have(p, terms[p.watch])}
        return [each for each in found if each not in old], list(old)

    def hits(self, watch: Watch, most: int = -1) -> tuple[WatchHit, ...]:
        """The newest first; all if `most` is negative."""
        return self._shown(self._rows.listing(watch.id, most))

    def see(self, hits: Iterable[WatchHit]) -> SeenHits:
        return self._rows.see([each.stored for each in hits])

    def see_all(self, watch: Watch | None = None) -> SeenHits:
        return self._rows.see_all(watch.id if watch else None)

    def renew(self, hit: WatchHit) -> None:
        """It is new again; the shell does not report it again."""
        stored = hit.stored
        self._rows.take_back(SeenHits(((stored.watch, stored.document, stored.start, True),)))

    def take_back(self, seen: SeenHits) -> None:
        self._rows.take_back(seen)

    def find_watched(self, hashes: Iterable[str]) -> Callable[[StoryIssue], bool]:
        """Tells whether a watch finds an issue of these texts."""
        self.match()
        found = self._rows.places(hashes)

        def is_watched(issue: StoryIssue) -> bool:
            return any(
                sha256 == issue.sha256 and start < issue.end and issue.start < end
                for sha256, start, end in found
            )

        return is_watched

    def texts(self) -> list[str]:
        return self._rows.texts()

    def report(
        self,
        render: Callable[[Sequence[WatchHit]], bytes],
        outlet: "Outlet",
        *,
        together: bool = False,
    ) -> int:
        """Gives hits that nobody was told of; returns their number. Nothing but other reports waits
        for the outlet.
        """
        count = 0
        with take_receipt(self._database.path) as receipt:
            self._note_given(receipt)
            while hits := self._shown(self._rows.unreported(-1 if together else _AT_ONCE)):
                count += len(hits)
                parts = [hits] if together else [(each,) for each in hits]
                given = [(render(part), [given_as(each.stored) for each in part]) for part in parts]
                try:
                    receipt.give(given, outlet)
                finally:
                    self._note_given(receipt)
        return count

    def _note_given(self, receipt: "Receipt") -> None:
        self._rows.mark_reported(receipt.read())
        receipt.clear()

    def _shown(self, stored: list[StoredHit]) -> tuple[WatchHit, ...]:
        watches = {watch.id: watch for watch in self.all()}
        search, shown = Search(self._database), dict[tuple[int, int], Hit]()
        for id in dict.fromkeys(each.watch for each in stored):
            sections = [each.section for each in stored if each.watch == id]
            found = search.show(sections, _parse(watches[id].query))
            shown |= {(id, section): hit for section, hit in found.items()}
        return tuple(
            WatchHit(watches[each.watch], shown[each.watch, each.section], each)
            for each in stored
            if (each.watch, each.section) in shown
        )

    def _name_by(self, query: str) -> str:
        name = _clean(shorten(query))
        same = self._rows.named(name)
        if same is not None and query in dict(self._rows.queries()).values():
            raise InputError(f"There is already a watch {name}.")
        return find_free_name(name, lambda free: self._rows.named(free) is None)

    def _check_free(self, name: str, but: int | None = None) -> str:
        cleaned = _clean(name)
        if self._rows.named(cleaned) not in (None, but):
            raise InputError(f"There is already a watch {cleaned}; choose another name.")
        return cleaned


def _check_query(query: str) -> str:
    query = squeeze_query(query)
    if is_empty(parse_query(query)):
        raise QueryError('Enter what to watch for, such as person:kroll or "peace talks".')
    if wrong := unknown_filter(query):
        raise QueryError(wrong)
    return query


def _find(search: Search, queries: Iterable[tuple[int, str]]) -> Iterable[tuple[int, int]]:
    for watch, query in queries:
        for section in search.sections(_parse(query)):
            yield watch, section


def _parse(query: str) -> Node:
    try:
        return parse_query(query)
    except QueryError:
        return parse_query("unread: read:")


def _slices(
    documents: Iterable[int], hits: Mapping[int | None, Sequence[object]]
) -> Iterator[set[int]]:
    some, count = set[int](), 0
    for document in documents:
        some.add(document)
        count += 1 + len(hits[document])
        if count >= _HITS:
            yield some
            some, count = set(), 0
    if some:
        yield some


def _few(waiting: list[tuple[int, int]]) -> list[int]:
    """At least one."""
    sums = accumulate(words for _, words in waiting)
    return [
        id
        for number, ((id, _), words) in enumerate(zip(waiting, sums, strict=True))
        if not number or words <= _WORDS
    ]
