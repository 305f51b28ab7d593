"""A list of names in groups."""

from itertools import groupby

from textual.content import Content
from textual.reactive import var
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from briefing.model import Entity, EntityKind

_GROUPS = {
    EntityKind.PERSON: "People",
    EntityKind.ORGANIZATION: "Organizations",
    EntityKind.PLACE: "Places",
}
_ORDER = list(_GROUPS)

Counted = tuple[Entity, int]


class NameList(OptionList):
    """People, then organizations, the most frequent first, each with its count."""

    entities: var[tuple[Counted, ...]] = var(())
    filter: var[str] = var("")
    """Only names that have these words, in any form, are listed."""

    def watch_entities(self) -> None:
        """List anew."""
        self._fill()

    def watch_filter(self) -> None:
        """List what the filter leaves."""
        self._fill()

    def _fill(self) -> None:
        kept = self.highlighted_option.id if self.highlighted_option else None
        listed = [pair for pair in self.entities if _passes(pair[0], self.filter)]
        listed = [pair for pair in listed if pair[0].kind is not EntityKind.PLACE]
        listed.sort(key=lambda pair: (_ORDER.index(pair[0].kind), -pair[1], pair[0].name))
        options: list[Option] = []
        for kind, group in groupby(listed, key=lambda pair: pair[0].kind):
            members = list(group)
            head = Content.assemble((_GROUPS[kind], "bold $text-primary"), f"  {len(members)}")
            options.append(Option(head, disabled=True))
            options += [Option(_prompt(*member), id=member[0].id) for member in members]
        self.set_options(options)
        ids = [option.id for option in options]
        if kept is not None and kept in ids:
            self.highlighted = ids.index(kept)
        elif options:
            self.highlighted = 1


def _prompt(entity: Entity, count: int) -> Content:
    return Content.assemble(entity.name, "  ", (str(count), "$muted"))


def _passes(entity: Entity, words: str) -> bool:
    forms = " ".join((entity.name, *entity.aliases, entity.description or "")).casefold()
    return all(word in forms for word in words.casefold().split())
