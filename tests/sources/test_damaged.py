"""A slice of benchmarks/fuzz.py: damaged files end as documents or as one sentence."""

import pytest
from briefing.sources.read_source import convert_in_worker

from briefing.errors import FormatError, WorkerError
from briefing.model.sanitize import is_clean
from briefing.sources.format_detection import FORMATS
from briefing.worker import Worker
from tests.sources.articles import SUMMIT
from tests.sources.makers import MAKERS
from tests.sources.mutating import mutated

CONVERTERS = {known.name: known.converter for known in FORMATS}


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


def outcome(data: bytes, format: str, worker: Worker) -> str | None:
    """What went wrong, if anything."""
    try:
        found = convert_in_worker(data, CONVERTERS[format], "x", format, worker)
    except FormatError as error:
        return None if str(error).endswith(".") else str(error)
    except WorkerError as error:
        return str(error)
    return None if all(is_clean(document.text) for document in found) else "not clean"
