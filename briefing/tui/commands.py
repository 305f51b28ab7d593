"""All commands of all screens, from which bindings, footer, palette and help are derived."""

from collections.abc import Iterable, Mapping
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace
from textual.binding import Binding, BindingType


class Command(Struct, frozen=True):
    name: str
    action: str
    """Controller and method, such as "find.next"; "screen" is the screen itself."""
    keys: tuple[str, ...]
    """The first one is shown to the reader."""
    help: str
    group: str
    label: str = ""
    """Label in the footer; "" if it is not shown there."""
    each: bool = False
    """Whether the action gets the number of the key, counted from 1."""
    when: str = ""
    """Property, written like `action`, that tells whether the command applies; "" if it always
    does.
    """


# fmt: off
READING = (
    Command("next_issue", "navigation.next_issue", ("]", "l", "right"), "Go to the next issue", "Moving", "next"),
    Command("previous_issue", "navigation.previous_issue", ("[", "h", "left"), "Go to the previous issue", "Moving", "previous"),
    Command("issue", "navigation.issue", tuple("123456789"), "Go to the issue with this number, such as 3 or 12", "Moving", each=True),
    Command("overview", "navigation.overview", ("0",), "Go to the overview", "Moving"),
    Command("next_unread", "navigation.next_unread", ("U",), "Go to the next unread issue", "Moving"),
    Command("line_down", "navigation.line_down", ("j", "down"), "Move down a line", "Moving"),
    Command("line_up", "navigation.line_up", ("k", "up"), "Move up a line", "Moving"),
    Command("half_down", "navigation.half_down", ("d", "ctrl+d"), "Move down half a page", "Moving"),
    Command("half_up", "navigation.half_up", ("u", "ctrl+u"), "Move up half a page", "Moving"),
    Command("page_down", "navigation.page_down", ("space", "pagedown"), "Move down a page; at the end, go to the next issue", "Moving"),
    Command("page_up", "navigation.page_up", ("b", "pageup"), "Move up a page", "Moving"),
    Command("top", "navigation.top", ("g", "home"), "Go to the start of the issue", "Moving"),
    Command("bottom", "navigation.bottom", ("G", "end"), "Go to the end of the issue", "Moving"),
    Command("next_paragraph", "navigation.next_paragraph", ("}",), "Move the focus bar to the next paragraph", "Moving"),
    Command("previous_paragraph", "navigation.previous_paragraph", ("{",), "Move the focus bar to the previous paragraph", "Moving"),
    Command("scroll_right", "navigation.scroll_right", (">",), "Move wide code to the right", "Moving"),
    Command("scroll_left", "navigation.scroll_left", ("<",), "Move wide code to the left", "Moving"),
    Command("back", "navigation.back", ("ctrl+o", "alt+left"), "Go back to where you came from", "Moving"),
    Command("forward", "navigation.forward", ("alt+right",), "Go forward again", "Moving"),
    Command("next_document", "sources.next_document", ("J",), "Go to the next document", "Documents"),
    Command("previous_document", "sources.previous_document", ("K",), "Go to the previous document", "Documents"),
    Command("library", "lists.library", ("L",), "List what you have read", "Documents", "library"),
    Command("pick", "lists.pick", ("O",), "Open files from a folder", "Documents"),
    Command("feeds", "lists.feeds", ("F",), "List the feeds you follow", "Documents"),
    Command("reload", "reload.reload", ("r",), "Reload the source", "Documents"),
    Command("changes", "versions.list_changes", ("D",), "Show what changed since the previous version", "Documents"),
    Command("edit", "reload.edit", ("v",), "Open the source in your editor", "Documents"),
    Command("open_source", "links.open_source", ("o",), "Open the source in the browser", "Documents"),
    Command("search", "find.open", ("/",), "Search in this document", "Finding", "search", when="find.can_open"),
    Command("search_library", "library_search.open", ("s",), "Search all briefings", "Finding"),
    Command("next_match", "find.next", ("n",), "Go to the next match", "Finding", when="find.has_matches"),
    Command("previous_match", "find.previous", ("N",), "Go to the previous match", "Finding", when="find.has_matches"),
    Command("next_mention", "entities.next_mention", (".",), "Go to the next mention of the chosen name", "Finding"),
    Command("previous_mention", "entities.previous_mention", (",",), "Go to the previous mention", "Finding"),
    Command("next_quote", "entities.next_quote", (";",), "Go to the next quotation of the chosen name", "Finding"),
    Command("find_name", "panels.find_name", ("p",), "Find a person, an organization or a place", "Finding"),
    Command("person", "entity_pages.show", ("W",), "Show where else the chosen name appears", "Finding"),
    Command("nearest", "entity_pages.list_related", ("A",), "List related issues in the library", "Finding"),
    Command("matrix", "entities.show_matrix", ("x",), "Show who is named in which issue", "Finding"),
    Command("bookmark", "annotations.toggle_bookmark", ("m",), "Bookmark this issue, or remove its bookmark", "Marking", "mark"),
    Command("bookmarks", "annotations.list_bookmarks", ("'",), "List the bookmarks", "Marking", "bookmarks"),
    Command("highlight", "annotations.highlight", ("H",), "Highlight the focus or selection; again for the next colour", "Marking"),
    Command("note", "annotations.write_note", ("a",), "Write a note about the focus or selection", "Marking"),
    Command("marks", "annotations.list_marks", ('"',), "List the highlights and notes", "Marking"),
    Command("mark_read", "annotations.toggle_read", ("M",), "Mark this issue read or unread", "Marking"),
    Command("select", "navigation.select", ("V",), "Select text from here by moving", "Marking"),
    Command("copy", "copying.copy", ("y",), "Copy the focus or selection", "Marking"),
    Command("cite", "copying.cite", ("Y",), "Copy it with a citation", "Marking"),
    Command("undo", "correction_undo.undo", ("ctrl+z",), "Undo the last correction", "Marking"),
    Command("correct", "section_corrections.choose", ("c",), "Correct this issue: rename, split, merge or hide it", "Marking"),
    Command("split_by_topic", "section_corrections.split_by_topic", ("P",), "Split the whole text by topic", "Marking"),
    Command("mend", "entity_corrections.choose", ("C",), "Correct the name under the cursor in the panel", "Marking"),
    Command("links", "links.choose", ("f",), "Choose a link, an image or a footnote by its letters", "Links"),
    Command("images", "links.choose_image", ("I",), "Open an image in the browser", "Links"),
    Command("agenda", "panels.toggle_agenda", ("t",), "Show or hide the agenda", "Panels", "agenda"),
    Command("people", "panels.toggle_people", ("e",), "Show or hide people, organizations and places", "Panels", "people"),
    Command("scope", "entities.toggle_scope", ("w",), "List the names of this issue or of the whole briefing", "Panels"),
    Command("find_people", "entities.find_again", ("R",), "Find names again, or in a text in another language", "Panels", when="entities.can_find_again"),
    Command("stop_people", "entities.stop", ("X",), "Stop finding names", "Panels", when="entities.is_working"),
    Command("about", "issue_details.show", ("i",), "Explain this issue, or the name under the cursor", "Panels"),
    Command("zen", "panels.toggle_zen", ("z",), "Show the text alone", "Appearance"),
    Command("wider", "appearance.wider", ("+", "="), "Make lines longer", "Appearance"),
    Command("narrower", "appearance.narrower", ("-",), "Make lines shorter", "Appearance"),
    Command("justify", "appearance.toggle_justify", ("|",), "Turn justified text on or off", "Appearance"),
    Command("spacing", "appearance.toggle_spacing", ("_",), "Turn line spacing on or off", "Appearance"),
    Command("themes", "program.themes", ("T",), "Choose a theme", "Appearance"),
    Command("mouse", "appearance.toggle_mouse", ("ctrl+t",), "Give the mouse to the terminal, or back to Briefing", "Appearance"),
    Command("palette", "program.palette", (":", "ctrl+p"), "Find a command", "Help"),
    Command("help", "program.help", ("?", "f1"), "Show the keys", "Help", "help"),
    Command("escape", "screen.escape", ("escape",), "Close or clear what is open", "Help"),
    Command("suspend", "program.suspend", ("alt+z",), "Suspend Briefing; fg in the shell resumes it", "Help"),
    Command("leave", "program.leave", ("q", "ctrl+q"), "Quit", "Help", "quit"),
)

