from collections.abc import Sequence

from briefing.sources.html.inline_markdown import Inline, paragraph

_SIGNS = frozenset(("*", "**"))


def mark_styles(text: str, marks: Sequence[tuple[int, int, str]], start: int = 0) -> str:
    """`marks` are (start, end, "*", "**" or an address)."""
    kept = [(max(0, a - start), b - start, sign) for a, b, sign in marks if b > start]
    text = text[start:]
    if not kept:
        return paragraph(text)
    inline = Inline()
    begins: dict[int, list[str]] = {}
    ends: dict[int, list[str]] = {}
    for first, last, sign in kept:
        begins.setdefault(first, []).append(sign)
        ends.setdefault(min(last, len(text)), []).append(sign)
    places = sorted({0, len(text), *begins, *ends})
    open_marks: list[tuple[str, int]] = []
    active = dict.fromkeys((sign for _, _, sign in kept), 0)
    for place, after in zip(places, [*places[1:], len(text)], strict=True):
        for sign in ends.get(place, ()):
            active[sign] -= 1
        for sign in begins.get(place, ()):
            active[sign] += 1
        shown = [sign for sign, count in active.items() if count > 0]
        _turn(inline, open_marks, sorted(shown, key=lambda sign: (sign in _SIGNS, sign)))
        inline.text(text[place:after])
    _turn(inline, open_marks, [])
    return inline.markdown()


def _turn(inline: Inline, open_marks: list[tuple[str, int]], wanted: Sequence[str]) -> None:
    same = 0
    while same < min(len(open_marks), len(wanted)) and open_marks[same][0] == wanted[same]:
        same += 1
    while len(open_marks) > same:
        sign, pair = open_marks.pop()
        inline.close(pair, sign if sign in _SIGNS else f"](<{_address(sign)}>)")
    for sign in wanted[same:]:
        open_marks.append((sign, inline.open(sign if sign in _SIGNS else "[")))


def _address(target: str) -> str:
    return target.replace("\\", "%5C").replace("<", "%3C").replace(">", "%3E").replace("\n", "")
