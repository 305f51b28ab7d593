from collections.abc import Iterator

from msgspec import Struct
from textual.content import Content

from briefing.library.cross_document.entity_page import (
    Appearance,
    Companion,
    EntityPage,
    EntityQuotation,
    NamedIssue,
    Namesake,
)
from briefing.model.say_count import say_count
from briefing.sanitize import sanitize_line
from briefing.tui.shown_facts import join_facts, shown_day
from briefing.tui.two_sided_line import Part

_QUOTED = 3
_KINDS = {"person": "Person", "organization": "Organization", "place": "Place"}


class IssueRow(Struct, frozen=True):
    sha256: str
    kind: str
    keys: tuple[str, ...]
    """Folded names of the entity to highlight."""
    section: int | None = None
    """The section whose first mention is meant; None for the first mention in the text."""
    span: tuple[int, int] | None = None
    """The words meant, if they are not a mention."""


class EntityRow(Struct, frozen=True):
    kind: str
    key: str
    apart: bool = False
    """Whether this is a namesake that can be merged."""


class Older(Struct, frozen=True):
    pass


class Line(Struct, frozen=True):
    content: Content
    target: IssueRow | EntityRow | Older | None = None
    appearance: Appearance | None = None


def describe_entity(page: EntityPage) -> Content:
    kind = _KINDS.get(page.kind, page.kind)
    parts: list[Part] = [(kind, "bold $text-primary")]
    if page.description:
        parts.append((f" · {sanitize_line(page.description)}", ""))
    if page.forms:
        parts.append((f"\nAlso: {', '.join(map(sanitize_line, page.forms[:6]))}", "$muted"))
    if page.why_merged:
        parts.append((f"\n{sanitize_line(page.why_merged)}", "$muted italic"))
    return Content.assemble(*parts)


def entity_page_lines(
    page: EntityPage, appearances: tuple[Appearance, ...], width: int
) -> Iterator[Line]:
    keys = tuple(dict.fromkeys((page.key, *(each.key for each in appearances))))
    yield Line(describe_entity(page))
    if page.briefings > 1:
        yield from _first_and_latest(page, width)
    yield Line(Content(""))
    yield _heading(page.named_in)
    for each in appearances:
        yield _briefing(page, each, width)
        for issue in () if _is_whole(each) else each.issues:
            yield _issue(page, each, issue, width)
    left = page.briefings - len(appearances)
    if left > 0:
        yield Line(Content.styled(f"  {left} more briefings…", "$text-accent"), Older())
    if page.quotations:
        yield Line(Content(""))
        yield _heading("Said")
        for said in page.quotations:
            yield _said(page, said, keys, width)
    yield from _others(page)


def _first_and_latest(page: EntityPage, width: int) -> Iterator[Line]:
    for label, each in (("First", page.first), ("Latest", page.latest)):
        if each is None:
            continue
        says = f"{shown_day(each.published, each.added)}, {sanitize_line(each.title)}"
        content = Content.assemble((f"{label:7}", "$muted"), says).truncate(width, ellipsis=True)
        yield Line(content, IssueRow(each.sha256, page.kind, (each.key,)))


def _others(page: EntityPage) -> Iterator[Line]:
    near = f" in the newest {page.looked_at} briefings" if page.looked_at < page.briefings else ""
    groups: tuple[tuple[str, tuple[Companion | Namesake, ...]], ...] = (
        (f"Appears with{near}", page.companions),
        ("Similar names, not merged", page.namesakes),
    )
    for heading, group in groups:
        if group:
            yield Line(Content(""))
            yield _heading(heading)
        for other in group:
            beside = isinstance(other, Companion)
            count = other.issues if isinstance(other, Companion) else other.briefings
            word = "issue" if beside else "briefing"
            facts = f"  {say_count(count, word)}"
            content = Content.assemble("  ", sanitize_line(other.name), (facts, "$muted"))
            kind = other.kind if isinstance(other, Companion) else page.kind
            yield Line(content, EntityRow(kind, other.key, not beside))


def _heading(words: str) -> Line:
    return Line(Content.styled(words, "bold $text-primary"))


def _is_whole(each: Appearance) -> bool:
    return [issue.title for issue in each.issues] == [each.title]


def _times(mentions: int) -> str:
    return f"{mentions} times" if mentions > 1 else ""


def _briefing(page: EntityPage, each: Appearance, width: int) -> Line:
    times = _times(each.issues[0].mentions) if _is_whole(each) else ""
    facts = join_facts(each.agency, shown_day(each.published, each.added), times)
    title = Content.styled(f"  {sanitize_line(each.title)}", "bold")
    title = title.truncate(width, ellipsis=True)
    parts: list[Part] = [(f"    {facts}", "$muted")]
    if each.doubtful:
        why = f" · merged? {sanitize_line(each.reason)}, but nobody else is mentioned with both"
        parts.append((why, "$text-warning"))
    elif each.reason:
        sign = "" if each.by_hand else "merged: "
        parts.append((f" · {sign}{sanitize_line(each.reason)}", "$muted italic"))
    about = _indented(Content.assemble(*parts), width, 4, 3)
    here = IssueRow(each.sha256, page.kind, (each.key,))
    return Line(Content.assemble(title, "\n", about), here, each)


def _issue(page: EntityPage, each: Appearance, issue: NamedIssue, width: int) -> Line:
    times = f"  {_times(issue.mentions)}"
    title = Content(f"    › {sanitize_line(issue.title)}").truncate(
        width - len(times), ellipsis=True
    )
    here = IssueRow(each.sha256, page.kind, (each.key,), issue.index)
    return Line(Content.assemble(title, (times, "$muted")), here, each)


def _said(page: EntityPage, said: EntityQuotation, keys: tuple[str, ...], width: int) -> Line:
    how = "" if said.direct else " · reported"
    words = _indented(Content(f"  {said.words}"), width, 2, _QUOTED)
    facts = Content.styled(
        f"    {sanitize_line(said.title)} · {shown_day(said.published, said.added)}{how}", "$muted"
    ).truncate(width, ellipsis=True)
    here = IssueRow(said.sha256, page.kind, keys, span=(said.start, said.end))
    return Line(Content.assemble(words, "\n", facts), here)


def _indented(content: Content, width: int, indent: int, most: int) -> Content:
    wrapped = content.wrap(max(8, width - indent))
    if len(wrapped) > most:
        last = Content.assemble(wrapped[most - 1].rstrip(), "…")
        wrapped = [*wrapped[: most - 1], last]
    return Content("\n" + " " * indent).join([line.rstrip() for line in wrapped])
