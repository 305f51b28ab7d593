import os

GROUPS = {
    "Read": {
        "open": "briefing.cli.open_command:open_sources",
        "show": "briefing.cli.show:show",
        "paste": "briefing.cli.paste:paste",
        "changes": "briefing.cli.changes:changes",
        "timeline": "briefing.cli.timeline:timeline",
    },
    "Library": {
        "search": "briefing.cli.search:search",
        "person": "briefing.cli.person:person",
        "stories": "briefing.cli.stories:stories",
        "follow": "briefing.cli.follow:follow",
        "digest": "briefing.cli.digest:digest",
        "watch": "briefing.cli.watch:watch",
        "import": "briefing.cli.import_files:import_files",
        "collections": "briefing.cli.collections:collections",
        "feeds": "briefing.cli.feeds:feeds",
        "fetch": "briefing.cli.fetch_sources:fetch",
    },
    "Marks": {
        "bookmarks": "briefing.cli.bookmarks:bookmarks",
        "export": "briefing.cli.export:export",
        "import-marks": "briefing.cli.import_marks:import_marks",
    },
    "Safety": {
        "backup": "briefing.cli.backup:backup",
        "restore": "briefing.cli.backup:restore",
        "doctor": "briefing.cli.doctor:doctor",
    },
    "Settings": {
        "config": "briefing.cli.show_config:config",
        "keys": "briefing.cli.show_config:keys",
        "completion": "briefing.cli.completion:completion",
    },
}
"""As the help groups them."""
SUBCOMMANDS = {name: place for group in GROUPS.values() for name, place in group.items()}


def mistyped(word: str) -> str:
    """The subcommand that `word` is likely meant to be; "" if it is a file, or like none."""
    if not word.replace("-", "").isalpha() or word.startswith("-") or os.path.lexists(word):
        return ""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word.lower(), SUBCOMMANDS, 1)), "")
