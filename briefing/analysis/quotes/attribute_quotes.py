"""Finds the quotes of a document and who said them."""

from collections.abc import Sequence

from briefing.analysis.quotes.attribution_context import AttributionContext
from briefing.analysis.quotes.direct_speech import attribute_direct
from briefing.analysis.quotes.indirect_speech import find_indirect_speech
from briefing.analysis.quotes.pronoun_resolution import find_antecedent
from briefing.analysis.quotes.role_lookup import RoleIndex
from briefing.analysis.quotes.speaker_phrase import SpeakerPhrase
from briefing.analysis.readable_text import readable_text
from briefing.model import Document, Entity, Quote, QuoteKind, Section, Span
from briefing.model.languages import ENGLISH


def attribute_quotes(
    document: Document,
    sections: tuple[Section, ...],
    entities: Sequence[Entity],
    language: str = ENGLISH,
) -> tuple[Quote, ...]:
    scene = AttributionContext(readable_text(document, sections, language), entities)
    holders = RoleIndex(scene.text, entities)

    def quote(span: Span, source: SpeakerPhrase | None, kind: QuoteKind) -> Quote:
        if source is None:
            return Quote(span, kind=kind)
        who = source.entity or find_antecedent(scene, source.span) or holders.of(source.span)
        return Quote(span, who.id if who else None, source.span, source.cue, kind)

    direct = [
        quote(quoted.span, source, QuoteKind.DIRECT) for quoted, source in attribute_direct(scene)
    ]
    reported = [
        quote(span, source, QuoteKind.REPORTED) for span, source in find_indirect_speech(scene)
    ]
    return tuple(sorted([*direct, *reported], key=lambda found: found.span))
