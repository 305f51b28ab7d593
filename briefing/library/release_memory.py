def release_memory() -> None:
    """It is needed with glibc, which keeps freed memory."""
    try:
        import ctypes

        ctypes.CDLL(None).malloc_trim(0)
    except (ImportError, OSError, AttributeError):
        return
