import sys
from importlib import import_module

_SHORT = 1 << 18
"""Bytes for which loading OpenSSL, as `hashlib` does, takes longer than it saves."""
_WITHOUT_OPENSSL = "_sha2" if sys.version_info >= (3, 12) else "_sha256"


def sha256_of(data: bytes) -> str:
    if len(data) <= _SHORT and "hashlib" not in sys.modules:
        try:
            return str(import_module(_WITHOUT_OPENSSL).sha256(data).hexdigest())
        except ImportError:  # A Python built without.
            pass
    import hashlib

    return hashlib.sha256(data).hexdigest()
