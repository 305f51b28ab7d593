import codecs

_PLAIN = {
    "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "…": "...", "–": "-", "—": "-", "·": "-", "\xa0": " ",
}  # fmt: skip
"""ASCII replacements for typographic characters."""


class Encoding:
    """UTF-8 if the stream names none."""

    def __init__(self, name: str | None) -> None:
        """Unknown encodings, and those that re-use ASCII or ESC bytes, count as ASCII."""
        try:
            self.name = codecs.lookup(name or "utf-8").name
            ascii_stays = "a~".encode(self.name) == b"a~"
            safe = ascii_stays and b"\x1b" not in "é中".encode(self.name, "replace")
        except (LookupError, UnicodeError):
            safe = False
        self.name = self.name if safe else "ascii"
        self.is_unicode = self.name == "utf-8"
        """Whether it can represent every character."""

    def fit(self, text: str) -> str:
        if self.is_unicode or text.isascii():
            return text
        return text.encode(self.name, _REPLACE).decode(self.name)


def _replaced(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(_PLAIN.get(sign, "?") for sign in lacking), error.end


_REPLACE = "briefing-replace"
codecs.register_error(_REPLACE, _replaced)
