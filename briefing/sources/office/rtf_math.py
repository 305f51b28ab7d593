from html import escape

from lxml import etree

from briefing.sources.math_text import math_text

_PLAIN = frozenset(("mscr", "msty", "mnor", "mlit", "maln"))
_DEEPEST = 200


class RtfMath:
    """Its groups have the names of Word's elements."""

    def __init__(self) -> None:
        self._open = [etree.Element("oMath")]

    def begin(self) -> None:
        self._open.append(self._open[-1])

    def name(self, word: str) -> None:
        if word not in _PLAIN and len(self._open) < _DEEPEST:
            self._open[-1] = etree.SubElement(self._open[-1], word[1:])

    def write(self, text: str) -> None:
        etree.SubElement(self._open[-1], "t").text = text.strip("\r\n")

    def end(self) -> str | None:
        """HTML once all is closed."""
        closed = self._open.pop()
        if not self._open:
            return f" {escape(math_text(closed))} "
        parent = closed.getparent()
        if closed is not self._open[-1] and parent is not None and parent.tag.endswith("Pr"):
            closed.set("val", "".join(map(str, closed.itertext())).strip())
            del closed[:]
        return None
