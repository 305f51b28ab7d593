import re
from collections.abc import Callable

from briefing.sources.pdf.accents import Sides

_TURNED = re.compile("[آأإا]ل|هللا?")


def order_ligatures(text: str, sides: Callable[[int], Sides]) -> str:
    # Pdfium turns the letters of one sign.
    if text.isascii():
        return text

    def turn(match: re.Match[str]) -> str:
        first, *others = (sides(place) for place in range(*match.span()))
        return match[0][::-1] if all(other == first for other in others) else match[0]

    return _TURNED.sub(turn, text)
