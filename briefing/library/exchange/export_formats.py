from collections.abc import Callable, Iterable, Iterator

from briefing.errors import InputError
from briefing.library.exchange import FORMS, markdown_export, readwise_format, w3c_format
from briefing.library.exchange.export_bundle import Bundle

Write = Callable[[Iterable[Bundle]], Iterator[str]]


def find_writer(form: str, template: str | None = None) -> Write:
    """Raises InputError for an unknown form, or an invalid or misplaced template."""
    if form not in FORMS:
        raise InputError(f"There is no format {form}; choose one of {', '.join(FORMS)}.")
    if template is not None and form != "markdown":
        raise InputError("A template applies to markdown only; drop it, or choose markdown.")
    if form == "markdown":
        return markdown_export.Shape(
            markdown_export.DEFAULT if template is None else template
        ).write
    return w3c_format.write_w3c if form == "w3c" else readwise_format.write_readwise
