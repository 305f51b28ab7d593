"""Tags parts of speech by rules after Brill (1992)."""

import re

from briefing.model.english_words import word_tags

_ENDINGS = (
    ("ing", "VBG"),
    ("ed", "VBN"),
    ("ly", "RB"),
    ("ous", "JJ"),
    ("ful", "JJ"),
    ("ive", "JJ"),
    ("able", "JJ"),
    ("ible", "JJ"),
    ("less", "JJ"),
    ("ish", "JJ"),
    ("ss", "NN"),
    ("us", "NN"),
    ("is", "NN"),
    ("s", "NNS"),
)
_NOUN_ENDINGS = (
    "tion",
    "sion",
    "ment",
    "ness",
    "ity",
    "ance",
    "ence",
    "ship",
    "ism",
    "age",
    "er",
    "or",
)
_NUMBER = re.compile(r"[\d.,$€£%-]*\d[.,%-]*$")
_MONEY = frozenset("$€£")
_DIRECTIONS = frozenset(
    {"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"}
)
_CONTRACTED = {"ll": "MD", "d": "MD", "re": "VBP", "ve": "VBP", "m": "VBP"}
_AFTER_VERBS = ("DT", "PRP$", "TO", "IN", "PRP", "NNS", "CD")
_CLITICS = frozenset({"'s", "’s", "'", "’"})


def tag_words(words: list[str]) -> list[str]:
    tags = [_alone(word, i == 0) for i, word in enumerate(words)]
    if len(words) > 1 and tags[0] == "VB" and words[1][:1].isupper() and words[0][:1].isupper():
        tags[0] = "NNP"
    for i, word in enumerate(words):
        tags[i] = _in_context(tags, i, word.lower(), words[i - 1].lower() if i else "")
    return tags


def _alone(word: str, opens: bool) -> str:
    if word in _CLITICS:
        return "POS"
    if word[0] in "'’" and word[1:] in _CONTRACTED:
        return _CONTRACTED[word[1:]]
    if not any(c.isalnum() for c in word):
        return "CD" if word in _MONEY else "."
    if _NUMBER.match(word):
        return "CD"
    known = word_tags()
    small = word.lower()
    if small.endswith(("n't", "n’t")):
        return "MD"
    if len(word) > 1 and word.endswith(".") and word[:1].isupper():
        return "NNP"
    if small in _DIRECTIONS:
        return "NNP" if word[:1].isupper() else "JJ"
    if word[:1].isupper() and not opens:
        return (
            _plural("NNP", word)
            if known.get(small, "NN")[:2] in ("NN", "JJ", "VB", "CD", "FW")
            else known[small]
        )
    found = known.get(small) or known.get(word)
    if found:
        return found
    if word[:1].isupper():
        return "NNP"
    if "-" in word:
        last = _alone(word.rsplit("-", 1)[1], False)
        return "JJ" if last in ("VBN", "VBG", "VBD") else last
    return next((tag for ending, tag in _ENDINGS if small.endswith(ending)), "NN")


def _plural(tag: str, word: str) -> str:
    return (
        tag + "S"
        if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 4
        else tag
    )


def _in_context(tags: list[str], i: int, word: str, last: str) -> str:
    own = tags[i]
    before = tags[i - 1] if i else ""
    helper = tags[i - 2] if i > 1 and before == "RB" else before
    after = tags[i + 1] if i + 1 < len(tags) else ""
    if own in ("VB", "VBP") and before in ("DT", "PRP$", "POS", "JJ", "IN") and word != "be":
        return "NN"
    if own in ("NN", "VBP") and helper in ("TO", "MD") and not word.endswith(_NOUN_ENDINGS):
        return "VB"
    if own == "NN" and before in ("PRP", "NNS") and not word.endswith(_NOUN_ENDINGS):
        return "VBP" if before == "PRP" or after in _AFTER_VERBS else own
    if own == "POS" and before in ("PRP", "WP") and word in ("'s", "’s"):
        return "VBZ"
    if own == "VBD" and after.startswith("NN") and (before == "DT" or last in ("of", "with", "in")):
        return "VBN"
    if own == "VBZ" and before in ("DT", "PRP$", "JJ", "POS"):
        return "NNS"
    if own == "NNS" and before in ("NNP", "PRP") and after in ("DT", "PRP$", "RB", "TO"):
        return "VBZ"
    if own == "VBD" and after == "IN" and before in ("NN", "NNS") and word.endswith("ed"):
        return "VBN"
    if own == "JJ" and before == "DT" and after in ("IN", ".", "VBZ", "VBD", "MD"):
        return "NN"
    return own
