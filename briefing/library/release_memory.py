def release_memory() -> None:
    """Returns freed memory to the system with glibc, which would keep it."""
    try:
        import ctypes

        ctypes.CDLL(None).malloc_trim(0)
    except (ImportError, OSError, AttributeError):
        return
