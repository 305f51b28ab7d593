_LARGE = 1 << 19
_MMAP_THRESHOLD = -3
"""glibc's malloc.h: blocks from this size are given back when they are freed. Unless it is set, it
grows to the largest block freed, and what replaces that one lies among small blocks.
"""


def release_memory() -> None:
    """Gives freed memory back to the system, where its C library can."""
    try:
        import ctypes

        ctypes.CDLL(None).malloc_trim(0)
    except (ImportError, OSError, AttributeError, TypeError):
        return


def give_large_blocks_back() -> None:
    """From now on."""
    try:
        import ctypes

        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _LARGE)
    except (ImportError, OSError, AttributeError, TypeError):
        return
