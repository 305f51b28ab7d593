from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from briefing.library.given_names import cut_title
from briefing.library.stories.story import Story, StoryIssue
from briefing.library.stories.story_news import StoryNews
from briefing.library.stories.story_service import StoryService
from briefing.model.say_count import say_count
from briefing.sanitize import sanitize_line
from briefing.tui.commands import STORIES
from briefing.tui.dialogs.list_dialog import LetterListDialog
from briefing.tui.key_bindings import dialog_bindings
from briefing.tui.shown_facts import join_facts, not_compared, shown_date, shown_day
from briefing.tui.undo_stack import HeldSteps

_EMPTY = (
    "No two briefings tell the same story yet. Stories appear here when feeds, files or pages "
    "that you read or import are about one event."
)


_View = Literal["open", "compare", "dates", "follow", "undo"]
_FIRST = (
    f"The {StoryService.shown} stories of most sources; briefing stories --all lists every one."
)


class StoryRequest(NamedTuple):
    view: _View
    story: Story | None
    line: int
    """Index of the issue in the story."""


class StoriesDialog(LetterListDialog[StoryRequest]):
    commands = STORIES
    BINDINGS = dialog_bindings(STORIES)

    def __init__(
        self,
        found: Sequence[Story],
        news: Mapping[int, StoryNews],
        left: int,
        names: Mapping[int, str],
        done: HeldSteps,
        at: tuple[int, int] = (0, 0),
        said: str = "",
    ) -> None:
        """`news` and `names` are by a story's id; `left` briefings are not compared yet; the cursor is `at` a story's
        id and issue.
        """
        super().__init__()
        self._found, self._news, self._left = found, news, left
        self._lines = [(story, n) for story in found for n in range(len(story.issues))]
        self._names, self.done, self._before = names, done, said
        places = [(story.id, line) for story, line in self._lines]
        self._at = next((places.index(p) for p in (at, (at[0], 0)) if p in places), 0)

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel stories") as panel:
            panel.border_title = Content("Stories")
            if self._left:
                yield Static(not_compared(self._left), markup=False, classes="quoted")
            if len(self._found) == StoryService.shown:
                yield Static(_FIRST, markup=False, classes="quoted")
            if not self._found:
                yield Static(_EMPTY, markup=False, classes="empty")
            yield OptionList(compact=True)

    def on_mount(self) -> None:
        options = self.query_one(OptionList)
        options.display = bool(self._found)
        prompts = [
            prompt
            for story in self._found
            for prompt in _prompts(story, self._news[story.id], self._names.get(story.id, ""))
        ]
        self.list_options(
            [Option(Content.assemble(each), id=str(n)) for n, each in enumerate(prompts)], self._at
        )
        options.focus()
        if self._before:
            self.say(self._before, undo=not self._before.endswith("."))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.action_request("open")

    def action_list_followed(self) -> None:
        self.dismiss(StoryRequest("open", None, 0))

    def action_undo(self) -> None:
        if self.done:
            self.action_request("undo")

    def action_request(self, view: _View) -> None:
        story, line = self._lines[int(self.pointed)] if self.pointed is not None else (None, 0)
        if story is not None or view == "undo":
            self.dismiss(StoryRequest(view, story, line))


def _prompts(story: Story, news: StoryNews, name: str) -> Iterator[Content]:
    sources = say_count(story.voices, "source")
    days = " to ".join(dict.fromkeys((shown_date(story.first), shown_date(story.latest))))
    days = days if story.is_dated else f"added {days}"
    named = f" as {sanitize_line(name)}" if name != story.title else ""
    head = Content.assemble(
        (cut_title(story.title), "bold"),
        (f"\n★ followed{named}" if name else "", "$text-success"),
        (f"\n{sources} · {days} · {story.state}", "$muted"),
        (f"\nshared: {sanitize_line(story.reason)}" if story.reason else "", "$text-accent"),
        (f"\nnew to you: {sanitize_line(news.summary)}" if news else "", "$text-success"),
    )
    *others, last = story.issues
    for number, issue in enumerate((*others, last)):
        line = _line(issue)
        whole = line if number else Content.assemble(head, "\n", line)
        yield Content.assemble(whole, "\n") if issue is last else whole


def _line(issue: StoryIssue) -> Content:
    about = join_facts(issue.outlet, shown_day(issue.published, issue.added))
    return Content.assemble(f"  {cut_title(issue.title)}", (f" · {about}", "$muted"))
