"""Replaces sequences whose width differs between terminals."""

from rich.cells import cell_len, set_cell_size

from briefing.late_pattern import late_pattern
from briefing.sanitize import sanitize
from briefing.tui.layout.cell_width import ZWJ, clusters, is_plain, width

_INVISIBLE = "\u00ad\u034f\u180b-\u180f\u200b\u200d\u2060-\u2064\u206a-\u206f\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef"
_TONES = "\U0001f3fb-\U0001f3ff"
_FLAGS = "\U0001f1e6-\U0001f1ff"
_DISPUTED = late_pattern(f"[{_INVISIBLE}{_TONES}{_FLAGS}]")
_DROPPED = late_pattern(f"[{_INVISIBLE}]|(?<=[^\x00-\x7f])[{_TONES}]")
_LONE_TONE = late_pattern(f"[{_TONES}]")
_FLAG = late_pattern(f"[{_FLAGS}]")
TOO_WIDE = "\u25a1"
"""Replaces a grapheme wider than the pane, and a skin tone on its own."""

Shown = tuple[str, int, int]
"""Drawn text, and the start and end offsets of the text it stands for."""


def terminal_safe(text: str, start: int, *, narrow: bool = False) -> list[Shown]:
    """`start` is the offset of `text`. With `narrow`, there is room for one cell only."""
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
    if is_plain(text) or not _DISPUTED.search(text):
        return text
    return "".join(_fitted(drawn, text[low:high]) for drawn, low, high in terminal_safe(text, 0))


def _fitted(drawn: str, raw: str) -> str:
    # Of people joined to one picture the first only; letters are not dropped.
    most = cell_len(raw)
    wide = cell_len(drawn) > most and cell_len(drawn[0]) < 2
    return drawn if drawn == raw or wide else set_cell_size(drawn, most)


def _drawn(grapheme: str) -> str:
    if not _DISPUTED.search(grapheme):
        return grapheme
    drawn = _LONE_TONE.sub(TOO_WIDE, _DROPPED.sub("", grapheme.replace(ZWJ, "")))
    return _FLAG.sub(lambda match: chr(ord(match[0]) - 0x1F1E6 + ord("A")), drawn)
