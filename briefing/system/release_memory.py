def release_memory() -> None:
    """Gives freed memory back to the system, where its C library can."""
    try:
        import ctypes

        ctypes.CDLL(None).malloc_trim(0)
    except (ImportError, OSError, AttributeError, TypeError):
        return
