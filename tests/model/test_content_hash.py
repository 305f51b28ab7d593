import hashlib
import sys

import pytest

from briefing.model.content_hash import sha256_of


@pytest.mark.parametrize("size", [0, 1, 64, (1 << 18) + 1])
@pytest.mark.parametrize("known", [False, True])
def test_it_is_what_hashlib_finds(size, known, monkeypatch):
    if not known:
        monkeypatch.delitem(sys.modules, "hashlib")
    data = bytes(n % 251 for n in range(size))
    assert sha256_of(data) == hashlib.sha256(data).hexdigest()


def test_a_python_without_the_small_module_asks_hashlib(monkeypatch):
    for name in ("_sha256", "_sha2"):
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.delitem(sys.modules, "hashlib")
    assert sha256_of(b"words") == hashlib.sha256(b"words").hexdigest()