AGENDA = (
    Command("fold", "panels.fold", ("h", "left"), "Fold what is under this heading, or go to the one above", "In the agenda"),
    Command("unfold", "panels.unfold", ("l", "right"), "Unfold what is under this heading", "In the agenda"),
    Command("fold_or_unfold", "panels.fold_or_unfold", ("space",), "Fold or unfold it", "In the agenda"),
    Command("filter_agenda", "panels.filter_agenda", ("/",), "Filter the agenda by typing", "In the agenda"),
)
_BY_NAME = {command.name: command for command in READING}
_HERE = (
    Command("list_open", "library_list.open", ("enter",), "Open it, or the selection", "List", "open"),
    Command("list_filter", "library_list.type_filter", ("/",), "Filter the list by typing", "List", "filter"),
    Command("list_page_down", "navigation.page_down", ("pagedown", "ctrl+f"), "Move down a page", "Moving"),
    Command("list_page_up", "navigation.page_up", ("pageup", "ctrl+b"), "Move up a page", "Moving"),
    *(_BY_NAME[name] for name in ("line_down", "line_up", "half_down", "half_up", "top", "bottom")),
)
_AWAY = (
    *(_BY_NAME[name] for name in ("themes", "palette")),
    replace(_BY_NAME["escape"], help="Clear the selection or the filter, or go back", label="back"),
    *(_BY_NAME[name] for name in ("help", "suspend", "leave")),
)
LIBRARY = (
    *_HERE[:1],
    Command("list_select", "library_list.select_and_go_on", ("space",), "Toggle selection", "List", "select"),
    Command("list_all", "library_list.select_all", ("ctrl+a",), "Select all or none", "List"),
    *_HERE[1:2],
    replace(_BY_NAME["search_library"], action="screen.search_library"),
    Command("list_order", "library_list.sort_by_next", ("o",), "Sort by the next column", "List", "sort"),
    Command("list_turn", "library_list.sort_other_way", ("r",), "Reverse the order", "List"),
    Command("list_collections", "library_edit.choose_collection", ("c",), "Choose or edit collections", "List", "collections"),
    *(replace(_BY_NAME[name], action=f"screen.{name}") for name in ("pick", "feeds")),
    Command("list_collect", "library_edit.assign_collections", ("a",), "Add to or remove from collections", "Edit", "add to"),
    Command("list_remove", "library_edit.remove", ("x", "delete"), "Remove from the list", "Edit", "remove"),
    Command("list_undo", "library_edit.undo", ("z", "ctrl+z"), "Undo the last change", "Edit", "undo"),
    Command("list_export", "library_export.choose_form", ("E",), "Export marks to a file", "Edit"),
    *_HERE[2:],
    *_AWAY,
)
_IN_LIBRARY = {command.name: command for command in LIBRARY}
PICKER = (
    replace(_IN_LIBRARY["list_open"], action="choice.open"),
    replace(_IN_LIBRARY["list_select"], action="choice.select_and_go_on"),
    replace(_IN_LIBRARY["list_all"], action="choice.select_all"),
    replace(_IN_LIBRARY["list_filter"], action="choice.type_filter"),
    Command("pick_above", "choice.go_above", ("backspace", "h", "left"), "Go to the folder above", "List", "above"),
    Command("pick_everything", "choice.toggle_everything", (".",), "List all files, or only readable ones", "List", "all files"),
    *_HERE[2:],
    *_AWAY,
)
FEEDS = (
    replace(_IN_LIBRARY["list_open"], action="screen.open"),
    Command("feed_side", "screen.change_side", ("tab", "l", "h", "right", "left"), "Go to the other list", "List"),
    Command("feed_refresh", "jobs.refresh", ("r",), "Refresh the feed", "Feeds", "refresh"),
    Command("feed_refresh_all", "jobs.refresh_all", ("R",), "Refresh all feeds", "Feeds", "refresh all"),
    Command("feed_read", "screen.toggle_read", ("m",), "Mark the entry read, or unread", "Feeds", "read"),
    Command("feed_all_read", "screen.mark_all_read", ("M",), "Mark all entries of the feed read", "Feeds", "all read"),
    Command("feed_stop", "jobs.stop", ("X",), "Stop refreshing", "Feeds"),
    Command("feed_add", "jobs.ask_address", ("a",), "Follow a feed by its address", "Feeds", "add"),
    replace(_IN_LIBRARY["list_remove"], action="screen.unfollow", group="Feeds"),
    replace(_IN_LIBRARY["list_undo"], action="screen.undo", group="Feeds"),
    *_HERE[2:],
    *_AWAY,
)
SCREENS = (READING, AGENDA, LIBRARY, PICKER, FEEDS)
# fmt: on

