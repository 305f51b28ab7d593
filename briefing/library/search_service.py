import time
from collections.abc import Callable

from briefing.errors import DamagedRow, QueryError
from briefing.model import Briefing, Span
from briefing.model.search_query import Node, is_empty, parse_query
from briefing.model.text_search import MOST, SearchResult
from briefing.sanitize import sanitize_line
from briefing.storage.database import Database
from briefing.storage.document_listing import DocumentListing
from briefing.storage.fts_tokens import first_matches, split_terms
from briefing.storage.full_text_search import Hit as Hit
from briefing.storage.full_text_search import Hits as Hits
from briefing.storage.full_text_search import Search
from briefing.storage.search_index import SearchIndex
from briefing.system.release_memory import release_memory

_TOGETHER = 20
_LARGE = 1 << 20
"""Code points."""
_WHOLE = 300_000
"""Code points searched in a tenth of a second; longer texts are searched in part."""
_LEFT_OUT = (
    "Search leaves out “{}”, which is damaged; briefing doctor --repair repairs what it can."
)


class Searcher:
    def __init__(
        self,
        database: Database,
        load: Callable[[str], Briefing | None],
        note: Callable[[DamagedRow], object] = lambda error: None,
    ) -> None:
        self._database, self._load, self._note = database, load, note
        self._reader = database.reader()
        self._search = Search(self._reader)

    def close(self) -> None:
        if self._reader is not self._database:
            self._reader.close()

    def find(self, words: str, most: int = 50) -> Hits:
        """Takes the language of `model.search_query`; raises QueryError."""
        return self._search.find(_parse(words), most)

    @property
    def has_texts(self) -> bool:
        return DocumentListing(self._reader).has_any()

    def index(self, seconds: float, shown: Briefing | None = None) -> int:
        index, until = SearchIndex(self._database), time.monotonic() + seconds
        while waiting := index.pending(_TOGETHER):
            for sha256 in waiting:
                if time.monotonic() >= until:
                    return index.count_pending()
                known = shown is not None and shown.document.sha256 == sha256
                briefing = shown if known else self._load_intact(sha256)
                if briefing is None:
                    if (title := index.leave_out(sha256)) is not None:
                        self._note(DamagedRow(_LEFT_OUT.format(sanitize_line(title))))
                    continue
                index.put(briefing)
                if len(briefing.document.text) > _LARGE:
                    briefing = None
                    release_memory()
        return 0

    def _load_intact(self, sha256: str) -> Briefing | None:
        try:
            briefing = self._load(sha256)
        except DamagedRow:
            return None
        return briefing if briefing and briefing.document.sha256 == sha256 else None


def in_text(text: str, words: str, passage: Span) -> SearchResult:
    start = 0 if len(text) <= _WHOLE else passage.start
    within = Span(start, min(len(text), start + _WHOLE))
    found = first_matches(text, split_terms(_parse(words)), within, MOST)
    return SearchResult(found, complete=within == Span(0, len(text)) and len(found) < MOST)


def _parse(words: str) -> Node:
    asked = parse_query(words)
    if is_empty(asked):
        raise QueryError(
            'Enter what to search for, such as harbour, "peace talks" or person:kroll.'
        )
    return asked
