from collections.abc import Callable, Collection, Iterable
from functools import partial
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from briefing.library.followed.issue_places import make_place
from briefing.model import Annotation, Briefing, Section, SectionKind, Span, section_at
from briefing.model import section_corrections as section_corrections
from briefing.model.anchoring import find_anchor, make_anchor
from briefing.model.annotations import Anchor
from briefing.model.entity_corrections import EntityAction, EntityCorrection
from briefing.model.portable_annotations import move_annotation
from briefing.model.say_count import say_count
from briefing.model.section_corrections import SectionCorrection
from briefing.model.version_diff import Change, diff_versions
from briefing.storage import column_codec
from briefing.storage.followed_rows import FollowedRows, Place
from briefing.storage.repositories import Repositories
from briefing.storage.version_rows import VersionStep

_PLACE = 80
"""Code points."""
_MANY = (EntityAction.SPLIT,)
"""Valid even if only some of their places remain."""
Find = Callable[[Anchor], Span | None]


class CarriedOver(Struct, frozen=True):
    before: str
    """Hash."""
    placed: int = 0
    """Annotations found in the new text."""
    lost: int = 0
    """Annotations that stay with the old version."""
    fresh: frozenset[int] = frozenset()
    """Starts of new or reworded sections."""
    added: frozenset[int] = frozenset()
    """Those with new titles too."""

    @property
    def sentence(self) -> str:
        said = [f"{say_count(self.placed, 'mark')} moved"] if self.placed else []
        if self.lost:
            said.append(
                f"{self.lost if said else say_count(self.lost, 'mark')} could not be placed"
            )
        return ", ".join(said)


def carry_over_to_new_version(store: Repositories, briefing: Briefing) -> CarriedOver | None:
    """Returns None if there is nothing. Annotations whose words are gone stay, as orphans.

    Raises:
        StorageError: then nothing has moved.
    """
    new = briefing.document.sha256
    found = store.versions.previous(new)
    if found is None:
        return None
    marks = store.versions.annotations_to_move(found[0], new)
    made = store.versions.corrections(found[0])
    first = store.places.position(new) is None
    decided = store.followed.to_move(found[0])
    old = store.documents.briefing(found[0]) if first or marks or made or decided else None
    if old is None:
        return None
    moved = tuple(_corrections(old, briefing, made))
    step = replace(_step(store, old, briefing, marks), corrections=moved)
    fresh, added = frozenset[int](), frozenset[int]()
    if first:
        was = _correct(old, store.corrections.of_kind(SectionCorrection, old.document.sha256))
        now = _correct(briefing, [one for _, one in moved if isinstance(one, SectionCorrection)])
        step = replace(
            step, position=_position(store, old, briefing), read=_read_sections(store, was, now)
        )
        fresh, added = _new_sections(was, now)
    store.versions.move(step)
    return CarriedOver(found[0], len(step.placed), len(step.lost), fresh, added)


def carry_over_from_head(store: Repositories, head: Briefing, whole: Briefing) -> bool:
    starts = {section.span.start for section in whole.analysis.sections}
    read = store.places.read_marks(head.document.sha256) & starts
    return carry_over(store, head, whole, read)


def carry_over(
    store: Repositories, old: Briefing, new: Briefing, read: Collection[int] | None = None
) -> bool:
    """Returns False if something did not fit. Raises as `carry_over_to_new_version`.

    `read` are starts of sections, by default of those that are the same.
    """
    sha256 = old.document.sha256
    made = store.versions.corrections(sha256)
    moved = tuple(_corrections(old, new, made))
    marks = store.versions.annotations_to_move(sha256, new.document.sha256)
    read = _read_sections(store, old, new) if read is None else read
    step = replace(_step(store, old, new, marks), corrections=moved, read=read)
    if store.places.position(sha256) is not None:
        step = replace(step, position=_position(store, old, new))
    store.versions.move(step)
    return not step.lost and len(moved) == len(made)


def compare_versions(store: Repositories, old: Briefing, new: Briefing) -> tuple[Change, ...]:
    made = store.corrections.of_kind(SectionCorrection, new.document.sha256)
    find = partial(_find_words, old.document.text, new.document.text)
    back = [
        replace(one, anchor=_make_anchor(old, span)) for one in made if (span := find(one.anchor))
    ]
    return diff_versions(_correct(old, back), _correct(new, made))


