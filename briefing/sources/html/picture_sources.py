import re
from typing import Any

PICTURES = ("img", "amp-img", "a-img")
_LAZY = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-hi-res-src", "data-url")
_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
_PLACEHOLDER = re.compile(
    r"data:|about:|.*\b(?:placeholder|spacer|blank|loading|pixel)\.(?:gif|png|svg)", re.IGNORECASE
)


def find_picture_source(image: Any) -> str:
    source = (image.get("src") or "").strip()
    if source and not _PLACEHOLDER.match(source):
        return source
    for name in _LAZY:
        if (lazy := (image.get(name) or "").strip()) and not _PLACEHOLDER.match(lazy):
            return lazy
    holder = image.getparent()
    while holder is not None and holder.tag == "source":  # As libxml2 nests them.
        holder = holder.getparent()
    others = holder.iter("source") if holder is not None and holder.tag == "picture" else ()
    for element in (image, *others):
        for name in _SETS:
            if largest := _largest(element.get(name) or ""):
                return largest
    return ""


def _largest(choices: str) -> str:
    found = [choice.split() for choice in re.split(r",\s+", choices.strip()) if choice.strip()]
    sizes = [(_size(words[1] if len(words) > 1 else ""), words[0]) for words in found]
    best = max(sizes, default=(0.0, ""), key=lambda pair: pair[0])[1].rstrip(",")
    return "" if best.startswith("data:") else best


def _size(said: str) -> float:
    try:
        return float(said.rstrip("wxh"))
    except ValueError:
        return 1.0
