"""Briefings made by hand, whose names stand in the text in [brackets] of their kinds."""

import re

from briefing.model import (
    Analysis,
    Block,
    BlockKind,
    Briefing,
    Document,
    Entity,
    EntityKind,
    Mention,
    Quote,
    QuoteKind,
    Section,
    SectionKind,
    Span,
    TitleSource,
)

_MARKED = re.compile(r"\[([^\]|]+)(?:\|([^\]|]+))?(?:\|([^\]]+))?\]")


def article(title, *issues, published=None, source=None, agency=None):
    """A briefing of issues, each "Title: text"; a person is [Name] and an organization [+Name].

    [Short|Full name] is a further form of a name, [Name|Name|description] is described;
    “words” are said by the last person named before them.
    """
    text, sections, blocks = "", [], []
    found: dict[tuple[EntityKind, str], dict] = {}
    quotes = []
    for issue in issues:
        head, body = issue.split(": ", 1)
        start = len(text)
        text += head + "\n\n"
        blocks.append(Block(BlockKind.HEADING, Span(start, start + len(head)), level=2))
        begin, last, at = len(text), None, 0
        for match in _MARKED.finditer(body):
            text += body[at : match.start()]
            form, name, about = match.groups()
            kind = EntityKind.ORGANIZATION if form.startswith("+") else EntityKind.PERSON
            form, name = form.lstrip("+"), (name or form).lstrip("+")
            entity = found.setdefault((kind, name), {"forms": [], "mentions": [], "about": about})
            entity["mentions"].append(Mention(Span(len(text), len(text) + len(form)), kind))
            if form != name and form not in entity["forms"]:
                entity["forms"].append(form)
            text += form
            at, last = match.end(), (kind, name)
            said = re.match(r"[^\[“]*(“[^”]*”)", body[at:])
            if said:
                place = len(text) + said.start(1)
                quotes.append((Span(place, place + len(said[1])), last))
        text += body[at:]
        blocks.append(Block(BlockKind.PARAGRAPH, Span(begin, len(text))))
        text += "\n\n"
        span = Span(start, len(text))
        sections.append(Section(SectionKind.ISSUE, head, TitleSource.DOCUMENT, span))
    ids = {key: f"e{number}" for number, key in enumerate(found, 1)}
    entities = tuple(
        Entity(ids[key], key[0], key[1], tuple(e["forms"]), e["about"], tuple(e["mentions"]))
        for key, e in found.items()
    )
    made = tuple(Quote(span, ids[key], cue="said", kind=QuoteKind.DIRECT) for span, key in quotes)
    document = Document(
        text, tuple(blocks), title, agency=agency, published=published, source=source
    )
    return Briefing(document, Analysis(tuple(sections), entities, made))


def kept(library, *briefings):
    """The briefings, kept and taken up; those that are given."""
    for briefing in briefings:
        library._store.documents.keep(briefing)
        library.cross_document.index(briefing)
    return briefings


HARBOUR = article(
    "Harbour talks go on",
    "Fishing rights: [Ada Lind|Ada Lind|mayor of Norhaven] said: “The boats stay where they are.” "
    "The [+Eastern Berth League] heard it; [Tom Reyes] of the [+EBL|Eastern Berth League] disagreed.",
    "The crane: [Lind|Ada Lind] wants the crane gone before the winter storms; [Mira Okafor] will pay for it.",
    published="2026-03-02",
    source="/news/harbour.md",
    agency="Coast News",
)
"""Full names, an acronym with what it stands for."""

WINTER = article(
    "Winter in Norhaven",
    "Storm damage: [Lind] said: “We were lucky.” [Tom Reyes] counted forty boats, and [Mira Okafor] paid.",
    "Ice on the river: [+EBL] keeps the river open.",
    published="2026-03-09",
    source="/news/winter.md",
    agency="Coast News",
)
"""A surname alone in the company it kept before; an acronym alone."""

OPERA = article(
    "A night at the opera",
    "The singer: [Ada Lind] sang for the first time since [Paul Costa] left the [+City Opera].",
    published="2026-03-12",
    source="/arts/opera.md",
    agency="Stage",
)
"""The same full name in other company."""

RIVALS = article(
    "Rowing finals",
    "The eights: [Lind] of the [+Rowing Union] beat [Jon Vale].",
    published="2026-03-15",
    source="/sport/rowing.md",
)
"""The same surname in other company."""
