from collections.abc import Sequence

from briefing.analysis.quotes.attribution_context import AttributionContext
from briefing.analysis.quotes.direct_speech import attribute_direct
from briefing.analysis.quotes.indirect_speech import find_indirect_speech
from briefing.analysis.quotes.pronoun_resolution import Speakers, find_antecedent
from briefing.analysis.quotes.role_lookup import RoleIndex
from briefing.analysis.quotes.speaker_phrase import SpeakerPhrase
from briefing.analysis.readable_text import readable_text
from briefing.model import Document, Entity, Quote, QuoteKind, Section, Span
from briefing.model.languages import ENGLISH

_ASKED = ("asked by", "questioned by", "pressed by")
"""Who asks does not go on speaking."""


def attribute_quotes(
    document: Document,
    sections: tuple[Section, ...],
    entities: Sequence[Entity],
    language: str = ENGLISH,
) -> tuple[Quote, ...]:
    scene = AttributionContext(readable_text(document, sections, language), entities)
    holders = RoleIndex(scene.text, entities)

    said = Speakers()

    def quote(span: Span, source: SpeakerPhrase | None, kind: QuoteKind) -> Quote:
        if source is None:
            return Quote(span, kind=kind)
        who = source.entity or find_antecedent(scene, source.span, said) or holders.of(source.span)
        if who and source.cue not in _ASKED:
            said.add(source.span.start, who)
        return Quote(span, who.id if who else None, source.span, source.cue, kind)

    found = [(quoted.span, source, QuoteKind.DIRECT) for quoted, source in attribute_direct(scene)]
    found += [(span, source, QuoteKind.REPORTED) for span, source in find_indirect_speech(scene)]
    found.sort(key=lambda each: each[1].span if each[1] else each[0])
    return tuple(sorted((quote(*each) for each in found), key=lambda each: each.span))
