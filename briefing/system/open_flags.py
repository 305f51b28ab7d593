"""Flags of `os.open`; a flag that the system lacks is 0."""

import os

_ALWAYS = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
NO_LINK = getattr(os, "O_NOFOLLOW", 0)
NO_WAITING = getattr(os, "O_NONBLOCK", 0)
NO_TERMINAL = getattr(os, "O_NOCTTY", 0)
READ = os.O_RDONLY | _ALWAYS
READ_AND_WRITE = os.O_RDWR | _ALWAYS
WRITE = os.O_WRONLY | _ALWAYS
NEW = READ_AND_WRITE | os.O_CREAT | os.O_EXCL | NO_LINK
FOLDER = READ | getattr(os, "O_DIRECTORY", 0)
