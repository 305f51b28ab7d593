"""What is drawn in place of what terminals do not agree on.

Textual (Rich), grapheme-aware terminals and those that add up code points give some sequences different widths; a
line with one is then shifted, with all that stands beside the pane. They are drawn so that all agree: joined emoji
side by side, without skin tone and variation selectors; flags as their two letters; what is invisible not at all.
What is copied, searched and counted is the document's own text.
"""

import re

from briefing.model.sanitize import sanitize
from briefing.tui.layout.cell_width import ZWJ, clusters, is_plain, width

_INVISIBLE = "\u00ad\u034f\u180b-\u180f\u200b\u200d\u2060-\u2064\u206a-\u206f\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef"
_TONES = "\U0001f3fb-\U0001f3ff"
_FLAGS = "\U0001f1e6-\U0001f1ff"
_DISPUTED = re.compile(f"[{_INVISIBLE}{_TONES}{_FLAGS}]")
_DROPPED = re.compile(f"[{_INVISIBLE}]|(?<=[^\x00-\x7f])[{_TONES}]")
_LONE_TONE = re.compile(f"[{_TONES}]")
_FLAG = re.compile(f"[{_FLAGS}]")
TOO_WIDE = "\u25a1"
"""What stands for a grapheme wider than the pane, and for a skin tone of nobody."""

Shown = tuple[str, int, int]
"""Drawn text, and the offsets between which stands what it is drawn for."""


def terminal_safe(text: str, start: int, *, narrow: bool = False) -> list[Shown]:
    """What is drawn for `text`, which starts at offset `start`, in as few stretches as the offsets allow.

    Args:
        text: a part of the document's text.
        start: its offset.
        narrow: whether a grapheme of two cells does not fit and is drawn as a sign of one.
    """
    text = sanitize(text).replace("\t", " ")
    if not text:
        return []
    if is_plain(text) or not (narrow or _DISPUTED.search(text)):
        return [(text, start, start + len(text))]
    found: list[Shown] = []
    same = 0
    for cluster in clusters(text):
        raw = text[cluster.start : cluster.end]
        drawn = _drawn(raw)
        if narrow and width(drawn) > 1:
            drawn = TOO_WIDE
        if drawn != raw:
            if same < cluster.start:
                found.append((text[same : cluster.start], start + same, start + cluster.start))
            if drawn:
                found.append((drawn, start + cluster.start, start + cluster.end))
            same = cluster.end
    if same < len(text):
        found.append((text[same:], start + same, start + len(text)))
    return found


def same_width(text: str) -> str:
    """What is drawn for a line of `text`."""
    return (
        "".join(drawn for drawn, _, _ in terminal_safe(text, 0)) if _DISPUTED.search(text) else text
    )


def _drawn(grapheme: str) -> str:
    """What every terminal gives the same width."""
    if not _DISPUTED.search(grapheme):
        return grapheme
    drawn = _LONE_TONE.sub(TOO_WIDE, _DROPPED.sub("", grapheme.replace(ZWJ, "")))
    return _FLAG.sub(lambda match: chr(ord(match[0]) - 0x1F1E6 + ord("A")), drawn)
