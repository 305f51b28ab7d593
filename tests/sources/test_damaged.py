"""A slice of benchmarks/fuzz.py: damaged files end as documents or as one sentence."""

import pytest

from briefing.errors import FormatError, WorkerError
from briefing.model.sanitize import is_clean
from briefing.worker import Worker
from tests.sources.articles import SUMMIT
from tests.sources.makers import MAKERS
from tests.sources.mutating import mutated
from tests.sources.reading import read_bytes


@pytest.fixture(scope="module")
def worker():
    made = Worker()
    yield made
    made.stop()


@pytest.mark.parametrize("format", MAKERS)
def test_damaged_files(worker, format):
    sound = MAKERS[format](SUMMIT)
    for seed in range(10):
        assert outcome(mutated(sound, seed), worker) is None, seed


def outcome(data: bytes, worker: Worker) -> str | None:
    """What went wrong, if anything."""
    try:
        found = read_bytes(data, worker=worker)
    except FormatError as error:
        return None if str(error).endswith(".") else str(error)
    except WorkerError as error:
        return str(error)
    return None if all(is_clean(document.text) for document in found) else "not clean"
