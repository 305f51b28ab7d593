import re

from briefing.late_pattern import late_pattern
from briefing.sources.text.pasted.pasted import Pasted, ends_sentence, is_blank

_TIME = r"(?:\d{1,3}:)?\d\d:\d\d[.,]\d{1,3}"
_TIMING = late_pattern(rf"\s{{0,9}}{_TIME}\s{{1,9}}-->\s{{1,9}}{_TIME}(?:\s|\Z)")
_VOICE = late_pattern(r"<v(?:\.[^>\s]{1,40})?\s([^>\n]{1,80})>")
_TAG = late_pattern(r"</?[a-z][^<>\n]{0,80}>|\{\\[^{}\n]{1,40}\}", re.IGNORECASE)
_NAMED = late_pattern(r"(?:>>\s?|- ?)?([^\W\d_a-z][^:\n.!?]{0,39}):\s{1,9}(?=\S)")
_NAME = late_pattern(r"[^\W\d_a-z][\w.'’-]*(?:,? [^\W\d_a-z][\w.'’-]*){1,3}(?: \([^()]{1,30}\))?")
_LONG = 80
"""Words after which the next sentence is a paragraph of its own."""
_CLOCK = late_pattern(r"((?:\d{1,2}:)?\d{1,2}:\d\d)(?:\s+(\S.*))?\Z")
_OPENING = late_pattern(r"(?:0?0:)?0?0:\d\d\b")
_SOUND = late_pattern(r"[(\[][^()\[\]]{2,40}[)\]]")
_LEAST_TIMES = 4
SEEN = 500
"""Characters in which the first cue stands."""


def is_subtitles(head: str) -> bool:
    return any(_TIMING.match(line) for line in head[:SEEN].split("\n"))


def read_subtitles(lines: list[str]) -> Pasted | None:
    cues = [at for at, line in enumerate(lines) if _TIMING.match(line)]
    if len(cues) < 2 or not is_subtitles("\n".join(lines[:20])):
        return None
    writer = _Writer()
    at = 0
    ends = [_end_of(lines, cue) for cue in cues]
    named = all(
        end - cue > 2 and _NAME.fullmatch(lines[cue + 1].strip())
        for cue, end in zip(cues, ends, strict=True)
    )
    for cue, end in zip(cues, ends, strict=True):
        writer.set_aside(lines[at : cue + 1])
        said = lines[cue + 1 : end]
        writer.add([f"<v {said[0].strip()}>{said[1]}", *said[2:]] if named else said)
        at = end
    writer.set_aside(lines[at:])
    writer.end_part()
    return writer.found


def _end_of(lines: list[str], cue: int) -> int:
    end = cue + 1
    while end < len(lines) and not is_blank(lines[end]) and not _TIMING.match(lines[end]):
        end += 1
    return end


def read_film_transcript(lines: list[str]) -> Pasted | None:
    """What stands alone before a time names a chapter."""
    filled = [line.strip() for line in lines if not is_blank(line)]
    times = [at for at, line in enumerate(filled) if _CLOCK.match(line)]
    if len(times) < _LEAST_TIMES:
        return None
    said = [
        _said(filled, at, end) for at, end in zip(times, [*times[1:], len(filled)], strict=True)
    ]
    if not all(said) or not (_go_on(said) or _are_spoken(filled[times[0]], said)):
        return None
    single = 2 * sum(len(part) == 1 for part in said) > len(said)
    writer = _Writer()
    for line in filled[: times[0]]:
        writer.found.add_apart(line)
    for at, part in zip(times, said, strict=True):
        match = _CLOCK.match(filled[at])
        writer.set_aside([match[1]] if match else [])
        headed = single and len(part) > 1 and part is not said[-1] and not ends_sentence(part[-1])
        writer.add(part[:-1] if headed else part)
        if headed:
            writer.end_part()
            writer.found.add_apart(part[-1], heading=True)
    writer.end_part()
    return writer.found


def _said(lines: list[str], at: int, end: int) -> list[str]:
    match = _CLOCK.match(lines[at])
    return [*([match[2]] if match and match[2] else []), *lines[at + 1 : end]]


def _go_on(said: list[list[str]]) -> bool:
    begun = sum(part[0][:1].islower() for part in said)
    return 2 * begun > len(said)


def _are_spoken(first: str, said: list[list[str]]) -> bool:
    told = sum(ends_sentence(part[0]) or _SOUND.fullmatch(part[0]) is not None for part in said)
    return _OPENING.match(first) is not None and told == len(said)


class _Writer:
    def __init__(self) -> None:
        self.found = Pasted(untitled=True)
        self._speaker = ""
        self._words: list[str] = []
        self._aside: list[str] = []

    def set_aside(self, lines: list[str]) -> None:
        self._aside += [line.strip() for line in lines if not is_blank(line)]

    def add(self, lines: list[str]) -> None:
        for line in lines:
            voice = _VOICE.search(line)
            words = _TAG.sub("", line).strip()
            named = None if voice else _NAMED.match(words)
            speaker = voice[1].strip() if voice else named[1].strip() if named else ""
            words = words[named.end() :] if named else words
            new = bool(speaker) and (named is not None or speaker != self._speaker)
            if new or words.startswith(("- ", ">>")) or self._is_long():
                self.end()
            self._speaker = speaker or self._speaker
            self._words += [words] if words else []

    def _is_long(self) -> bool:
        size = sum(len(words.split()) for words in self._words)
        return size >= (_LONG if self._words and ends_sentence(self._words[-1]) else 2 * _LONG)

    def end(self) -> None:
        if self._words:
            if self._speaker:
                self.found.turns[len(self.found.lines)] = self._speaker
                self._words[0] = f"{self._speaker}: {self._words[0]}"
            self.found.add(" ".join(self._words), "")
            self._words = []

    def end_part(self) -> None:
        self.end()
        if self._aside:
            self.found.add_apart(" ".join(self._aside), clutter=True)
            self._aside = []
