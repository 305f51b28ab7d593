import re
from typing import Any

_NOTE = re.compile(
    r"^#_?(?:fn|footnote|note|cite_note|endnote|ftn|edn|sdfootnote|en)[\w:.-]*$", re.IGNORECASE
)
_COUNTED = re.compile(r"\s*[\[(]?(\d{1,3})[\])]?\s*")
_NUMBER = re.compile(r"\s*[\[(]?(\d{1,3})[\]).:\s]")
_BACK = re.compile(r"[↩↑^↵⏎\ufe0e\ufe0f\s]*|\[?(?:return|back|zurück|retour)\]?", re.IGNORECASE)


def find_footnotes(root: Any, first: int) -> dict[str, str]:
    """The label of each note that `root` holds, by its id; labels count from `first`."""
    ids: dict[str, str] = {}
    numbers: dict[str, str] | None = None
    for link in root.iter("a"):
        href = link.get("href") or ""
        named = _NOTE.match(href) or (href[:1] == "#" and _says_note(link))
        if (
            not named
            and href[:1] == "#"
            and (counted := _COUNTED.fullmatch("".join(link.itertext())))
        ):
            numbers = _numbered_targets(root) if numbers is None else numbers
            named = numbers.get(href[1:]) == counted[1]
        if named and not is_back_link(link) and href[1:] not in ids:
            ids[href[1:]] = str(len(ids) + first)
    if not ids:
        return {}
    present = {element.get("id") for element in root.iter("li", "p", "div", "aside", "section")}
    return {name: label for name, label in ids.items() if name in present}


def _numbered_targets(root: Any) -> dict[str, str]:
    # The numbers of paragraphs that begin with theirs, by their ids.
    numbers = (
        (e.get("id"), _NUMBER.match("".join(e.itertext())[:20])) for e in root.iter("p", "li")
    )
    return {name: number[1] for name, number in numbers if name and number}


def _says_note(link: Any) -> bool:
    return "noteref" in f"{link.get('epub:type')} {link.get('role')}"


def is_back_link(link: Any) -> bool:
    return _BACK.fullmatch("".join(link.itertext()).strip()) is not None
