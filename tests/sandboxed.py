import pytest

from briefing.worker import client

linux = pytest.mark.skipif(
    not client._CONFINED_BY.endswith("linux_sandbox"), reason="other systems confine nothing"
)
"""For tests of what confines a worker; the fallbacks confine nothing either."""