_COMMA = "comma"
_SHOWN = {"comma": ",", "space": "space", "right": "→", "left": "←", "up": "↑", "down": "↓"}


def bindings(commands: Iterable[Command] = READING, owner: str = "") -> list[BindingType]:
    """`owner` is "screen." for keys of a widget."""
    made: list[BindingType] = []
    for command in commands:
        for number, key in enumerate(command.keys if command.each else [_joined(command.keys)], 1):
            action = run_action(command.name, number) if command.each else run_action(command.name)
            name = f"{command.name}_{number}" if command.each else command.name
            made.append(Binding(key, owner + action, command.help, show=False, id=name))
    return made


def run_action(name: str, *arguments: int) -> str:
    return f"run({', '.join(map(repr, (name, *arguments)))})"


def command_of(action: str) -> str:
    """The command that an action runs; the action's name if it is Textual's own."""
    namespace_and_name, _, arguments = action.partition("(")
    name = namespace_and_name.rpartition(".")[2]
    return arguments.split(",")[0].strip(" ')") if name == "run" else name


def keymap(keys: Mapping[str, str]) -> dict[str, str]:
    """Textual keymap. A command's keys are separated by commas; the comma key itself is "comma"."""
    return {
        name: ",".join(binding.key for binding in Binding.make_bindings([Binding(written, "none")]))
        for name, written in keys.items()
    }


def effective_keys(
    keys: Mapping[str, str], commands: Iterable[Command] = READING
) -> dict[str, str]:
    found = {}
    for command in commands:
        written = keys.get(command.name)
        named = tuple(part.strip() for part in written.split(",")) if written else command.keys
        if command.each and not written:
            named = (f"{command.keys[0]}-{command.keys[-1]}",)
        found[command.name] = "  ".join(_SHOWN.get(key, key) for key in named)
    return found


def all_commands() -> tuple[Command, ...]:
    found: dict[str, Command] = {}
    for command in chain(*SCREENS):
        found.setdefault(command.name, command)
    return tuple(found.values())


def _joined(keys: tuple[str, ...]) -> str:
    return ",".join(_COMMA if key == "," else key for key in keys)
