import unicodedata


def fold_accents(text: str) -> str:
    if text.isascii():
        return text.casefold().replace("`", "'")
    kept = (c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return "".join(kept).casefold().replace("’", "'").replace("`", "'")


def has_words(text: str, words: str) -> bool:
    """Whether each of the words stands in the text, case and accents aside."""
    folded = fold_accents(text)
    return all(word in folded for word in fold_accents(words).split())
