"""What all tests share."""

import gc
import os

import pytest
from hypothesis import settings
from hypothesis.internal.conjecture import providers

from briefing.worker.client import Worker
from tests import kept_workers as keeping
from tests import quick_libraries

settings.register_profile("steady", derandomize=True, deadline=None, max_examples=50)
settings.register_profile("searching", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))
if settings().derandomize:
    # Else examples hold constants of whatever modules are imported by then, all of which are parsed for them.
    providers._get_local_constants = lambda: providers._local_constants
gc.disable()


def pytest_collection_finish():
    """What all tests share is never garbage: looking through it took a fifth of their time."""
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)
    gc.enable()


def pytest_make_parametrize_id(config, val, argname):
    """Name bytes by their argument: a name made of an archive's bytes would change with the clock."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(autouse=True, scope="session")
def own_folders(tmp_path_factory):
    """No test reads or writes the library, the settings or the state of whoever runs it."""
    for name in ("DATA", "CONFIG", "STATE"):
        os.environ[f"XDG_{name}_HOME"] = str(tmp_path_factory.mktemp(name.lower()))


@pytest.fixture(autouse=True)
def kept_workers(monkeypatch):
    """Tests of the worker itself have their own of this name."""
    monkeypatch.setattr(Worker, "_start", keeping.start)
    monkeypatch.setattr(Worker, "_kill", keeping.kill)
    yield
    keeping.take_back()


@pytest.fixture(autouse=True)
def libraries(monkeypatch):
    """Tests of storage have the program's."""
    quick_libraries.use(monkeypatch)


@pytest.fixture(autouse=True, scope="session")
def ended_workers():
    yield
    keeping.end()
