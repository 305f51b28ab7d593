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
    context = AttributionContext(readable_text(document, sections, language), entities)
    roles = RoleIndex(context.text, entities)
    speakers = Speakers()

    def quote(span: Span, phrase: SpeakerPhrase | None, kind: QuoteKind) -> Quote:
        if phrase is None:
            return Quote(span, kind=kind)
        who = (
            phrase.entity
            or find_antecedent(context, phrase.span, speakers)
            or roles.find_holder(phrase.span)
        )
        if who and phrase.cue not in _ASKED:
            speakers.add(phrase.span.start, who)
        return Quote(span, who.id if who else None, phrase.span, phrase.cue, kind)

    found = [
        (quoted.span, phrase, QuoteKind.DIRECT) for quoted, phrase in attribute_direct(context)
    ]
    found += [(span, phrase, QuoteKind.REPORTED) for span, phrase in find_indirect_speech(context)]
    found.sort(key=lambda each: each[1].span if each[1] else each[0])
    return tuple(sorted((quote(*each) for each in found), key=lambda each: each.span))