def _correct(briefing: Briefing, made: Iterable[SectionCorrection]) -> Briefing:
    sections = section_corrections.apply_section_corrections(
        briefing.document, briefing.analysis.sections, made
    )
    return replace(briefing, analysis=replace(briefing.analysis, sections=sections))


def _step(
    store: Repositories, old: Briefing, new: Briefing, marks: tuple[Annotation, ...]
) -> VersionStep:
    placed: list[Annotation] = []
    lost: list[Annotation] = []
    texts = {old.document.sha256: old.document.text}
    for mark in marks:
        if mark.document not in texts:
            kept = store.documents.briefing(mark.document)
            texts[mark.document] = kept.document.text if kept else ""
        span = _find_words(new.document.text, texts[mark.document], mark.anchor)
        if span is None:
            lost.append(mark)
        else:
            placed.append(move_annotation(mark, new, span))
    return VersionStep(
        old.document.sha256,
        new.document.sha256,
        tuple(placed),
        tuple(lost),
        followed=find_decided(store.followed, old, new),
    )


def find_decided(rows: FollowedRows, old: Briefing, new: Briefing) -> tuple[tuple[str, Place], ...]:
    """Places in the new version, by the ids of what was decided of them."""
    sections, found = new.analysis.sections, list[tuple[str, Place]]()
    for id, anchor in rows.to_move(old.document.sha256) if sections else ():
        words = column_codec.value(Anchor, anchor)
        span = _find_words(new.document.text, old.document.text, words)
        if span is not None:
            found.append((id, make_place(new, sections[section_at(sections, span.start)])))
    return tuple(found)


def _find_words(text: str, before: str, anchor: Anchor) -> Span | None:
    return find_anchor(text, anchor, None if text.startswith(before) else before)


def _make_anchor(briefing: Briefing, span: Span) -> Anchor:
    return make_anchor(briefing.document.text, span)


def _corrections(
    old: Briefing, new: Briefing, made: list[tuple[int, str, str]]
) -> list[tuple[int, SectionCorrection | EntityCorrection]]:
    find = partial(_find_words, new.document.text, old.document.text)
    moved: list[tuple[int, SectionCorrection | EntityCorrection]] = []
    for number, kind, body in made:
        if kind == "section":
            one: Any = _section(column_codec.value(SectionCorrection, body), new, find)
        else:
            one = _entity(column_codec.value(EntityCorrection, body), new, find)
        if one is not None:
            moved.append((number, one))
    return moved


def _section(one: SectionCorrection, new: Briefing, find: Find) -> SectionCorrection | None:
    span = find(one.anchor)
    return replace(one, anchor=_make_anchor(new, span)) if span else None


def _entity(one: EntityCorrection, new: Briefing, find: Find) -> EntityCorrection | None:
    spans = [span for anchor in one.anchors if (span := find(anchor))]
    if not spans or (len(spans) < len(one.anchors) and one.action not in _MANY):
        return None
    anchors = tuple(_make_anchor(new, span) for span in spans)
    return replace(one, anchors=anchors, document=new.document.sha256)


def _position(store: Repositories, old: Briefing, new: Briefing) -> tuple[int, int]:
    place, text = store.places.position(old.document.sha256), old.document.text
    if place is None or not 0 <= place.offset < len(text):
        return 0, 0
    end = min(len(text), place.offset + _PLACE)
    span = find_anchor(new.document.text, make_anchor(text, Span(place.offset, end)), text)
    return (span.start, place.row) if span else (0, 0)


def _read_sections(store: Repositories, old: Briefing, new: Briefing) -> list[int]:
    starts = store.places.read_marks(old.document.sha256)
    read = [s for s in old.analysis.sections if s.span.start in starts]
    words = {_words(old, section) for section in read}
    return [s.span.start for s in new.analysis.sections if _words(new, s) in words]


def _new_sections(old: Briefing, new: Briefing) -> tuple[frozenset[int], frozenset[int]]:
    known = {_words(old, section) for section in old.analysis.sections}
    titles = {section.title for section in old.analysis.sections}
    found = [
        section
        for section in new.analysis.sections
        if section.kind is not SectionKind.BOILERPLATE and _words(new, section) not in known
    ]
    added = frozenset(s.span.start for s in found if s.title not in titles)
    return frozenset(s.span.start for s in found), added


def _words(briefing: Briefing, section: Section) -> str:
    return " ".join(section.span.of(briefing.document.text).split())
