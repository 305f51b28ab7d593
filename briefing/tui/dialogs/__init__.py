from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefing.tui.dialogs.annotation_list import AnnotationsDialog as AnnotationsDialog
    from briefing.tui.dialogs.assign_collections import (
        AssignCollectionsDialog as AssignCollectionsDialog,
    )
    from briefing.tui.dialogs.choose import ChoiceDialog as ChoiceDialog
    from briefing.tui.dialogs.choose import ConfirmDialog as ConfirmDialog
    from briefing.tui.dialogs.choose import LetterMenu as LetterMenu
    from briefing.tui.dialogs.choose import TextDialog as TextDialog
    from briefing.tui.dialogs.choose import ask_private_host as ask_private_host
    from briefing.tui.dialogs.comparison_dialog import ComparisonDialog as ComparisonDialog
    from briefing.tui.dialogs.correct_name import MergeDialog as MergeDialog
    from briefing.tui.dialogs.correct_name import NameMenu as NameMenu
    from briefing.tui.dialogs.correct_name import RenameDialog as RenameDialog
    from briefing.tui.dialogs.entity_page_dialog import EntityPageDialog as EntityPageDialog
    from briefing.tui.dialogs.followed_list_dialog import FollowedListDialog as FollowedListDialog
    from briefing.tui.dialogs.followed_page_dialog import FollowedPageDialog as FollowedPageDialog
    from briefing.tui.dialogs.key_help import HelpDialog as HelpDialog
    from briefing.tui.dialogs.link_hints import HintDialog as HintDialog
    from briefing.tui.dialogs.manage_collections import CollectionsDialog as CollectionsDialog
    from briefing.tui.dialogs.mention_matrix import MatrixDialog as MatrixDialog
    from briefing.tui.dialogs.palette_dialog import PaletteDialog as PaletteDialog
    from briefing.tui.dialogs.related_issues_dialog import (
        RelatedIssuesDialog as RelatedIssuesDialog,
    )
    from briefing.tui.dialogs.search_dialog import SearchAnswer as SearchAnswer
    from briefing.tui.dialogs.search_dialog import SearchDialog as SearchDialog
    from briefing.tui.dialogs.stories_dialog import StoriesDialog as StoriesDialog
    from briefing.tui.dialogs.text_input import LineDialog as LineDialog
    from briefing.tui.dialogs.text_input import NoteDialog as NoteDialog
    from briefing.tui.dialogs.text_input import keep_with as keep_with
    from briefing.tui.dialogs.theme_chooser import ThemeDialog as ThemeDialog
    from briefing.tui.dialogs.timeline_dialog import TimelineDialog as TimelineDialog
    from briefing.tui.dialogs.timeline_dialog import View as View
    from briefing.tui.dialogs.version_comparison import ChangesDialog as ChangesDialog
    from briefing.tui.dialogs.version_comparison import ChangeTarget as ChangeTarget
    from briefing.tui.dialogs.watch_hits_dialog import WatchHitsDialog as WatchHitsDialog
    from briefing.tui.dialogs.watches_dialog import WatchesDialog as WatchesDialog
    from briefing.tui.dialogs.welcome import WelcomeDialog as WelcomeDialog

_MODULES = {
    "AnnotationsDialog": "annotation_list",
    "AssignCollectionsDialog": "assign_collections",
    "ChangeTarget": "version_comparison",
    "ChangesDialog": "version_comparison",
    "ChoiceDialog": "choose",
    "CollectionsDialog": "manage_collections",
    "ComparisonDialog": "comparison_dialog",
    "ConfirmDialog": "choose",
    "EntityPageDialog": "entity_page_dialog",
    "FollowedListDialog": "followed_list_dialog",
    "FollowedPageDialog": "followed_page_dialog",
    "HelpDialog": "key_help",
    "HintDialog": "link_hints",
    "LetterMenu": "choose",
    "LineDialog": "text_input",
    "MatrixDialog": "mention_matrix",
    "MergeDialog": "correct_name",
    "NameMenu": "correct_name",
    "NoteDialog": "text_input",
    "PaletteDialog": "palette_dialog",
    "RelatedIssuesDialog": "related_issues_dialog",
    "RenameDialog": "correct_name",
    "SearchAnswer": "search_dialog",
    "SearchDialog": "search_dialog",
    "StoriesDialog": "stories_dialog",
    "TextDialog": "choose",
    "ThemeDialog": "theme_chooser",
    "TimelineDialog": "timeline_dialog",
    "View": "timeline_dialog",
    "WatchHitsDialog": "watch_hits_dialog",
    "WatchesDialog": "watches_dialog",
    "WelcomeDialog": "welcome",
    "ask_private_host": "choose",
    "keep_with": "text_input",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
