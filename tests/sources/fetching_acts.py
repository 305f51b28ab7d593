"""What a child that fetches could do once a server has broken it; named to it in the place of a fetch."""

import json
import os
import socket
import time

from briefing.sources.web.fetch_result import Fetched, FetchRequest


def hang(data: bytes, request: FetchRequest) -> Fetched:
    """Never answers."""
    time.sleep(60)
    raise AssertionError("it was not stopped")


def look_around(data: bytes, request: FetchRequest) -> Fetched:
    """Tries what an exploit would, and gives what came of it as the page; `etag` has paths, one a line."""
    files = {
        path: came_of(lambda path=path: open(path).close()) for path in request.etag.split("\n")
    }
    acts = {
        "write": lambda: os.open("/tmp/written", os.O_WRONLY | os.O_CREAT),
        "listen": lambda: socket.create_server(("127.0.0.1", 0)),
        "unix": lambda: socket.socket(socket.AF_UNIX),
        "program": lambda: os.posix_spawn("/bin/true", ["true"], {}),
    }
    found = files | {name: came_of(act) for name, act in acts.items()}
    found["variables"] = sorted(os.environ)
    return Fetched(json.dumps(found).encode(), request.address)


def came_of(act):
    """The name of the error that an act ended in, or ""."""
    try:
        act()
    except Exception as error:
        return type(error).__name__
    return ""
