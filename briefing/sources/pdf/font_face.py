import re
from typing import NamedTuple

_SUBSET = re.compile(r"[A-Z]{6}\+")
_FIXED = re.compile(
    r"(?i:courier|mono|nimbusmon|typewriter|consol|menlo|cursor|fixed|terminal|\A(?:t1|ot1)?[a-z]{0,4}xtt)|"
    r"(?:CM|SF|EC|LM)[A-Z]{0,3}TT|inconsolata|\Azi4"
)
_COMPUTER_MODERN = re.compile(r"(?:CM|SF|EC|LM)(?=[A-Z]+\d)")
_FIXED_FLAG = 1
"""Font flag (ISO 32000-1, table 123)."""
_LETTERS = 7


class Face(NamedTuple):
    family: str
    fixed: bool


def read_face(name: str, flags: int) -> Face:
    name = _SUBSET.sub("", name, count=1)
    fixed = bool(flags & _FIXED_FLAG or _FIXED.search(name))
    modern = _COMPUTER_MODERN.match(name)
    return Face(modern[0] if modern else name[:_LETTERS].casefold(), fixed)
