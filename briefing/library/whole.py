"""Reading the whole of a large text: all of it in the worker, which hands over rows for the database.

This process holds the text and what is found in it, never what it is made of.
"""

import zlib
from dataclasses import replace

from briefing.config import Config
from briefing.errors import WorkerError
from briefing.library.keeping import found_before, keep
from briefing.library.memory import give_back
from briefing.library.splitting import checked
from briefing.model import Briefing
from briefing.model.gate import is_clean
from briefing.sources.read import naming
from briefing.sources.retrieve import retrieve
from briefing.storage import rows
from briefing.storage.packed import Packed
from briefing.storage.store import Store
from briefing.worker import Answer, Limits, Worker

_MEMORY = 3 << 30
_SECONDS = 10.0
_A_SECOND = 50_000
"""Bytes that a second of the processor is given for, besides ten; the slowest to parse is a tenth of a megabyte."""
_SLICE = 1 << 18
"""Code points that are looked through at a time, in less than a millisecond."""


class Whole:
    """A text or markdown file whose head is on the screen."""

    def __init__(self, source: str, config: Config, store: Store, worker: Worker) -> None:
        self._source, self._config, self._store, self._worker = source, config, store, worker

    def __call__(self) -> Briefing:
        """The whole briefing, kept; with the people that are kept of it.

        Raises:
            SourceError, WorkerError: when it cannot be read.
        """
        with naming(self._source):
            packed = self._read(retrieve(self._source, self._config.largest))
            briefing = _unpacked(packed)
        give_back()
        kept = found_before(packed.sha256, self._store)
        if kept is None or kept.entities is None:
            return keep(briefing, self._store, packed)
        return keep(
            replace(briefing, analysis=replace(kept, sections=briefing.analysis.sections)),
            self._store,
        )

    def _read(self, data: bytes) -> Packed:
        seconds = _SECONDS + len(data) / _A_SECOND
        limits = Limits(memory=_MEMORY, cpu=seconds, wall=2 * seconds)
        function = "briefing.library.remote:whole"
        return _rows(self._worker.ask(function, data, limits=limits, name=self._source))


def _rows(answer: Answer) -> Packed:
    found, at = dict(answer.result), 0
    for blob in ("text", "body", "analysis"):
        found[blob] = answer.body[at : at + found[blob]]
        at += len(found[blob])
    return Packed(**found)


def _unpacked(packed: Packed) -> Briefing:
    """The briefing in rows from a worker, which is not trusted.

    Raises:
        WorkerError: when they make no sense, or hold what no text of ours holds.
    """
    try:
        document = rows.document(packed.text, packed.body)
        analysis = rows.analysis(packed.analysis)
    except (zlib.error, AttributeError, KeyError, TypeError, ValueError):
        raise WorkerError(
            "It was read by a program that gave no sense; the document may be damaged."
        ) from None
    text = document.text
    head = (document.title, document.byline, document.agency, document.dateline)
    parts = (text[at : at + _SLICE] for at in range(0, len(text), _SLICE))
    if not all(map(is_clean, (*filter(None, head), *document.notices))) or not all(
        map(is_clean, parts)
    ):
        raise WorkerError("It holds signs that no text may hold; the document may be damaged.")
    checked(analysis.sections, text)
    return Briefing(document, analysis)
