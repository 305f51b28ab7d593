_LARGE = 1 << 19
_MMAP_THRESHOLD = -3  # In glibc's malloc.h.
# Unless it is set, it grows to the largest block that was freed, and what replaces that block
# lies among small ones.


def release_memory() -> None:
    try:
        import ctypes

        ctypes.CDLL(None).malloc_trim(0)
    except (ImportError, OSError, AttributeError, TypeError):
        return


def give_large_blocks_back() -> None:
    try:
        import ctypes

        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _LARGE)
    except (ImportError, OSError, AttributeError, TypeError):
        return
