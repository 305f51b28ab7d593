import ctypes
import sys


def send_file(target: int, source: int, offset: ctypes.c_int64, count: int) -> int:
    """Linux's sendfile(2), which the one in `os` hides the offset of; negative where there is none."""
    if sys.platform != "linux":
        return -1
    ctypes.set_errno(0)
    call = ctypes.CDLL(None, use_errno=True).sendfile64
    return int(call(target, source, ctypes.byref(offset), ctypes.c_size_t(count)))
