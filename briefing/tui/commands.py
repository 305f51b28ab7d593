"""Bindings, footer, palette and help are derived from these."""

from collections.abc import Iterable
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace


class Command(Struct, frozen=True):
    name: str
    action: str
    """Controller and method, such as "find.next"; "screen" is the screen itself."""
    keys: tuple[str, ...]
    """The first one is shown to the reader."""
    help: str
    group: str
    label: str = ""
    """What the footer of a list or a dialog says of it; "" if it is not shown there."""
    each: bool = False
    """Whether the action gets the number of the key, counted from 1."""
    when: str = ""
    """Property, written like `action`, that tells whether the command applies; "" if it always
    does.
    """
    words: str = ""
    """Other words by which the palette finds it."""


# fmt: off
READING = (
    Command("next_issue", "navigation.next_issue", ("]", "l", "right"), "Go to the next issue", "Moving", words="forward section chapter"),
    Command("previous_issue", "navigation.previous_issue", ("[", "h", "left"), "Go to the previous issue", "Moving", words="backward section chapter"),
    Command("issue", "navigation.issue", tuple("123456789"), "Go to the issue with this number, such as 3 or 12", "Moving", each=True),
    Command("overview", "navigation.overview", ("0",), "Go to the overview", "Moving", words="beginning introduction summary"),
    Command("next_unread", "navigation.next_unread", ("U",), "Go to the next unread issue", "Moving"),
    Command("line_down", "navigation.line_down", ("j", "down"), "Move down a line", "Moving"),
    Command("line_up", "navigation.line_up", ("k", "up"), "Move up a line", "Moving"),
    Command("half_down", "navigation.half_down", ("d", "ctrl+d"), "Move down half a page", "Moving"),
    Command("half_up", "navigation.half_up", ("u", "ctrl+u"), "Move up half a page", "Moving"),
    Command("page_down", "navigation.page_down", ("space", "pagedown"), "Move down a page; at the end, go to the next issue", "Moving", words="scroll"),
    Command("page_up", "navigation.page_up", ("b", "pageup"), "Move up a page", "Moving", words="scroll"),
    Command("top", "navigation.top", ("g", "home"), "Go to the start of the issue", "Moving"),
    Command("bottom", "navigation.bottom", ("G", "end"), "Go to the end of the issue", "Moving"),
    Command("next_paragraph", "passage.next_paragraph", ("}",), "Move the focus to the next paragraph", "Moving"),
    Command("previous_paragraph", "passage.previous_paragraph", ("{",), "Move the focus to the previous paragraph", "Moving"),
    Command("next_sentence", "passage.next_sentence", (")",), "Move the focus to the next sentence", "Moving"),
    Command("previous_sentence", "passage.previous_sentence", ("(",), "Move the focus to the previous sentence", "Moving"),
    Command("scroll_right", "navigation.scroll_right", (">",), "Move wide code to the right", "Moving"),
    Command("scroll_left", "navigation.scroll_left", ("<",), "Move wide code to the left", "Moving"),
    Command("back", "navigation.back", ("ctrl+o", "alt+left"), "Go back to where you came from", "Moving", words="history return"),
    Command("forward", "navigation.forward", ("alt+right",), "Go forward again", "Moving"),
    Command("next_document", "sources.next_document", ("J",), "Go to the next document", "Documents", words="file buffer tab"),
    Command("previous_document", "sources.previous_document", ("K",), "Go to the previous document", "Documents", words="file buffer tab"),
    Command("documents", "documents.choose", ("B",), "List the open documents", "Documents", words="buffers tabs files switch"),
    Command("library", "lists.library", ("L",), "List what you have read", "Documents", words="history recent briefings collections export backup home"),
    Command("pick", "lists.pick", ("O",), "Open files from a folder", "Documents", words="file folder browse directory"),
    Command("feeds", "lists.feeds", ("F",), "List the feeds you follow", "Documents", words="rss atom news subscribe subscriptions"),
    Command("digest", "digests.make", ("ctrl+g",), "Make a digest of what came in since the last one", "Documents", words="news summary morning stories new"),
    Command("reload", "reload.reload", ("r",), "Reload the source", "Documents", words="refresh update again regenerate digest"),
    Command("changes", "versions.list_changes", ("D",), "Show what changed since the previous version", "Documents", words="diff compare versions"),
    Command("edit", "reload.edit", ("v",), "Open the source in your editor", "Documents", words="file"),
    Command("open_source", "links.open_source", ("o",), "Open the source in the browser", "Documents", words="web page url original website"),
    Command("search", "find.open", ("/",), "Search in this document", "Finding", when="find.can_open", words="grep text word"),
    Command("search_library", "library_search.open", ("s",), "Search all briefings", "Finding", words="grep everywhere global full-text"),
    Command("next_match", "find.next", ("n",), "Go to the next match", "Finding", when="find.has_matches"),
    Command("previous_match", "find.previous", ("N",), "Go to the previous match", "Finding", when="find.has_matches"),
    Command("next_mention", "entities.next_mention", (".",), "Go to the next mention of the chosen name", "Finding"),
    Command("previous_mention", "entities.previous_mention", (",",), "Go to the previous mention", "Finding"),
    Command("next_quote", "entities.next_quote", (";",), "Go to the next quotation of the chosen name", "Finding"),
    Command("find_name", "panels.find_name", ("p",), "Find a person, an organization or a place", "Finding"),
    Command("person", "entity_pages.show", ("W",), "Show where else the chosen name appears", "Finding", words="history profile page"),
    Command("nearest", "entity_pages.list_related", ("A",), "List related issues in the library", "Finding", words="related similar"),
    Command("stories", "stories.show", ("S",), "List the stories that several briefings tell", "Finding", words="story events news clusters same related"),
    Command("watches", "watches.show", ("!",), "List your watches and what they found", "Finding", words="alerts saved searches queries hits new notify"),
    Command("followed", "followed.show", ("*",), "List the stories you follow", "Finding", words="story stories following keep"),
    Command("timeline", "timelines.show", ("#",), "List the dates and figures of this issue", "Finding", words="timeline chronology when numbers amounts"),
    Command("matrix", "entities.show_matrix", ("x",), "Show who is named in which issue", "Finding", words="table grid overview who"),
    Command("bookmark", "annotations.toggle_bookmark", ("m",), "Bookmark this issue, or remove its bookmark", "Marking", words="star favourite favorite"),
    Command("bookmarks", "annotations.list_bookmarks", ("'",), "List the bookmarks", "Marking"),
    Command("highlight", "annotations.highlight", ("H",), "Highlight the focus or selection; again for the next colour", "Marking", words="mark colour color underline"),
    Command("note", "annotations.write_note", ("a",), "Write a note about the focus or selection", "Marking", words="comment annotate annotation"),
    Command("marks", "annotations.list_marks", ('"',), "List the highlights and notes", "Marking", words="annotations comments"),
    Command("mark_read", "read_marks.toggle", ("M",), "Mark this issue read or unread", "Marking", words="done seen"),
    Command("select", "passage.select", ("V",), "Start a selection at the focus", "Marking", words="visual selection"),
    Command("copy", "copying.copy", ("y",), "Copy the focus or selection", "Marking", words="clipboard yank quote"),
    Command("cite", "copying.cite", ("Y",), "Copy it with a citation", "Marking", words="quote quotation reference source clipboard"),
    Command("undo", "correction_undo.undo", ("ctrl+z",), "Undo the last mark, note or correction", "Marking", words="revert take back"),
    Command("correct", "section_corrections.choose", ("c",), "Correct this issue: rename, split, merge or hide it", "Marking", words="join edit title junk clutter section heading boundary"),
    Command("split_by_topic", "section_corrections.split_by_topic", ("P",), "Split the whole text by topic", "Marking", words="segment parts"),
    Command("mend", "entity_corrections.choose", ("C",), "Correct the name under the cursor in the panel", "Marking", words="merge join rename split person same people"),
    Command("links", "links.choose", ("f",), "Choose a link, an image or a footnote by its letters", "Links", words="url open footnote reference"),
    Command("images", "links.choose_image", ("I",), "Open an image in the browser", "Links", words="picture photo"),
    Command("agenda", "panels.toggle_agenda", ("t",), "Show or hide the agenda", "Panels", words="table of contents toc outline sidebar issues panel"),
    Command("people", "panels.toggle_people", ("e",), "Show or hide people, organizations and places", "Panels", words="names persons sidebar panel"),
    Command("scope", "entities.toggle_scope", ("w",), "List the names of this issue or of the whole briefing", "Panels", words="all everyone everywhere"),
    Command("look_for_names", "entities.find_again", ("R",), "Look for names again, or in a text in another language", "Panels", when="entities.can_find_again"),
    Command("stop_looking", "entities.stop", ("X",), "Stop looking for names", "Panels", when="entities.is_working"),
    Command("about", "issue_details.show", ("i",), "Explain this issue, or the name under the cursor", "Panels", words="information details why confidence reason"),
    Command("zen", "panels.toggle_zen", ("z",), "Show the text alone", "Appearance", words="focus fullscreen full screen distraction"),
    Command("wider", "appearance.wider", ("+", "="), "Make lines longer", "Appearance", words="width column margin"),
    Command("narrower", "appearance.narrower", ("-",), "Make lines shorter", "Appearance", words="width column margin"),
    Command("justify", "appearance.toggle_justify", ("|",), "Turn justified text on or off", "Appearance", words="align alignment"),
    Command("spacing", "appearance.toggle_spacing", ("_",), "Turn line spacing on or off", "Appearance", words="line height"),
    Command("themes", "program.themes", ("T",), "Choose a theme", "Appearance", words="dark light colours colors appearance sepia contrast style"),
    Command("mouse", "appearance.toggle_mouse", ("ctrl+t",), "Give the mouse to the terminal, or back to Briefing", "Appearance", words="selection pointer"),
    Command("palette", "program.palette", (":", "ctrl+p"), "Find a command, an issue, a name or an open document", "Help", words="commands"),
    Command("help", "program.help", ("?", "f1"), "Show the keys", "Help", words="shortcuts bindings manual commands"),
    Command("escape", "screen.escape", ("escape",), "Close or clear what is open", "Help"),
    Command("suspend", "program.suspend", ("alt+z",), "Suspend Briefing; fg in the shell resumes it", "Help", words="background shell"),
    Command("leave", "screen.go_back", ("q",), "Go one level back, or quit from the first", "Help", words="exit close end"),
    Command("quit", "program.leave", ("ctrl+q",), "Quit", "Help", words="exit close end"),
)
SELECTING = (
    Command("select_word", "passage.next_word", ("w", "l", "right"), "Extend the selection by a word", "Selecting", when="passage.is_selecting"),
    Command("unselect_word", "passage.previous_word", ("b", "h", "left"), "Shrink the selection by a word", "Selecting", when="passage.is_selecting"),
    Command("swap_ends", "passage.swap_ends", ("o",), "Move the other end of the selection", "Selecting", when="passage.is_selecting"),
)
"""They come before those of the same keys while text is being selected."""

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
    *(_BY_NAME[name] for name in ("line_down", "line_up", "half_down", "half_up")),
    replace(_BY_NAME["top"], help="Go to the start of the list"),
    replace(_BY_NAME["bottom"], help="Go to the end of the list"),
)
_AWAY = (
    _BY_NAME["themes"],
    replace(_BY_NAME["palette"], help="Find a command"),
    replace(_BY_NAME["escape"], help="Clear the selection or the filter, or go back"),
    *(_BY_NAME[name] for name in ("suspend", "quit")),
    replace(_BY_NAME["help"], label="help"),
    replace(_BY_NAME["leave"], label="back"),
)
LIBRARY = (
    *_HERE[:1],
    Command("list_select", "library_list.select_and_go_on", ("space",), "Toggle selection", "List", "select"),
    Command("list_all", "library_list.select_all", ("ctrl+a",), "Select all or none", "List"),
    *_HERE[1:2],
    replace(_BY_NAME["search_library"], action="screen.search_library", group="List"),
    replace(_BY_NAME["digest"], keys=("G", "ctrl+g"), group="List", label="digest"),
    Command("list_order", "library_list.sort_by_next", ("o",), "Sort by the next column", "List", "sort"),
    Command("list_turn", "library_list.sort_other_way", ("r",), "Reverse the order", "List"),
    Command("list_collections", "library_edit.choose_collection", ("c",), "Choose or edit collections", "List", "collections"),
    replace(_BY_NAME["stories"], group="List", label="stories"),
    replace(_BY_NAME["followed"], group="List"),
    replace(_BY_NAME["watches"], group="List", label="watches"),
    *(replace(_BY_NAME[name], action=f"screen.{name}", group="List") for name in ("pick", "feeds")),
    Command("list_collect", "library_edit.assign_collections", ("a",), "Add to or remove from collections", "Edit", "add to"),
    Command("list_remove", "library_edit.remove", ("x", "delete"), "Remove from the list", "Edit", "remove"),
    replace(_BY_NAME["undo"], action="library_edit.undo", help="Undo the last change", group="Edit", label="undo"),
    Command("list_export", "library_export.choose_form", ("E",), "Export marks to a file", "Edit"),
    *_HERE[2:-1],
    replace(_HERE[-1], keys=("end",)),
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
    replace(_IN_LIBRARY["list_open"], action="screen.open", help="Go to the entries, or open the entry"),
    replace(_IN_LIBRARY["list_filter"], action="filter_bar.open"),
    Command("feed_side", "screen.change_side", ("tab", "l", "h", "right", "left"), "Go to the other list", "List"),
    Command("feed_refresh", "jobs.refresh", ("r",), "Refresh the feed", "Feeds"),
    Command("feed_refresh_all", "jobs.refresh_all", ("R",), "Refresh all feeds", "Feeds"),
    Command("feed_read", "screen.toggle_read", ("m",), "Mark the entry read, or unread", "Feeds"),
    Command("feed_all_read", "screen.mark_all_read", ("M",), "Mark all entries of the feed read", "Feeds"),
    replace(_BY_NAME["digest"], keys=("G", "ctrl+g"), group="Feeds"),
    Command("feed_order", "screen.change_order", ("o",), "List entries newest, oldest or unread first", "Feeds", words="sort"),
    Command("feed_pages", "screen.toggle_pages", ("p",), "Have briefing fetch also fetch the articles of excerpts, or not", "Feeds", words="full text pages"),
    Command("feed_stop", "jobs.stop", ("X",), "Stop refreshing", "Feeds"),
    Command("feed_add", "jobs.ask_address", ("a",), "Follow a feed by its address", "Feeds"),
    replace(_IN_LIBRARY["list_remove"], action="screen.unfollow", help="Unfollow the feed", group="Feeds"),
    replace(_IN_LIBRARY["undo"], action="screen.undo", group="Feeds"),
    *_HERE[2:-1],
    _IN_LIBRARY["bottom"],
    *_AWAY,
)

