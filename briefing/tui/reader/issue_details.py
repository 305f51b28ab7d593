from textual.content import Content

from briefing.model import Document, SectionKind, TitleSource
from briefing.model.digest_origins import is_digest
from briefing.model.section import shown_title
from briefing.tui import dialogs
from briefing.tui.reader.entity_pages import EntityPages
from briefing.tui.reader.session import ReadingSession
from briefing.tui.reader.version_changes import Versions
from briefing.tui.reader_interface import ReaderInterface
from briefing.tui.two_sided_line import Part

_TITLES = {
    TitleSource.DOCUMENT: "The title is from the text.",
    TitleSource.INFERRED: "The title is inferred from the words of the issue; the text has none.",
    TitleSource.READER: "You gave the title.",
}
_FRONT = frozenset(("yaml", "toml"))
_KINDS = {SectionKind.OVERVIEW: "the overview", SectionKind.BOILERPLATE: "page clutter"}


class IssueDetails:
    def __init__(
        self,
        session: ReadingSession,
        versions: Versions,
        entity_pages: EntityPages,
        ui: ReaderInterface,
    ) -> None:
        self._session, self._versions = session, versions
        self._entity_pages, self._ui = entity_pages, ui

    def show(self) -> None:
        if self._session.is_open and not self._entity_pages.show_pointed():
            content = Content.assemble(*self._parts())
            self._ui.push(dialogs.TextDialog("About this issue", content), lambda _: None)

    def _parts(self) -> list[Part]:
        section, document = self._session.section, self._session.document
        words = self._session.outline.words[self._session.index]
        parts: list[Part] = [
            (shown_title(section), "bold"),
            (f"\n{_TITLES[section.title_source]}", ""),
            (f"\n{section.reason}", ""),
            (f"\nConfidence: {round(section.confidence * 100)}%", "$muted"),
            (f" · {words} words", "$muted"),
        ]
        if section.kind in _KINDS:
            parts.append((f" · {_KINDS[section.kind]}", "$muted"))
        if why := self._versions.why_new():
            parts.append((f"\n{why}", "$text-success"))
        source = f"Source: {document.source or 'unknown'}"
        if is_digest(document):
            source = f"{self._ui.key_of('links')} and a letter lead to the sources."
        parts += [(f"\n\n{source}", "$muted")]
        parts += [(f"\n{notice}", "$text-warning") for notice in document.notices]
        parts += [(f"\n\n{front}", "$muted")] if (front := _front_matter(document)) else []
        keys = self._ui.key_of("correct"), self._ui.key_of("nearest")
        says = f"\n\nPress {keys[0]} to correct it, {keys[1]} to list related issues."
        return [*parts, (says, "$text-accent")]


def _front_matter(document: Document) -> str:
    last = document.blocks[-1] if document.blocks else None
    if last is None or last.language not in _FRONT or not document.boilerplate:
        return ""
    return last.span.of(document.text) if document.boilerplate[-1].contains(last.span) else ""
