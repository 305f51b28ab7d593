import re

from msgspec import Struct

_HEADING = re.compile(
    r"(?:heading|überschrift|titre|título|titolo|kop|rubrik|overskrift|nagłówek|nadpis|заголовок|标题|見出し) ?(\d)\Z",
    re.IGNORECASE,
)
_LONGEST_CHAIN = 20


class RtfStyle(Struct):
    name: str = ""
    base: int = 0
    level: int = 0

    def heading_level(self) -> int:
        heading = _HEADING.match(self.name)
        return int(heading[1]) if heading else self.level


class RtfStyles:
    def __init__(self) -> None:
        self._styles: dict[int, RtfStyle] = {}
        self.begun = RtfStyle()

    def keep(self, number: int, names: str) -> None:
        """Of its names, which commas divide, only the first counts."""
        self.begun.name = names.strip(" ;").lower().split(",")[0]
        self._styles[number], self.begun = self.begun, RtfStyle()

    def find(self, number: int) -> RtfStyle:
        own = found = self._styles.get(number, RtfStyle())
        for _ in range(_LONGEST_CHAIN):
            if found.heading_level() or found.base not in self._styles:
                break
            found = self._styles[found.base]
        return RtfStyle(own.name, level=found.heading_level())
