"""Writes and reads the Web Annotation Data Model (W3C Recommendation, 2017).

Quotes have the motivation "identifying" and the speaker as body; reading skips them.
"""

import base64
import hashlib
import json
import re
import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from briefing.library.exchange.export_bundle import ATTRIBUTED, Bundle, ExportedQuote
from briefing.library.exchange.untrusted_values import (
    Incoming,
    derive_id,
    read_anchor,
    read_items,
    read_moment,
    read_objects,
    read_words,
)
from briefing.model import COLOURS, Anchor, Annotation, Bookmark, Highlight, Note
from briefing.model.portable_annotations import DocumentRef, PortableAnnotation
from briefing.sanitize import escape_json
from briefing.sources.web.address_rules import is_address

_CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"briefing": "urn:briefing:"}]
_HASH = "ni:///sha-256;"
"""RFC 6920."""
_HEXADECIMAL = re.compile("[0-9a-f]{64}")
_QUOTE = "briefing:quote"


# Writing


def write_w3c(bundles: Iterable[Bundle]) -> Iterator[str]:
    head = {"@context": _CONTEXT, "type": "AnnotationCollection", "label": "Marks"}
    yield _json(head).removesuffix("}") + ',\n"first": {"type": "AnnotationPage", "items": ['
    total, digest = 0, hashlib.sha256()
    for annotation in _annotations(bundles):
        yield (",\n" if total else "\n") + _json(annotation)
        total += 1
        digest.update(annotation["id"].encode("utf-8", "replace"))
    name = digest.hexdigest()
    yield (
        f'\n], "startIndex": 0, "id": "{_urn(name, "page")}"}},\n'
        f'"total": {total}, "id": "{_urn(name, "collection")}"}}\n'
    )


def _annotations(bundles: Iterable[Bundle]) -> Iterator[dict[str, Any]]:
    for bundle in bundles:
        for mark in bundle.marks:
            yield _annotation(mark, bundle.about) | _issue(mark.section_title, bundle)
        for said in bundle.quotes:
            yield _quote(said, bundle.about) | _issue(said.section_title, bundle)


def _issue(title: str, bundle: Bundle) -> dict[str, Any]:
    inferred = {"briefing:inferred": True} if title in bundle.inferred else {}
    return {"briefing:issue": title, **inferred}


def _annotation(mark: Annotation, about: DocumentRef) -> dict[str, Any]:
    found: dict[str, Any] = {"id": f"urn:uuid:{mark.id}", "type": "Annotation"}
    target = _target(mark.anchor, about)
    match mark:
        case Bookmark():
            found["motivation"], text = "bookmarking", mark.note
        case Highlight():
            found["motivation"], text = "highlighting", ""
            target["styleClass"] = mark.colour
        case Note():
            found["motivation"], text = "commenting", mark.body
    found["created"] = mark.created.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if text:
        found["body"] = _body(text, "commenting")
    return found | {"target": target}


def _quote(said: ExportedQuote, about: DocumentRef) -> dict[str, Any]:
    found: dict[str, Any] = {"id": f"urn:uuid:{said.id}", "type": "Annotation"}
    found["motivation"] = "identifying"
    if said.speaker:
        found["body"] = _body(said.speaker, "identifying")
    more = {_QUOTE: said.kind.value, "briefing:origin": ATTRIBUTED}
    found |= {"target": _target(said.anchor, about), **more}
    return found | ({"briefing:cue": said.cue} if said.cue else {})


def _body(text: str, purpose: str) -> dict[str, str]:
    return {"type": "TextualBody", "value": text, "format": "text/plain", "purpose": purpose}


def _target(anchor: Anchor, about: DocumentRef) -> dict[str, Any]:
    quote = {"exact": anchor.exact, "prefix": anchor.prefix, "suffix": anchor.suffix}
    position = {"start": anchor.span.start, "end": anchor.span.end}
    known = {
        "briefing:sha256": about.sha256,
        "briefing:title": about.title,
        "briefing:author": about.author,
        "briefing:agency": about.agency,
        "briefing:published": about.published,
    }
    return {
        "type": "SpecificResource",
        "source": _source(about),
        "selector": [
            {"type": "TextQuoteSelector", **quote},
            {"type": "TextPositionSelector", **position},
        ],
        **{name: value for name, value in known.items() if value is not None},
    }


