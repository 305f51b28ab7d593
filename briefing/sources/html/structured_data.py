import json
import re
from collections import deque
from collections.abc import Iterator
from itertools import islice
from typing import Any

from msgspec import Struct

_MOST_VALUES = 5_000
_LONGEST = 4_000_000
"""Characters of one script."""
_CONTROLS = re.compile(r"[\x00-\x1f]")
_ARTICLE = re.compile(r"article|posting|report|recipe|howto|scholarly", re.IGNORECASE)
_QUESTION = re.compile(r"question\Z|discussionforumposting\Z|socialmediaposting\Z", re.IGNORECASE)


class StructuredData(Struct, frozen=True):
    objects: tuple[dict[str, Any], ...] = ()
    """In the order of the page, the outer before the inner."""
    meta: dict[str, list[str]] = {}
    """Values by name or property, in lower case."""

    @property
    def types(self) -> list[str]:
        return [name for value in self.objects for name in types_of(value)]

    def first(self, *names: str) -> str:
        return next((v for name in names for v in self.meta.get(name, ()) if v), "")

    def articles(self) -> list[dict[str, Any]]:
        return [value for value in self.objects if any(map(_ARTICLE.search, types_of(value)))]

    def posts(self) -> list[dict[str, Any]]:
        if "faqpage" in self.types:
            return []
        return [value for value in self.objects if any(map(_QUESTION.search, types_of(value)))]


def types_of(value: dict[str, Any]) -> list[str]:
    found = value.get("@type")
    names = found if isinstance(found, list) else [found]
    return [name.rpartition("/")[2].lower() for name in names if isinstance(name, str)]


def read_structured_data(tree: Any) -> StructuredData:
    objects = [value for script in tree.iter("script") for value in _objects(script)]
    objects += map(_reddit_post, islice(tree.iter("shreddit-post"), 1))
    meta: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = " ".join((element.get("content") or "").split())
        if name and content:
            meta.setdefault(name.strip().lower(), []).append(content)
    return StructuredData(tuple(objects), meta)


def _reddit_post(post: Any) -> dict[str, Any]:
    said = {"headline": "post-title", "author": "author", "datePublished": "created-timestamp"}
    told = {key: post.get(name) for key, name in said.items() if post.get(name)}
    return {"@type": "SocialMediaPosting", **told}


def _objects(script: Any) -> Iterator[dict[str, Any]]:
    if "ld+json" not in (script.get("type") or "").lower():
        return
    text = "".join(script.itertext())
    if len(text) > _LONGEST:
        return
    try:
        waiting = deque([json.loads(_CONTROLS.sub(" ", text).strip().rstrip(";"), strict=False)])
    except (ValueError, RecursionError):
        return
    for _ in range(_MOST_VALUES):
        if not waiting:
            return
        value = waiting.popleft()
        if isinstance(value, dict):
            yield value
            waiting.extend(v for v in value.values() if isinstance(v, (dict, list)))
        elif isinstance(value, list):
            waiting.extendleft(reversed([v for v in value if isinstance(v, (dict, list))]))


def names_in(value: Any) -> list[str]:
    """The names in a value that is a name, an object with one, or a list of these."""
    values = value if isinstance(value, list) else [value]
    found = [v.get("name") if isinstance(v, dict) else v for v in values[:20]]
    flat = [name for v in found for name in (v if isinstance(v, list) else [v])]
    return [" ".join(name.split()) for name in flat if isinstance(name, str) and name.strip()]


def person_names(value: Any) -> list[str]:
    """As `names_in`, without organizations."""
    values = value if isinstance(value, list) else [value]
    return names_in(
        [v for v in values if not (isinstance(v, dict) and "organization" in types_of(v))]
    )


def find_text_in_data(data: StructuredData) -> str:
    texts = [v for o in data.objects for k in _TEXTS if isinstance(v := o.get(k), str)]
    return max(texts, key=len, default="")


_TEXTS = ("articleBody", "text", "reviewBody", "transcript")
