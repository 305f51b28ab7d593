import re

from briefing.late_pattern import late_pattern
from briefing.sources.text.pasted.pasted import LONGEST_HEADING, Pasted, find_first_line, is_blank

_MARK = late_pattern(
    r"\s?\[\s?(?:edit(?: source)?|bearbeiten|quelltext bearbeiten|modifier(?: le code)?|editar(?: código)?|modifica|bewerken|edytuj|править)"
    r"(?:\s?\|\s?[\w ]{4,24})?\s?\]\Z",
    re.IGNORECASE,
)
_LEAST = 2


def read_wiki_copy(lines: list[str]) -> Pasted | None:
    """Headings with the mark that readers of an encyclopedia edit with."""
    heads, marks = dict[int, str](), list[str]()
    alone = set[int]()
    for at, line in enumerate(lines):
        match = _MARK.search(line.strip()) if "]" in line else None
        if match is None:
            continue
        words, place = line.strip()[: match.start()], at
        if not words and at and not is_blank(lines[at - 1]):
            words, place = lines[at - 1].strip(), at - 1
            alone.add(at)
        if words and len(words.split()) <= LONGEST_HEADING:
            heads[place] = words
            marks.append(match[0].strip())
    if len(heads) < _LEAST:
        return None
    first = find_first_line(lines)
    found = Pasted(untitled=first in heads or len(lines[first].split()) > LONGEST_HEADING)
    for at, line in enumerate(lines):
        if at in heads:
            found.add_apart(heads[at], heading=True)
        elif at not in alone:
            found.add(line)
    found.add_apart(" ".join(marks), clutter=True)
    return found
