from functools import cache
from pathlib import Path

from briefing.resources import existing_file

_FILE = Path(__file__).with_name("english_words.txt")

# Names, which the file leaves out; the end of a line may break them.
_CALENDAR = (
    "monday tuesday wednesday thursday friday saturday sunday february april june july august september october "
    "november december"
)


@cache
def word_tags() -> dict[str, str]:
    """The most likely Penn Treebank tag of each; capitals in those only that have them always."""
    tags: dict[str, str] = {}
    for line in existing_file(_FILE).read_text(encoding="utf-8").splitlines():
        tag, *words = line.split()
        if tag != "#":
            tags.update(dict.fromkeys(words, tag))
    return tags


@cache
def known_words() -> frozenset[str]:
    """In lower case; none is two words joined that are also written with a hyphen."""
    words = word_tags().keys()
    joined = (word.replace("-", "") for word in words if "-" in word[2:-2])
    return frozenset(map(str.casefold, words)).difference(joined).union(_CALENDAR.split())
