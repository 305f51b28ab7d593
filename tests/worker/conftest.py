import pytest


@pytest.fixture(autouse=True)
def kept_workers():
    """Each test has a worker of its own."""
