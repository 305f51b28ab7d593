from collections.abc import Callable, Iterable, Iterator

from briefing.errors import InputError
from briefing.library.exchange import FORMATS, markdown_export, readwise_format, w3c_format
from briefing.library.exchange.export_bundle import Bundle

Write = Callable[[Iterable[Bundle]], Iterator[str]]


def find_writer(format: str, template: str | None = None) -> Write:
    """Raises InputError for an unknown format, or an invalid or misplaced template."""
    if format not in FORMATS:
        raise InputError(f"There is no format {format}; choose one of {', '.join(FORMATS)}.")
    if template is not None and format != "markdown":
        raise InputError("A template applies to markdown only; drop it, or choose markdown.")
    if format == "markdown":
        return markdown_export.MarkdownTemplate(
            markdown_export.DEFAULT if template is None else template
        ).write
    return w3c_format.write_w3c if format == "w3c" else readwise_format.write_readwise
