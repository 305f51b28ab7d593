import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

_NOTE = re.compile(
    r"^#_?(?:fn|footnote|note|cite_note|endnote|ftn|edn|sdfootnote|en)[\w:.-]*$", re.IGNORECASE
)
_COUNTED = re.compile(r"\s*[\[(]?(\d{1,3})[\])]?\s*")
_NUMBER = re.compile(r"\s*[\[(]?(\d{1,3})[\]).:\s]")
_SIGN = re.compile(r"\s*[\[(]?(?:\d{1,3}|\*{1,3}|[†‡§])[\])]?\s*")
_NOWHERE = re.compile(r"#|javascript:|\Z", re.IGNORECASE)
_FEWEST = 4
"""Words of a note."""
_MOST = 500
_BACK = re.compile(r"[↩↑^↵⏎\ufe0e\ufe0f\s]*|\[?(?:return|back|zurück|retour)\]?", re.IGNORECASE)


def write_titled_notes(root: Any) -> None:
    tips = {tip.get("id"): tip for tip in root.iterfind(".//*[@role='tooltip'][@id]")}
    links = list(islice(_find_titled(root, tips), _MOST))
    for link in links:
        if (tip := tips.pop(link.get("aria-describedby"), None)) is not None:
            link.set("title", "".join(tip.itertext()))
            tip.drop_tree()
    said = " ".join("".join(root.itertext()).split()) if links else ""
    known = {element.get("id") for element in root.iterfind(".//*[@id]")} if links else set()
    for number, link in enumerate(links, 1):
        words = " ".join(link.get("title").split())
        if words in said or (link.get("href") or "")[1:] in known:
            continue
        holder = next(link.iterancestors("article", "main", "body"), root)
        note = holder.makeelement("p", {"id": f"note-in-title-{number}"})
        note.text = words
        holder.append(note)
        link.set("href", f"#{note.get('id')}")


def _find_titled(root: Any, tips: dict[str, Any]) -> Iterator[Any]:
    for link in root.iter("a"):
        tip = tips.get(link.get("aria-describedby"))
        said = link.get("title") or "" if tip is None else "".join(tip.itertext())
        told = len(said.split()) >= _FEWEST and _NOWHERE.match(link.get("href") or "")
        if told and _SIGN.fullmatch("".join(islice(link.itertext(), _FEWEST))):
            yield link


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
