"""What benchmarks/safety.py does with every call up to the 400th, done with some: a disk that fails loses nothing."""

import pytest

from benchmarks import safety

CALLS = (2, 40, 150, 300)


@pytest.fixture(autouse=True)
def libraries():
    """Those of the program."""


def test_nothing_that_was_acknowledged_is_lost(tmp_path):
    found = safety.failures(tmp_path, safety.plans(CALLS))
    assert found.reached > 20
    assert found.acknowledged > 100
    assert (found.lost, found.unsound, found.wrong) == ([], [], [])
    assert all(sentence.endswith(".") for sentence in found.sentences)
