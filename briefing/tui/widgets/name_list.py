from itertools import groupby

from textual.actions import SkipAction
from textual.binding import Binding
from textual.content import Content
from textual.reactive import var

from briefing.model import Entity, EntityKind
from briefing.model.folding import has_words
from briefing.tui.widgets.virtual_list import VirtualList

_GROUPS = {
    EntityKind.PERSON: "People",
    EntityKind.ORGANIZATION: "Organizations",
    EntityKind.PLACE: "Places",
}
_ORDER = list(_GROUPS)

Counted = tuple[Entity, int]


class NameList(VirtualList):
    BINDINGS = [Binding("space,l,right,h,left", "fold", "Fold or unfold", show=False)]

    entities: var[tuple[Counted, ...]] = var(())
    filter: var[str] = var("")
    """Only names that match these words, in any form, are listed."""

    new: var[frozenset[str]] = var(frozenset())
    """Ids of entities that the previous briefing of the source does not mention."""

    unfolded: var[bool] = var(False)
    """Whether the places are listed; they are while a filter is set."""

    _rows: tuple[Counted | tuple[EntityKind, int], ...] = ()
    """Names, and before each group its kind and size."""

    @property
    def chosen(self) -> str | None:
        row = None if self.cursor is None else self._rows[self.cursor][0]
        return row.id if isinstance(row, Entity) else None

    def point_at(self, id: str) -> None:
        rows = enumerate(self._rows)
        found = (i for i, (what, _) in rows if isinstance(what, Entity) and what.id == id)
        self.cursor = next(found, self.cursor)

    @property
    def names_actors(self) -> bool:
        return any(what in (EntityKind.PERSON, EntityKind.ORGANIZATION) for what, _ in self._rows)

    def action_fold(self) -> None:
        if not self.fold():
            raise SkipAction

    def fold(self) -> bool:
        on_places = self.cursor is not None and self._rows[self.cursor][0] is EntityKind.PLACE
        if on_places:
            self.unfolded = not self.unfolded
        return on_places

    def _fill(self) -> None:
        kept = self.chosen
        here = None if self.cursor is None else self._rows[self.cursor][0]
        listed = [pair for pair in self.entities if matches(pair[0], self.filter)]
        listed.sort(key=lambda pair: (_ORDER.index(pair[0].kind), -pair[1], pair[0].name))
        rows: list[Counted | tuple[EntityKind, int]] = []
        for kind, group in groupby(listed, key=lambda pair: pair[0].kind):
            members = list(group)
            rows.append((kind, len(members)))
            rows += members if kind is not EntityKind.PLACE or self._shows_places else ()
        self._rows = tuple(rows)
        self.list_items(len(rows))
        on_places = kept is None and here is EntityKind.PLACE
        found = (
            i
            for i, (what, _) in enumerate(rows)
            if (
                what is EntityKind.PLACE
                if on_places
                else isinstance(what, Entity) and what.id == kept
            )
        )
        self.cursor = next(found, next(filter(self.enabled, range(len(rows))), None))

    watch_new = watch_entities = watch_filter = watch_unfolded = _fill

    @property
    def _shows_places(self) -> bool:
        return self.unfolded or bool(self.filter.strip())

    def enabled(self, index: int) -> bool:
        return super().enabled(index) and self._rows[index][0] not in (
            EntityKind.PERSON,
            EntityKind.ORGANIZATION,
        )

    def lines(self, index: int) -> list[Content]:
        what, count = self._rows[index]
        if isinstance(what, Entity):
            new = ("  new", "bold $text-success") if what.id in self.new else ""
            name, tail = Content(what.name), Content.assemble("  ", (str(count), "$muted"), new)
        else:
            places = what is EntityKind.PLACE
            sign = ("▾ " if self._shows_places else "▸ ") if places else ""
            name = Content.styled(sign + _GROUPS[what], "bold $text-primary")
            tail = Content.styled(f"  {count}", "$muted")
        room = max(1, self.room - tail.cell_length)
        *lines, last = [name.truncate(room, ellipsis=True)] if self.long else name.wrap(room)
        return [*lines, last + tail]


def matches(entity: Entity, words: str) -> bool:
    return has_words(" ".join((entity.name, *entity.aliases, entity.description or "")), words)
