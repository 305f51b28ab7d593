from collections.abc import Callable
from functools import partial
from typing import Literal, NamedTuple

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from briefing.library.followed.followed_page import FollowedPage
from briefing.library.followed.followed_service import FollowedService, FormerRows
from briefing.library.given_names import cut_title
from briefing.library.stories.story import Story, StoryIssue
from briefing.model.say_count import say_count
from briefing.sanitize import sanitize_line
from briefing.tui import dialogs
from briefing.tui.commands import FOLLOWED_PAGE
from briefing.tui.dialogs.list_dialog import LetterListDialog
from briefing.tui.key_bindings import dialog_bindings
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.shown_facts import join_facts, shown_day
from briefing.tui.undo_stack import HeldSteps, UndoStep

_NOTHING = "You rejected all issues of this story, and nothing new is proposed. Undo, or unfollow it in the list."
_GONE = (
    "None of its texts is in the library any more, so nothing new can be proposed. They count again "
    "when they come back."
)


class PageRequest(NamedTuple):
    view: Literal["open", "compare", "dates"]
    line: int
    issue: StoryIssue
    story: Story


class FollowedPageDialog(LetterListDialog[PageRequest]):
    commands = FOLLOWED_PAGE
    BINDINGS = dialog_bindings(FOLLOWED_PAGE)

    def __init__(
        self,
        page: FollowedPage,
        service: FollowedService,
        ui: ReaderInterface,
        done: HeldSteps,
        line: int = 0,
    ) -> None:
        super().__init__()
        self._page, self._seen, self._line = page, page.followed.seen, line
        self._marked: set[tuple[str, int]] = set()
        self._service, self._ui, self.done = service, ui, done
        self._issues: tuple[StoryIssue, ...] = ()
        self.has_confirmed = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel stories"):
            yield Static("", markup=False, classes="quoted")
            yield Static("", markup=False, classes="empty")
            yield OptionList(compact=True)

    def on_mount(self) -> None:
        self._show(self._page, self._line)
        self.query_one(OptionList).focus()

    def _show(self, page: FollowedPage | None, at: int | None = None) -> None:
        if page is None or not self.is_attached:
            self.leave()
            return
        options, self._page = self.query_one(OptionList), page
        self.has_confirmed = bool(page.issues)
        self._issues = (*page.proposed, *page.issues)
        self._marked &= {_key(issue) for issue in self._issues}
        self.query_one(".panel").border_title = Content(sanitize_line(page.followed.name))
        self.query_one(".quoted", Static).update(_about(page))
        empty = self.query_one(".empty", Static)
        empty.update("" if self._issues else _why_empty(page))
        empty.display, options.display = not self._issues, bool(self._issues)
        self._list(options.highlighted or 0 if at is None else at)

    def _list(self, at: int) -> None:
        proposed = len(self._page.proposed)
        lines = [
            Option(
                _prompt(issue, proposed=number < proposed, marked=_key(issue) in self._marked),
                id=str(number),
            )
            for number, issue in enumerate(self._issues)
        ]
        self.list_options(lines, min(at, max(0, len(lines) - 1)))

    @property
    def _pointed(self) -> StoryIssue | None:
        return self._issues[int(self.pointed)] if self.pointed is not None else None

    @property
    def _chosen(self) -> list[StoryIssue]:
        marked = [issue for issue in self._issues if _key(issue) in self._marked]
        return marked or ([] if self._pointed is None else [self._pointed])

    @property
    def chosen_proposals(self) -> list[StoryIssue]:
        return [issue for issue in self._chosen if issue in self._page.proposed]

    @property
    def can_split(self) -> bool:
        return 0 < len(self._chosen) < len(self._page.issues) and not self.chosen_proposals

    def on_option_list_option_highlighted(self) -> None:
        self.show_keys()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.action_request("open")

    def action_request(self, view: Literal["open", "compare", "dates"]) -> None:
        issue, story = self._pointed, self._page.story
        if issue is not None and (story is not None or view == "open"):
            line = self._issues.index(issue)
            self.dismiss(PageRequest(view, line, issue, story or Story(0, ())))

    def action_mark(self) -> None:
        if self._pointed is not None:
            self._marked ^= {_key(self._pointed)}
            self._list(self._issues.index(self._pointed) + 1)

    # Changes

    def action_confirm(self) -> None:
        self._decide(self._service.confirm, self.chosen_proposals, "Confirmed", "Proposed again.")

    def action_reject(self) -> None:
        undone = "Proposed again." if self.chosen_proposals else "Confirmed again."
        self._decide(self._service.reject, self._chosen, "Rejected", undone)

    def _decide(
        self,
        change: Callable[[str, list[StoryIssue]], FormerRows],
        issues: list[StoryIssue],
        said: str,
        undone: str,
    ) -> None:
        if issues:
            done = partial(self._show_done, said, undone)
            self._ui.write(partial(change, self._page.followed.id, issues), done)

    def action_rename(self) -> None:
        followed = self._page.followed
        done = partial(self._show_done, "Renamed", "Old name restored.")
        keep = dialogs.keep_with(self._ui, partial(self._service.rename, followed.id), done=done)
        self.app.push_screen(dialogs.LineDialog("Rename the story", followed.name, keep))

    def action_split(self) -> None:
        if not self.can_split:
            return
        chosen = self._chosen

        def split(name: str) -> FormerRows:
            return self._service.split(self._page.followed.id, chosen, name)[1]

        done = partial(self._show_done, "Moved to a new story", "Moved back.")
        keep = dialogs.keep_with(self._ui, split, done=done)
        self.app.push_screen(dialogs.LineDialog("Name of the new story", keep=keep))

    def action_merge(self) -> None:
        id = self._page.followed.id
        others = [(each.id, each.name) for each in self._service.all() if each.id != id]
        if not others:
            self.say("You follow no other story.")
            return

        def chosen(other: str | None) -> None:
            if other is not None:
                done = partial(self._show_done, "Merged", "Parted again.")
                self._ui.write(partial(self._service.merge, id, other), done)

        named = [(other, sanitize_line(name)) for other, name in others]
        self.app.push_screen(dialogs.ChoiceDialog("Merge with", named), chosen)

    def _show_done(self, said: str, undone: str, former: FormerRows) -> None:
        self.done.push(UndoStep(undone, partial(self._service.undo, former)))
        self._read_again(partial(self.say, said, undo=True))

    def action_undo(self) -> None:
        self.done.undo(lambda step: self._read_again(partial(self.say, step.undone)))

    def _read_again(self, then: Callable[[], object]) -> None:
        def read(page: FollowedPage | None) -> None:
            if self.is_attached:
                self._show(page)
                then()

        page = partial(self._service.page, self._page.followed.id, self._seen)
        self._ui.run("followed", page, read)


