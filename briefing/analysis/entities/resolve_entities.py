from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from briefing.analysis.entities.cluster import MentionCluster
from briefing.analysis.entities.cluster_organizations import cluster_organizations, cluster_places
from briefing.analysis.entities.cluster_people import cluster_people
from briefing.analysis.entities.context_rules import is_reporter
from briefing.analysis.entities.descriptions import describe_entities
from briefing.analysis.entities.lexicon import CORPORATE
from briefing.model import (
    BlockKind,
    Document,
    Entity,
    EntityKind,
    Mention,
    Section,
    SectionKind,
    Span,
    section_at,
)

_CLUSTERINGS = {
    EntityKind.PERSON: cluster_people,
    EntityKind.ORGANIZATION: cluster_organizations,
    EntityKind.PLACE: cluster_places,
}

_LEAST = 0.45
"""Least recogniser score that one mention of an organization needs; 0.1 more costs half a point of
recall.
"""


def resolve_mentions(
    document: Document, sections: tuple[Section, ...], mentions: Sequence[Mention]
) -> tuple[Entity, ...]:
    """Entities with ids e1, e2 and so on in order of first mention. Drops what is named only in boilerplate, except reporters."""
    ordered = sorted(mentions, key=lambda m: m.span)
    tables = [block.span for block in document.blocks if block.kind is BlockKind.TABLE]
    clusters = [
        cluster
        for kind, cluster_mentions in _CLUSTERINGS.items()
        for cluster in cluster_mentions(document.text, [m for m in ordered if m.kind is kind])
        if not _is_doubtful(document.text, cluster, sections, tables)
    ]
    clusters.sort(key=lambda cluster: cluster.mentions[0].span)
    return tuple(_entity(document.text, cluster, n) for n, cluster in enumerate(clusters, start=1))


def _holds(spans: Sequence[Span], mention: Mention) -> bool:
    index = bisect_right(spans, mention.span.start, key=lambda span: span.start) - 1
    return index >= 0 and spans[index].contains(mention.span)


def _is_doubtful(
    text: str, cluster: MentionCluster, sections: tuple[Section, ...], tables: Sequence[Span]
) -> bool:
    if cluster.kind is EntityKind.ORGANIZATION and (
        max(m.score for m in cluster.mentions) < _LEAST
        or all(_holds(tables, m) for m in cluster.mentions)
    ):
        return True
    return bool(sections) and all(
        sections[section_at(sections, m.span.start)].kind is SectionKind.BOILERPLATE
        and not is_reporter(text, m.span)
        for m in cluster.mentions
    )


def _entity(text: str, cluster: MentionCluster, number: int) -> Entity:
    forms = Counter(" ".join(m.span.of(text).split()) for m in cluster.mentions)
    name = best_name(forms)
    return Entity(
        id=f"e{number}",
        kind=cluster.kind,
        name=name,
        aliases=tuple(sorted((f for f in forms if f != name), key=lambda f: (-forms[f], f))),
        description=describe_entities(text, cluster),
        mentions=tuple(cluster.mentions),
        reason=_sentence(cluster.reasons),
    )


def best_name(forms: Counter[str]) -> str:
    """Most words that are not initials, then mixed case, then most frequent."""

    def fullness(form: str) -> tuple[int, int, bool, bool, int, int]:
        words = form.split()
        spelled = [w for w in words if len(w.rstrip(".")) > 1]
        legal = words[-1].rstrip(".").casefold() in CORPORATE
        return (
            len(spelled) - legal,
            sum(c.isalpha() for c in form) > 6 and not form.isupper(),
            not form.isupper(),
            not legal,
            forms[form],
            len(form),
        )

    return max(sorted(forms), key=fullness)


def _sentence(reasons: Sequence[str]) -> str:
    if not reasons:
        return ""
    shown = "; ".join(reasons[:4])
    return f"Merged because {shown}{' and so on' if len(reasons) > 4 else ''}."
