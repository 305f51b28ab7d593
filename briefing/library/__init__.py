"""What a reader can do, with no screen."""

from briefing.library.library import Library, make_library

__all__ = ["Library", "make_library"]
