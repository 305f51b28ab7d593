import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from briefing.late_pattern import late_pattern
from briefing.sources.text.pasted.pasted import Pasted, ends_sentence, is_blank

_TIME = r"(?:\d{1,3}:)?\d\d:\d\d[.,]\d{1,3}"
_TIMING = late_pattern(rf"\s{{0,9}}\[?{_TIME}(?:\s{{1,9}}-->\s{{1,9}}|,(?=\d)){_TIME}(?:\]|\s|\Z)")
_BESIDE = late_pattern(rf"\s{{0,9}}(\[{_TIME}\s{{1,9}}-->\s{{1,9}}{_TIME}\])[ \t]{{0,9}}(?=\S)")
"""A time with the words beside it."""
_TITLE = late_pattern(r"\ufeff?WEBVTT[ \t]+(?:[-–—:][ \t]*)?(?=\S)")
_VOICE = late_pattern(r"<v(?:\.[^>\s]{1,40})?\s([^>\n]{1,80})>")
_TAG = late_pattern(r"</?[a-z][^<>\n]{0,80}>|<\d[\d:.]{4,12}>|\{\\[^{}\n]{1,40}\}", re.IGNORECASE)
_NAMED = late_pattern(r"(?:>>\s?|- ?)?\[?([^\W\d_a-z][^:\n.!?\[\]]{0,39})\]?:\s{1,9}(?=\S)")
_SIGN = late_pattern(r"&(amp|lt|gt|nbsp|lrm|rlm|quot|#39);")
_SIGNS = {"amp": "&", "lt": "<", "gt": ">", "nbsp": " ", "quot": '"', "#39": "'"}
_NAME = late_pattern(r"[^\W\d_a-z][\w.'’-]*(?:,? [^\W\d_a-z][\w.'’-]*){1,3}(?: \([^()]{1,30}\))?")
_LONG = 80
"""Words after which the next sentence is a paragraph of its own."""
_CLOCK = late_pattern(r"((?:\d{1,2}:)?\d{1,2}:\d\d)(?:\s+(\S.*))?\Z")
_OPENING = late_pattern(r"(?:0?0:)?0?0:\d\d\b")
_SOUND = late_pattern(r"[(\[][^()\[\]]{2,40}[)\]]")
_LEAST_TIMES = 4
_NOTE = late_pattern(r"(?:NOTE|STYLE|REGION)\b")
_NEAR = 5
"""Lines in which another cue begins after words that a blank line parts from theirs."""
SEEN = 500
"""Characters in which the first cue stands."""


def is_subtitles(head: str) -> bool:
    return any(_TIMING.match(line) for line in head[:SEEN].split("\n"))


def read_subtitles(lines: list[str]) -> Pasted | None:
    lines = list(_parted(lines))
    cues = [at for at, line in enumerate(lines) if _TIMING.match(line)]
    if len(cues) < 2 or not is_subtitles("\n".join(lines[:20])):
        return None
    titled = _TITLE.match(lines[0])
    writer = _Writer(lines[0][titled.end() :].strip() if titled else None)
    at = 0
    ends = [_end_of(lines, cue) for cue in cues]
    said = [_named_by_tag(lines[cue + 1 : end]) for cue, end in zip(cues, ends, strict=True)]
    if not all(part and _VOICE.match(part[0]) for part in said):
        said = [lines[cue + 1 : end] for cue, end in zip(cues, ends, strict=True)]
    writer.each_named = all(part and _NAMED.match(_words(part[0])) for part in said)
    rolling = _repeat_last_lines(said)
    for number, (cue, end) in enumerate(zip(cues, ends, strict=True)):
        writer.set_aside(lines[at : cue + 1])
        shown = [_words(line) for line in said[number - 1]][-1:] if rolling and number else []
        repeated = [line for line in said[number] if _words(line) in shown]
        writer.set_aside(map(_words, repeated))
        writer.add([line for line in said[number] if line not in repeated])
        at = end
    writer.set_aside(lines[at:])
    writer.end_part()
    return writer.found


def _parted(lines: list[str]) -> Iterator[str]:
    for line in lines:
        beside = _BESIDE.match(line)
        yield from (beside[1], line[beside.end() :]) if beside else (line,)


def _named_by_tag(said: list[str]) -> list[str]:
    named = len(said) > 1 and _NAME.fullmatch(said[0].strip())
    return [f"<v {said[0].strip()}>{said[1]}", *said[2:]] if named else said


def _repeat_last_lines(said: list[list[str]]) -> bool:
    pairs = [(a[-1], b[0]) for a, b in pairwise(said) if a and b]
    same = sum(_words(last) == _words(first) for last, first in pairs)
    return same > 1 and 2 * same >= len(pairs)


def _words(line: str) -> str:
    words = _TAG.sub("", line)
    return _SIGN.sub(lambda sign: _SIGNS.get(sign[1], ""), words).strip()


def _end_of(lines: list[str], cue: int) -> int:
    start = cue + 1
    if start < len(lines) and lines[start].isspace():
        start += 1
    end = _end_of_block(lines, start)
    numbered = end < len(lines) and lines[end - 1].strip().isdigit() and end > cue + 2
    if numbered and not is_blank(lines[end]):
        return end - 1
    while end > start and (further := _further_block(lines, end)):
        end = further
    return end


def _end_of_block(lines: list[str], end: int) -> int:
    while end < len(lines) and not is_blank(lines[end]) and not _TIMING.match(lines[end]):
        end += 1
    return end


def _further_block(lines: list[str], at: int) -> int:
    start = at
    while start < len(lines) and is_blank(lines[start]):
        start += 1
    end = _end_of_block(lines, start)
    own = start < end < len(lines) and is_blank(lines[end]) and not _NOTE.match(lines[start])
    return end if own and any(map(_TIMING.match, lines[end : end + _NEAR])) else 0


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
    def __init__(self, title: str | None = None) -> None:
        self.found = Pasted(untitled=True, title=title)
        self.each_named = False
        self._speaker = ""
        self._words: list[str] = []
        self._aside: list[str] = []

    def set_aside(self, lines: Iterable[str]) -> None:
        self._aside += [line.strip() for line in lines if not is_blank(line)]

    def add(self, lines: list[str]) -> None:
        for line in lines:
            voice = _VOICE.search(line)
            words = _words(line)
            named = None if voice else _NAMED.match(words)
            speaker = voice[1].strip() if voice else named[1].strip() if named else ""
            words = words[named.end() :] if named else words
            again = speaker == self._speaker and (named is None or self.each_named)
            new = bool(speaker) and not again
            if new or words.startswith(("- ", ">>")) or self._is_long():
                self.end()
            self._speaker = speaker or self._speaker
            self._words += [words] if words else []
        if self._words and self._words[0].startswith("- "):
            self.end()

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
