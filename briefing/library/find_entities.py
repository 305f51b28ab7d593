from collections.abc import Callable

from briefing.config import Config
from briefing.errors import DamagedData
from briefing.job import nonsense
from briefing.library.job_values import EntitiesRequest
from briefing.library.jobs import FIND_ENTITIES
from briefing.model import Analysis, Briefing
from briefing.model.serialization import pack_briefing, to_bytes, unpack_value
from briefing.worker import Limits, Worker


def find_entities(
    briefing: Briefing,
    config: Config,
    worker: Worker,
    progress: Callable[[float], None] | None = None,
    limits: Limits | None = None,
    *,
    any_language: bool = False,
    seconds: float | None = None,
) -> tuple[Analysis, float]:
    """With the share of the text read."""
    data = to_bytes(pack_briefing(briefing))
    request = EntitiesRequest(config.recogniser, any_language, seconds)
    found = FIND_ENTITIES.run(worker, request, data, limits=limits, progress=progress)
    try:
        return unpack_value(Analysis, found.analysis), found.share
    except DamagedData:
        raise nonsense() from None
