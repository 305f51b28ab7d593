"""Memory that was freed, given back to the system."""


def release_memory() -> None:
    """Gives the system what was freed, where the C library is one that would keep it (glibc)."""
    try:
        import ctypes

        ctypes.CDLL(None).malloc_trim(0)
    except (ImportError, OSError, AttributeError):
        return
