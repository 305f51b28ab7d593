from functools import cached_property
from typing import TYPE_CHECKING

from briefing.storage.annotation_rows import AnnotationRows
from briefing.storage.correction_rows import CorrectionRows
from briefing.storage.database import Database
from briefing.storage.document_rows import DocumentRows
from briefing.storage.followed_rows import FollowedRows
from briefing.storage.place_rows import PlaceRows
from briefing.storage.setting_rows import SettingRows
from briefing.storage.version_rows import VersionRows

if TYPE_CHECKING:
    from briefing.storage.feed_rows import FeedRows


class Repositories:
    def __init__(self, database: Database) -> None:
        self.database = database
        self.documents = DocumentRows(database)
        self.annotations = AnnotationRows(database)
        self.corrections = CorrectionRows(database)
        self.places = PlaceRows(database)
        self.settings = SettingRows(database)
        self.followed = FollowedRows(database)
        self.versions = VersionRows(database)

    @cached_property
    def feeds(self) -> "FeedRows":
        from briefing.storage.feed_rows import FeedRows

        return FeedRows(self.database)
