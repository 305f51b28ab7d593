from textual.content import Content

from briefing.model import Entity, EntityKind, Quote
from briefing.model.say_count import say_count
from briefing.tui.messages import EntityChosen, QuoteChosen
from briefing.tui.two_sided_line import Part
from briefing.tui.widgets.virtual_list import VirtualList

_KINDS = {
    EntityKind.PERSON: "Person",
    EntityKind.ORGANIZATION: "Organization",
    EntityKind.PLACE: "Place",
}
_MOST = 190
"""Quotations listed; a name with more is rare, and lists of up to 200 items have items of any height."""
_QUOTED = 3
"""Lines of a quotation."""
_READ = 400
"""Code points of a quotation that are looked at."""


class AboutName(VirtualList):
    entity: Entity | None = None
    _quotes: tuple[Quote, ...] = ()
    _text = ""
    _since = ""

    def on_mount(self) -> None:
        self.display = self.entity is not None

    def tell(
        self, entity: Entity | None, quotes: tuple[Quote, ...], text: str, since: str = ""
    ) -> None:
        """`quotes` are the entity's; `since` describes the previous briefing if the name is new."""
        if (entity, quotes, since) == (self.entity, self._quotes, self._since):
            return
        self.entity, self._quotes, self._text, self._since = entity, quotes, text, since
        self.display = entity is not None
        self.list_items(1 + min(len(quotes), _MOST) if entity is not None else 0)

    def lines(self, index: int) -> list[Content]:
        assert self.entity is not None, "nothing is listed"
        if index == 0:
            described = Content.assemble(*self._describe(self.entity))
            return list(described.wrap(self.room))
        span = self._quotes[index - 1].span
        words = " ".join(self._text[span.start : min(span.end, span.start + _READ)].split())
        lines = list(Content(words).wrap(max(8, self.room - 2)))
        if len(lines) > _QUOTED or len(span) > _READ:
            cut = Content(f"{lines[_QUOTED - 1 : _QUOTED][0].plain.rstrip()}…")
            lines = [*lines[: _QUOTED - 1], cut.truncate(max(8, self.room - 2), ellipsis=True)]
        return [Content.assemble("  " if n else "› ", line) for n, line in enumerate(lines)]

    def _describe(self, entity: Entity) -> list[Part]:
        kind = _KINDS[entity.kind]
        described = f"\n{entity.description}" if entity.description else ""
        counts = [f"{kind} · {say_count(len(entity.mentions), 'mention')}"]
        counts += [say_count(len(self._quotes), "quotation")] if self._quotes else []
        others = ", ".join(alias for alias in entity.aliases if alias != entity.name)
        parts: list[Part] = [(entity.name, "bold"), (described, "")]
        parts += [(f"\n{each}", "$muted") for each in counts]
        parts += [(f"\nAlso: {others}", "$muted")] if others else []
        parts += [(f"\nNew since {self._since}", "$text-success")] if self._since else []
        parts += [(f"\n{entity.reason}", "$muted italic")] if entity.reason else []
        return parts

    def on_focus(self) -> None:
        if self.cursor is None and self.count:
            self.cursor = min(1, self.count - 1)

    def action_choose(self) -> None:
        if self.cursor:
            self.post_message(QuoteChosen(self._quotes[self.cursor - 1]))
        elif self.entity is not None:
            self.post_message(EntityChosen(self.entity.id))
