"""What all tests share."""

import os

import pytest
from hypothesis import settings

settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("searching", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


def pytest_make_parametrize_id(config, val, argname):
    """Name bytes by their argument: a name made of an archive's bytes would change with the clock."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(autouse=True, scope="session")
def state_folder(tmp_path_factory):
    """What is typed in tests is held in a folder of their own."""
    os.environ["XDG_STATE_HOME"] = str(tmp_path_factory.mktemp("state"))