def _source(about: DocumentRef) -> str:
    if about.address and is_address(about.address):
        return about.address
    if about.sha256 and _HEXADECIMAL.fullmatch(about.sha256):
        digest = base64.urlsafe_b64encode(bytes.fromhex(about.sha256)).decode()
        return _HASH + digest.rstrip("=")
    return f"urn:uuid:{derive_id(about.key)}"


def _json(value: dict[str, Any]) -> str:
    return escape_json(json.dumps(value, ensure_ascii=False))


def _urn(name: str, part: str) -> str:
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, f'{part} {name}')}"


# Reading


def is_w3c(value: Any) -> bool:
    return any(
        _types(item) & {"Annotation", "AnnotationPage", "AnnotationCollection"}
        for item in read_objects(value)
    )


def read_w3c(value: Any, now: datetime) -> Incoming:
    found = Incoming()
    for annotation in _listed(value):
        if _QUOTE in annotation:
            found.skipped += 1
        else:
            _read_annotation(annotation, now, found)
    return found


def _listed(value: Any) -> Iterator[dict[str, Any]]:
    waiting = read_objects(value)[::-1]
    while waiting:
        item = waiting.pop()
        if "Annotation" in _types(item):
            yield item
        else:
            inner = [*read_objects(item.get("first")), *read_objects(item.get("items"))]
            waiting += [*inner, *read_objects(item.get("next"))][::-1]


def _read_annotation(annotation: dict[str, Any], now: datetime, found: Incoming) -> None:
    targets = read_items(annotation.get("target"))
    if not targets:
        found.skipped += 1
    for number, target in enumerate(targets):
        described = target if isinstance(target, dict) else {"source": target}
        name = read_words(annotation.get("id"))
        found.marks.append(_mark(annotation, described, name, number, now))


def _mark(
    annotation: dict[str, Any], target: dict[str, Any], name: str, number: int, now: datetime
) -> PortableAnnotation:
    about, place = _about(target), read_anchor(read_objects(target.get("selector")))
    text = _text(annotation)
    motives = {read_words(m).removeprefix("oa:") for m in read_items(annotation.get("motivation"))}
    id = _id(name, number) or derive_id(
        about.key, place.exact, str(place.span.start), text, *sorted(motives)
    )
    common = (id, about.key, place, read_words(annotation.get("briefing:issue")))
    created = read_moment(annotation.get("created")) or now
    mark: Annotation
    if "bookmarking" in motives:
        mark = Bookmark(*common, created, text)
    elif text or "commenting" in motives:
        mark = Note(*common, created, text)
    else:
        colour = read_words(target.get("styleClass"))
        mark = Highlight(*common, created, colour if colour in COLOURS else COLOURS[0])
    return PortableAnnotation(mark, about, named=bool(name))


def _id(name: str, number: int) -> str:
    if not name:
        return ""
    try:
        if name.startswith("urn:uuid:") and not number:
            return str(uuid.UUID(name))
    except ValueError:
        pass
    return derive_id(name, str(number)) if number else derive_id(name)


def _about(target: dict[str, Any]) -> DocumentRef:
    source = target.get("source", target.get("id"))
    if isinstance(source, dict):
        source = source.get("id")
    address = read_words(source)
    given = read_words(target.get("briefing:sha256")).lower()
    sha256 = given if _HEXADECIMAL.fullmatch(given) else _hash(address)
    unknown = address.startswith((_HASH, "urn:uuid:"))
    return DocumentRef(
        sha256=sha256 or None,
        address=None if unknown else address or None,
        title=read_words(target.get("briefing:title")) or None,
        author=read_words(target.get("briefing:author")) or None,
        agency=read_words(target.get("briefing:agency")) or None,
        published=read_words(target.get("briefing:published")) or None,
    )


def _hash(address: str) -> str:
    if not address.startswith(_HASH):
        return ""
    digest = address.removeprefix(_HASH)
    try:
        found = base64.urlsafe_b64decode(digest + "=" * (-len(digest) % 4))
    except ValueError:
        return ""
    return found.hex() if len(found) == 32 else ""


def _text(annotation: dict[str, Any]) -> str:
    parts = [read_words(annotation.get("bodyValue"))]
    for body in read_items(annotation.get("body")):
        value = body.get("value", body.get("id")) if isinstance(body, dict) else body
        tag = isinstance(body, dict) and body.get("purpose") == "tagging"
        parts.append(f"#{read_words(value)}" if tag and read_words(value) else read_words(value))
    return "\n".join(part for part in parts if part)


def _types(item: dict[str, Any]) -> set[str]:
    return {
        read_words(name).removeprefix("oa:")
        for name in read_items(item.get("type", item.get("@type")))
    }
