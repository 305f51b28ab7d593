from briefing.late_pattern import late_pattern
from briefing.sources.text.pasted.pasted import Pasted, find_first_line, is_blank, measure_words

_QUESTION = late_pattern(r"(?:Q|Question)\s?\d{0,3}\s?[.:)]\s+(?=\S)")
_ANSWER = late_pattern(r"(?:A|Answer)\s?\d{0,3}\s?[.:)]\s+(?=\S)")
_OF_ONESELF = late_pattern(r"\b(?:I|my|My|me)\b")
_NUMBER = late_pattern(r"\A\d{1,2}[.)]\s+(?=\S)")
_LEAST = 3
_PROSE = 12
_LONGEST = 200
_BEFORE = 0.25
_SHARE = 0.75


def read_questions(lines: list[str]) -> Pasted | None:
    """Questions and answers about a thing; one who is interviewed speaks of themselves."""
    if _only_asks(lines):
        found = Pasted(untitled=True, structured=False)
        for line in lines:
            found.begin_block()
            found.add(line)
        return found
    asked = _find_questions(lines) or _find_bare_questions(lines)
    starts = list(asked)
    if len(starts) < _LEAST or len({asked[at][1].casefold() for at in starts}) < len(starts):
        return None
    stops = [*starts[1:], len(lines)]
    answers = [lines[asked[at][0] : stop] for at, stop in zip(starts, stops, strict=True)]
    words = sum(map(measure_words, answers))
    if words < _PROSE * len(starts) or measure_words(lines[: starts[0]]) > _BEFORE * words:
        return None
    if 2 * sum(any(map(_OF_ONESELF.search, answer)) for answer in answers) >= len(answers):
        return None
    first = find_first_line(lines)
    found = Pasted(untitled=first in asked)
    found.add(*lines[: starts[0]])
    for at, answer in zip(starts, answers, strict=True):
        found.add_apart(asked[at][1], heading=True)
        found.add(*answer)
    return found


def _only_asks(lines: list[str]) -> bool:
    asked = list(filter(None, map(str.strip, lines)))
    return len(asked) >= _LEAST and all(
        line[-1] == "?" and line[0].isalpha() and len(line) < _LONGEST for line in asked
    )


def _find_questions(lines: list[str]) -> dict[int, tuple[int, str]]:
    found, start = dict[int, tuple[int, str]](), -1
    for at, line in enumerate(lines):
        words = line.strip()
        if _QUESTION.match(words):
            start = at
        elif start >= 0 and _ANSWER.match(words):
            question = " ".join(" ".join(lines[start:at]).split())
            if len(question) <= _LONGEST:
                found[start] = at, question
            start = -1
    return found


def _find_bare_questions(lines: list[str]) -> dict[int, tuple[int, str]]:
    opens = [
        at
        for at, line in enumerate(lines)
        if not is_blank(line) and (at == 0 or is_blank(lines[at - 1]))
    ]
    asked = [at for at in opens if _is_asked(lines, at)]
    said = [at for at in opens if len(lines[at].split()) >= _PROSE or at in asked]
    return (
        {at: (at + 1, lines[at].strip()) for at in asked}
        if len(asked) >= _SHARE * len(said)
        else {}
    )


def _is_asked(lines: list[str], at: int) -> bool:
    words = _NUMBER.sub("", lines[at].strip())
    asks = words.endswith("?") and words[0].isupper() and len(words) <= _LONGEST // 2
    below = lines[at + 1].strip() if at + 1 < len(lines) else ""
    return asks and len(below.split()) > 1 and not below.endswith("?")
