"""What benchmarks/safety.py does at length, done briefly: nothing that was acknowledged is lost."""

import os

import pytest

from benchmarks import safety
from tests.unmeasured import unmeasured_environment


@pytest.fixture
def folder(tmp_path, monkeypatch):
    for name in set(os.environ) - set(unmeasured_environment()):
        monkeypatch.delenv(name)
    made = tmp_path / "made"
    made.mkdir()
    return made


def test_killed_at_any_moment(folder):
    found = safety.kills(folder, 10, renewed=5, longest=0.8)
    assert found.acknowledged > 0
    assert (found.lost, found.unsound, found.warned) == (0, 0, 0)


def test_killed_while_restoring(folder):
    found = safety.restores(folder, 12)
    assert (found.lost, found.unsound, found.warned) == (0, 0, 0)


def test_two_programs_write_while_a_third_imports(folder):
    found = safety.together(folder, 400, 8)
    assert (found.acknowledged, found.lost, found.imported) == (400, 0, 8)
    assert found.sound
    assert found.codes == (0, 0, 0)


def test_a_full_disk(folder):
    found = safety.full(folder / "library.db", safety.limit_files(6 << 20))
    check(found, "The disk reported an error, so this was not saved")


def test_a_home_that_may_not_be_written(folder):
    check(safety.read_only(folder), "The library cannot be written, so nothing is saved")


def test_a_library_of_a_newer_version(folder):
    check(safety.newer(folder), "A newer version of Briefing wrote the library")


def check(found, sentence):
    assert found.acknowledged > 0
    assert found.lost == 0
    assert found.sound
    assert found.readable
    assert found.after
    assert found.sentence.startswith(sentence)
    assert found.sentence.endswith(".")


def test_pages_overwritten(folder):
    found = safety.damage(folder, 3, marks=60)
    assert found.aside == found.sound == found.rounds == 3
    assert found.marks > found.of_marks / 2
    assert found.texts > found.of_texts / 2
