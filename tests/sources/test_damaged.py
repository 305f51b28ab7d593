"""A slice of benchmarks/fuzz.py: damaged files end as documents or as one sentence."""

import pytest

from briefing.errors import FormatError, WorkerError
from briefing.sanitize import is_clean
from briefing.worker import Worker
from tests.sources.articles import SUMMIT
from tests.sources.blame import wrongly_blamed
from tests.sources.makers import MAKERS
from tests.sources.mutating import mutated
from tests.sources.reading import read_bytes

ENDINGS = {"mail": "eml", "feed": "xml"}


@pytest.fixture(scope="module")
def worker():
    made = Worker()
    yield made
    made.stop()


@pytest.mark.parametrize("format", MAKERS)
def test_damaged_files(worker, format):
    sound = MAKERS[format](SUMMIT)
    for seed in range(10):
        assert outcome(mutated(sound, seed), format, worker) is None, seed


@pytest.mark.parametrize("format", ["pdf", "docx", "odt", "pptx", "epub", "msg"])
@pytest.mark.parametrize("name", ["x.{}", "https://news.example/x"])
@pytest.mark.parametrize("at", ["head", "end", "directory"])
def test_damage_where_a_format_is_told_by(worker, format, name, at):
    data = bytearray(MAKERS[format](SUMMIT))
    places = {"head": (0, 16), "end": (len(data) - 64, len(data)), "directory": (512, 1024)}
    start, end = places[at]
    data[start:end] = bytes(end - start)
    wrong = outcome(bytes(data), format, worker, name)
    if (name, at) != ("https://news.example/x", "head") or wrong != "not text":
        assert wrong is None


def outcome(data: bytes, format: str, worker: Worker, name: str = "x.{}") -> str | None:
    """What went wrong, if anything."""
    try:
        named = name.format(ENDINGS.get(format, format))
        found = read_bytes(data, named, worker=worker)
    except FormatError as error:
        return wrongly_blamed(str(error), format) or None
    except WorkerError as error:
        return str(error)
    return None if all(is_clean(document.text) for document in found) else "not clean"
