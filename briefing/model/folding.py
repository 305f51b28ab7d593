import unicodedata


def fold_accents(text: str) -> str:
    if text.isascii():
        return text.casefold().replace("`", "'")
    kept = (c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return "".join(kept).casefold().replace("’", "'").replace("`", "'")
