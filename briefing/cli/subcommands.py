"""Subcommand names and where they are implemented; imported only when called."""

SUBCOMMANDS = {
    "backup": "briefing.cli.backup:backup",
    "bookmarks": "briefing.cli.bookmarks:bookmarks",
    "collections": "briefing.cli.collections:collections",
    "changes": "briefing.cli.changes:changes",
    "config": "briefing.cli.show_config:config",
    "completion": "briefing.cli.completion:completion",
    "doctor": "briefing.cli.doctor:doctor",
    "export": "briefing.cli.export:export",
    "feeds": "briefing.cli.feeds:feeds",
    "import": "briefing.cli.import_files:import_files",
    "import-marks": "briefing.cli.import_marks:import_marks",
    "keys": "briefing.cli.show_config:keys",
    "open": "briefing.cli.open_command:open_sources",
    "paste": "briefing.cli.paste:paste",
    "person": "briefing.cli.person:person",
    "restore": "briefing.cli.backup:restore",
    "search": "briefing.cli.search:search",
    "stories": "briefing.cli.stories:stories",
    "show": "briefing.cli.show:show",
}
