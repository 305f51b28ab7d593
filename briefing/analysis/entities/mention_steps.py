from collections.abc import Callable

from briefing.analysis.entities.common_nouns import drop_common_nouns
from briefing.analysis.entities.context_rules import find_administrations, read_context
from briefing.analysis.entities.quoted_nicknames import join_nicknamed
from briefing.analysis.entities.repeat_mentions import find_repeat_mentions
from briefing.analysis.entities.trim_boundaries import repair_boundaries
from briefing.analysis.entities.vote_kinds import vote_kinds
from briefing.analysis.entities.whole_names import whole_names
from briefing.model import Mention

STEPS: tuple[Callable[[str, tuple[Mention, ...]], tuple[Mention, ...]], ...] = (
    repair_boundaries,
    drop_common_nouns,
    join_nicknamed,
    whole_names,
    read_context,
    vote_kinds,
    find_repeat_mentions,
    find_administrations,
)
"""In order; each takes and returns mentions sorted by position."""


def refine_mentions(text: str, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    for step in STEPS:
        mentions = step(text, mentions)
    return mentions
