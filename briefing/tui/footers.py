from collections.abc import Iterable, Mapping

from briefing.tui.commands import Command

Footer = tuple[tuple[str, str], ...]
"""Names of commands, or keys of a widget, and what is said of them; what comes first is kept on narrow
screens, and of `help` and `leave` always.
"""
_LAST = (("help", "help"), ("leave", "back"))
_SEVERAL = ("next_document previous_document", "document")
_TEXT = (
    ("next_issue previous_issue", "next/previous"),
    ("search", "search"),
    ("highlight", "highlight"),
    ("note", "note"),
    ("copy", "copy"),
    ("bookmark", "bookmark"),
    ("library", "library"),
    ("agenda", "agenda"),
    ("people", "names"),
    *_LAST,
)
FOOTERS: Mapping[str, Footer] = {
    "text": _TEXT,
    "several": (_TEXT[0], _SEVERAL, *_TEXT[1:]),
    "names": (
        ("enter", "show"),
        ("previous_mention next_mention", "mentions"),
        ("next_quote", "quotes"),
        ("person", "page"),
        ("mend", "correct"),
        ("escape", "text"),
        ("find_name", "filter"),
        *_LAST,
    ),
    "agenda": (
        ("enter", "go"),
        ("fold unfold", "fold"),
        ("filter_agenda", "filter"),
        ("next_unread", "next unread"),
        ("escape", "text"),
        *_LAST,
    ),
    "selection": (
        ("select_word next_sentence next_paragraph", "extend"),
        ("swap_ends", "other end"),
        ("copy", "copy"),
        ("highlight", "highlight"),
        ("note", "note"),
        ("escape", "cancel"),
    ),
    "zen": (("zen escape", "leave zen"),),
    "nothing": (("library", "library"), ("pick", "open files"), ("feeds", "feeds"), *_LAST),
    "search": (("enter", "go"), ("ctrl+r", "regular expression"), ("escape", "close")),
    "filter": (("enter", "done"), ("escape", "clear")),
    "name filter": (("enter", "show"), ("escape", "text")),
    "no feeds": (("feed_add", "add"), *_LAST),
    "feeds": (
        ("list_open", "entries"),
        ("list_filter", "filter"),
        ("feed_refresh", "refresh"),
        ("feed_refresh_all", "refresh all"),
        ("feed_add", "add"),
        ("list_remove", "unfollow"),
        ("feed_all_read", "all read"),
        ("feed_pages", "pages"),
        ("undo", "undo"),
        *_LAST,
    ),
    "entries": (
        ("list_open", "open"),
        ("list_filter", "filter"),
        ("feed_read", "read/unread"),
        ("feed_all_read", "all read"),
        ("feed_order", "sort"),
        ("feed_refresh", "refresh"),
        ("escape", "feeds"),
        ("undo", "undo"),
        *_LAST,
    ),
}
"""Of the reading and the feeds screen by what has the focus, and of any screen while a field has it."""


def footer_of(commands: Iterable[Command]) -> Footer:
    return tuple((command.name, command.label) for command in commands if command.label)


def quitting(footer: Footer) -> Footer:
    return tuple((name, "quit" if name == "leave" else label) for name, label in footer)
