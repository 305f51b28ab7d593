"""Modal screens; each is imported when it is first opened."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefing.tui.dialogs.changes import ChangesDialog as ChangesDialog
    from briefing.tui.dialogs.changes import There as There
    from briefing.tui.dialogs.choice import ChoiceDialog as ChoiceDialog
    from briefing.tui.dialogs.choice import ConfirmDialog as ConfirmDialog
    from briefing.tui.dialogs.choice import TextDialog as TextDialog
    from briefing.tui.dialogs.choice import ask_private_host as ask_private_host
    from briefing.tui.dialogs.collect import CollectDialog as CollectDialog
    from briefing.tui.dialogs.collections import CollectionsDialog as CollectionsDialog
    from briefing.tui.dialogs.help import HelpDialog as HelpDialog
    from briefing.tui.dialogs.hints import HintDialog as HintDialog
    from briefing.tui.dialogs.marks import MarksDialog as MarksDialog
    from briefing.tui.dialogs.matrix import MatrixDialog as MatrixDialog
    from briefing.tui.dialogs.nearest import NearestDialog as NearestDialog
    from briefing.tui.dialogs.note import LineDialog as LineDialog
    from briefing.tui.dialogs.note import NoteDialog as NoteDialog
    from briefing.tui.dialogs.person import PersonDialog as PersonDialog
    from briefing.tui.dialogs.search import SearchDialog as SearchDialog
    from briefing.tui.dialogs.search import Sought as Sought
    from briefing.tui.dialogs.themes import ThemeDialog as ThemeDialog
    from briefing.tui.dialogs.welcome import WelcomeDialog as WelcomeDialog

_MODULES = {
    "ChangesDialog": "changes",
    "ChoiceDialog": "choice",
    "CollectDialog": "collect",
    "CollectionsDialog": "collections",
    "ConfirmDialog": "choice",
    "HelpDialog": "help",
    "HintDialog": "hints",
    "LineDialog": "note",
    "MarksDialog": "marks",
    "MatrixDialog": "matrix",
    "NearestDialog": "nearest",
    "NoteDialog": "note",
    "PersonDialog": "person",
    "SearchDialog": "search",
    "Sought": "search",
    "TextDialog": "choice",
    "ThemeDialog": "themes",
    "WelcomeDialog": "welcome",
    "ask_private_host": "choice",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
