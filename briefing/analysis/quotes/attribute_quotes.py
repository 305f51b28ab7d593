"""From a document and its entities to who said what."""

from collections.abc import Sequence

from briefing.analysis.mask_code import readable
from briefing.analysis.quotes.attribution_context import Scene
from briefing.analysis.quotes.direct_speech import attribute_direct
from briefing.analysis.quotes.indirect_speech import find_reported
from briefing.analysis.quotes.pronoun_resolution import antecedent
from briefing.analysis.quotes.role_lookup import Holders
from briefing.analysis.quotes.speaker_phrase import Source
from briefing.model import Document, Entity, Quote, QuoteKind, Section, Span


def attribute_quotes(
    document: Document, sections: tuple[Section, ...], entities: Sequence[Entity]
) -> tuple[Quote, ...]:
    """The quotations of the document and what it reports in plain words, in order."""
    scene = Scene(readable(document), entities)
    holders = Holders(scene.text, entities)

    def quote(span: Span, source: Source | None, kind: QuoteKind) -> Quote:
        if source is None:
            return Quote(span, kind=kind)
        who = source.entity or antecedent(scene, source.span) or holders.of(source.span)
        return Quote(span, who.id if who else None, source.span, source.cue, kind)

    direct = [
        quote(quoted.span, source, QuoteKind.DIRECT) for quoted, source in attribute_direct(scene)
    ]
    reported = [quote(span, source, QuoteKind.REPORTED) for span, source in find_reported(scene)]
    return tuple(sorted([*direct, *reported], key=lambda found: found.span))
