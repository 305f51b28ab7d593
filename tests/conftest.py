"""What all tests share."""

import os

from hypothesis import settings

settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("searching", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


def pytest_make_parametrize_id(config, val, argname):
    """Name bytes by their argument: a name made of an archive's bytes would change with the clock."""
    return argname if isinstance(val, bytes) else None
