from msgspec import Struct

from briefing.library.stories.story import Story, StoryIssue
from briefing.library.stories.story_news import StoryNews
from briefing.storage.followed_rows import Followed


class FollowedPage(Struct, frozen=True):
    followed: Followed
    issues: tuple[StoryIssue, ...]
    """Confirmed ones, the newest first. `seen` tells whether they were there when the page was read last."""
    proposed: tuple[StoryIssue, ...]
    """The surest first."""
    gone: tuple[str, ...]
    """Titles of confirmed issues whose text is not in the library."""
    news: StoryNews
    """What texts say that came in since the page was read last."""

    @property
    def story(self) -> Story | None:
        if not self.issues:
            return None
        fullest = max(self.issues, key=lambda issue: issue.end - issue.start)
        return Story(0, (fullest, *(issue for issue in self.issues if issue is not fullest)))

    @property
    def voices(self) -> int:
        """Independent sources."""
        return self.story.voices if self.story else 0
