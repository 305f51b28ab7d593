from msgspec import Struct


class Entry(Struct, frozen=True):
    id: str
    """What the feed calls it; its address where the feed gives no name."""
    title: str
    address: str = ""
    """Where the article is."""
    byline: str | None = None
    published: str | None = None
    """ISO 8601."""
    html: str = ""
    """What the feed holds of it."""
    whole: bool = False
    """Whether that is the whole article, as far as one can tell."""
    site: str = ""
    """Title of its feed."""


class Feed(Struct, frozen=True):
    title: str
    entries: tuple[Entry, ...]
    """In the order of the feed."""
    notices: tuple[str, ...] = ()


class ListedFeed(Struct, frozen=True):
    title: str
    address: str
    folder: tuple[str, ...] = ()
    """The names of the folders that it is in, the outermost first."""