# Dialogs: the action is that of the dialog, the condition one of its properties.

_CLOSE = replace(_BY_NAME["escape"], action="close", help="Close", group="Dialogs", label="close")
_CHOOSE = Command("choose", "choose", ("enter",), "Choose what is under the cursor", "Dialogs", "choose")
_REMOVE = Command("remove", "remove", ("x", "delete"), "Remove what is under the cursor", "Dialogs", "remove")
_UNDO = replace(_BY_NAME["undo"], action="undo", keys=("ctrl+z", "u"), help="Undo the last change in the list", group="Dialogs", label="undo")
_SAVE = Command("save", "save", ("ctrl+s",), "Save the text", "Dialogs", "save")
_LINES = tuple(
    replace(_BY_NAME[name], action=action, help=said, group="Dialogs")
    for name, action, said in (
        ("line_down", "list('cursor_down')", "Move down a line"), ("line_up", "list('cursor_up')", "Move up a line"),
        ("page_down", "list('page_down')", "Move down a page"), ("page_up", "list('page_up')", "Move up a page"),
        ("top", "list('first')", "Go to the start of the list"), ("bottom", "list('last')", "Go to the end of the list"),
        ("leave", "close", "Close"),
    )
)
CLOSE = (_CLOSE,)
LIST_DIALOG = (
    replace(_CHOOSE, when="has_lines"),
    Command("filter", "filter", ("/",), "Filter the list by typing", "Dialogs", "filter", when="is_long"),
    replace(_BY_NAME["help"], action="help", group="Dialogs"),
    *_LINES,
    _CLOSE,
)
_LIST = LIST_DIALOG[1:]
_COMPARE = Command("compare_sources", "request('compare')", ("=",), "Compare what the sources of the story say", "Dialogs", "compare", when="has_lines")
_STORY_DATES = Command("story_dates", "request('dates')", ("#",), "List the dates and figures of the story, or of all hits", "Dialogs", "dates", when="has_lines")
STORIES = (
    replace(_CHOOSE, label="open", when="has_lines"),
    _COMPARE,
    _STORY_DATES,
    Command("follow_story", "request('follow')", ("+",), "Follow the story, or follow it no more", "Dialogs", "follow", when="has_lines"),
    Command("list_followed", "list_followed", ("f",), "List the stories you follow", "Dialogs", "followed"),
    replace(_UNDO, when="done"),
    *_LIST,
)
FOLLOWED = (
    replace(_CHOOSE, label="open", when="has_lines"),
    Command("rename_followed", "rename", ("r",), "Rename the followed story", "Dialogs", "rename", when="has_lines"),
    replace(_REMOVE, label="unfollow", when="has_lines"),
    replace(_UNDO, when="done"),
    *_LIST,
)
FOLLOWED_PAGE = (
    replace(_CHOOSE, label="open", when="has_lines"),
    Command("confirm_issue", "confirm", ("c",), "Confirm the proposed issue", "Dialogs", "confirm", when="chosen_proposals"),
    Command("reject_issue", "reject", ("x", "delete"), "Reject the issue; it is never proposed again", "Dialogs", "reject", when="has_lines"),
    Command("mark_issue", "mark", ("space",), "Mark the issue, or unmark it; confirm, reject and split take all marked ones", "Dialogs", "mark", when="has_lines"),
    replace(_COMPARE, when="has_confirmed"),
    replace(_STORY_DATES, when="has_confirmed"),
    Command("rename_followed", "rename", ("r",), "Rename the followed story", "Dialogs", "rename"),
    Command("split_followed", "split", ("s",), "Move the marked issues, or this one, into a new followed story", "Dialogs", "split", when="can_split"),
    Command("merge_followed", "merge", ("m",), "Merge with another followed story", "Dialogs", "merge"),
    replace(_UNDO, when="done"),
    *(replace(each, keys=("pagedown",)) if each.name == "page_down" else each for each in _LIST),
)
COMPARISON = (
    replace(_CHOOSE, label="go to", when="has_lines"),
    Command("next_source", "next_source", ("l", "right", "tab"), "Go to the next source", "Dialogs", "next source", when="has_columns"),
    Command("previous_source", "previous_source", ("h", "left", "shift+tab"), "Go to the previous source", "Dialogs", when="has_columns"),
    *_LINES,
    _CLOSE,
)
TEXT_DIALOG = (replace(_CHOOSE, action="close", label=""), _LINES[-1], _CLOSE)
MARKS = (
    replace(_CHOOSE, label="go to", when="marks"),
    Command("edit_mark", "edit", ("e",), "Edit the note, or change the colour", "Dialogs", "edit", when="marks"),
    replace(_REMOVE, when="marks"),
    replace(_UNDO, when="removed"),
    *_LIST,
)
NAME_PAGE = (
    replace(_CHOOSE, label="open"),
    Command("split_name", "part", ("x", "delete"), "Split the name here", "Dialogs", "split"),
    Command("merge_name", "join", ("=",), "Merge with another name", "Dialogs", "merge"),
    replace(_UNDO, when="decisions"),
    Command("name_before", "back", ("backspace", "left", "h"), "Go back to the previous name", "Dialogs", "previous name", when="pages_before"),
    *_LIST,
)
TIMELINE = (
    replace(_CHOOSE, label="go to", when="has_lines"),
    Command("timeline_kind", "change_kind", ("tab",), "List figures in place of dates, or dates again", "Dialogs", "dates/figures"),
    Command("timeline_scope", "widen", ("w",), "List those of the whole text, or of the issue", "Dialogs", "whole text/issue", when="can_widen"),
    *_LIST,
)
COLLECTIONS = (
    replace(_CHOOSE, label="list"),
    Command("new_collection", "make", ("n",), "Make a collection", "Dialogs", "new"),
    Command("rename_collection", "rename", ("r",), "Rename the collection", "Dialogs", "rename", when="names_any"),
    replace(_REMOVE, when="names_any"),
    replace(_UNDO, when="done"),
    *_LIST,
)
_SEE_ALL = Command("see_all", "see_all", ("M",), "Mark all hits seen", "Dialogs", "all seen", when="has_new")
WATCHES = (
    replace(_CHOOSE, label="hits", when="has_lines"),
    Command("new_watch", "make", ("n",), "Make a watch", "Dialogs", "new"),
    Command("see_watch", "see_watch", ("m",), "Mark the hits of the watch seen", "Dialogs", "seen", when="has_new"),
    Command("edit_watch", "edit", ("e",), "Change what the watch searches for", "Dialogs", "edit", when="has_lines"),
    replace(_REMOVE, when="has_lines"),
    replace(_UNDO, when="done"),
    Command("rename_watch", "rename", ("r",), "Rename the watch", "Dialogs", "rename", when="has_lines"),
    _SEE_ALL,
    *_LIST,
)
WATCH_HITS = (
    replace(_CHOOSE, label="open", when="has_lines"),
    Command("see_hit", "toggle_seen", ("m",), "Mark the hit seen, or new", "Dialogs", "seen/new", when="has_lines"),
    _COMPARE,
    _STORY_DATES,
    _SEE_ALL,
    replace(_UNDO, when="done"),
    *_LIST,
)
ASSIGN = (replace(_CHOOSE, label="add or remove"), replace(_UNDO, keys=("ctrl+z",), when="done"), _CLOSE)
CONFIRM = (
    Command("yes", "answer(True)", ("y",), "Answer yes", "Dialogs", "yes"),
    Command("no", "answer(False)", ("n",), "Answer no", "Dialogs", "no"),
    replace(_CHOOSE, action="accept", help="Give the default answer", label=""),
    _LINES[-1],
    replace(_CLOSE, label="cancel"),
)
SEARCH = (
    replace(_CHOOSE, label="open"),
    Command("next_hit", "list('cursor_down')", ("down", "ctrl+n"), "Go to the next result", "Dialogs", "next"),
    Command("previous_hit", "list('cursor_up')", ("up", "ctrl+p"), "Go to the previous result", "Dialogs", "previous"),
    Command("watch_search", "watch", ("ctrl+s",), "Keep the search as a watch", "Dialogs", "watch", when="has_words"),
    replace(_UNDO, keys=("ctrl+z",), when="done"),
    _CLOSE,
)
LINE = (replace(_CHOOSE, action="submit", label="save"), replace(_CLOSE, label="cancel"))
NOTE = (_SAVE, replace(_CLOSE, label="cancel"))
WELCOME = (
    replace(_CHOOSE, action="answer('sample')", help="Read the sample", label="sample"),
    replace(_BY_NAME["pick"], action="answer('pick')", group="Dialogs", label="open files"),
    replace(_BY_NAME["feeds"], action="answer('feeds')", group="Dialogs", label="feeds"),
    replace(_CLOSE, help="Show the library", label="library"),
    replace(_BY_NAME["leave"], action="leave", help="Quit", group="Dialogs", label="quit"),
)
DIALOGS = (CLOSE, LIST_DIALOG, STORIES, FOLLOWED, FOLLOWED_PAGE, COMPARISON, TEXT_DIALOG, MARKS, NAME_PAGE, TIMELINE, COLLECTIONS, WATCHES, WATCH_HITS, ASSIGN, CONFIRM, SEARCH, LINE, NOTE, WELCOME)
SCREENS = (READING, SELECTING, AGENDA, LIBRARY, PICKER, FEEDS, *DIALOGS)
ESSENTIAL = (
    "next_issue", "page_down", "search", "highlight", "note", "copy", "agenda",
    "library", "list_open", "list_filter", "list_select", "feed_add", "feed_refresh", "help", "leave",
)
"""What a new reader needs: ten commands of the reading screen, fewer of the others."""
# fmt: on


def as_first(commands: Iterable[Command]) -> tuple[Command, ...]:
    return tuple(
        replace(each, help="Quit", label="quit") if each.name == "leave" else each
        for each in commands
    )


def all_commands() -> tuple[Command, ...]:
    found: dict[str, Command] = {}
    for command in chain(*SCREENS):
        found.setdefault(command.name, command)
    return tuple(found.values())
