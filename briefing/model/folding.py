import unicodedata

_FEW = 8


def fold_accents(text: str) -> str:
    if not text.isascii():
        # Normalizing sorts accents, which takes quadratic time where thousands follow each other.
        text = _drop_accents(unicodedata.normalize("NFKD", _drop_accents(text)))
    return text.casefold().replace("’", "'").replace("`", "'")


def _drop_accents(text: str) -> str:
    accents = [c for c in set(text) if unicodedata.combining(c)]
    if len(accents) > _FEW:
        return "".join(c for c in text if not unicodedata.combining(c))
    for each in accents:
        text = text.replace(each, "")
    return text


def has_words(text: str, words: str) -> bool:
    """Whether each of the words stands in the text, case and accents aside."""
    folded = fold_accents(text)
    return all(word in folded for word in fold_accents(words).split())
