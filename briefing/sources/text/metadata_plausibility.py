from briefing.sources.html.fragments import normalize_words

_OPENING = 4000


def plausible_title(found: str | None, text: str) -> str | None:
    known = normalize_words(found or "")
    return found if len(known) > 3 and known in normalize_words(text[:_OPENING]) else None


def plausible_person(found: str | None, text: str) -> str | None:
    """`found` if it occurs at the head of `text`, or looks like a name of two to five words."""
    words = (found or "").split()
    named = 2 <= len(words) <= 5 and all(word[0].isupper() and word[-1] != ")" for word in words)
    return (
        found
        if words and (named or normalize_words(found or "") in normalize_words(text[:_OPENING]))
        else None
    )
