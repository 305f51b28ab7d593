"""Why a section starts where it starts, in one sentence for the reader."""

from briefing.analysis.sections.cuts import Cut, Evidence
from briefing.analysis.sections.units import Unit

_PLAIN = {
    Evidence.START: "The text begins here.",
    Evidence.MARKUP: "A heading stands here.",
    Evidence.LINE: "A short line stands here like a heading.",
    Evidence.NUMBER: "A numbered line stands here like a heading.",
    Evidence.TOPIC: "The subject changes here: the words differ from those before.",
}


def reason(cut: Cut, units: list[Unit], usual: int) -> str:
    """One sentence: why a section starts at `cut`."""
    if cut.evidence is not Evidence.GAP:
        return _PLAIN[cut.evidence]
    return f"{units[cut.unit].gap} blank lines stand before it, where {usual} is usual."