def _key(issue: StoryIssue) -> tuple[str, int]:
    return issue.sha256, issue.section


def _why_empty(page: FollowedPage) -> str:
    if page.gone:
        titles = "; ".join(map(sanitize_line, page.gone))
        return f"{_GONE} You confirmed: {titles}."
    return _NOTHING


def _about(page: FollowedPage) -> Content:
    gone = f"{say_count(len(page.gone), 'issue')} no longer in the library" if page.gone else None
    counts = say_count(page.voices, "source"), say_count(len(page.issues), "issue")
    news = sanitize_line(page.news.summary)
    return Content.assemble(
        join_facts(*counts, gone),
        (f"\nnew since you read it last: {news}" if page.news else "", "$text-success"),
    )


def _prompt(issue: StoryIssue, *, proposed: bool, marked: bool) -> Content:
    about = join_facts(issue.outlet, shown_day(issue.published, issue.added))
    sure = f"{issue.confidence:.0%}"
    return Content.assemble(
        ("✓ " if marked else "", "$text-accent"),
        ("proposed " if proposed else "", "$text-success"),
        cut_title(issue.title),
        (f" · {about}", "$muted"),
        (f"\n  {sure}, shared: {sanitize_line(issue.reason)}" if proposed else "", "$text-accent"),
    )
