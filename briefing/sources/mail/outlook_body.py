import re

from briefing.errors import FormatError
from briefing.sources.html.parse_dom import to_text
from briefing.sources.mail.body import body_from_html, body_from_plain
from briefing.sources.mail.outlook_rtf import decompress_rtf, html_from_rtf, text_from_rtf
from briefing.sources.office.rtf import convert_rtf

_TYPED = re.compile(r"```\n(.*)\n```\n?", re.DOTALL)


def choose_body(
    html: bytes, packed: bytes, plain: str, *, forwards: bool = False
) -> tuple[str, str]:
    """(message, boilerplate): RTF comes before plain text only if it holds the HTML that was sent."""
    if html:
        return body_from_html(to_text(html)[0], forwards=forwards)
    if plain.strip():
        sent = _sent_html(packed)
        return (
            body_from_html(sent, forwards=forwards)
            if sent
            else body_from_plain(plain, forwards=forwards)
        )
    if not packed:
        return "", ""
    rtf = decompress_rtf(packed)
    sent = html_from_rtf(rtf)
    if sent is not None:
        return body_from_html(sent, forwards=forwards)
    if (text := text_from_rtf(rtf)) is not None:
        return body_from_plain(text, forwards=forwards)
    found = convert_rtf(rtf)
    typed = _TYPED.fullmatch(found.markdown)
    if typed:
        return body_from_plain(typed[1], forwards=forwards)
    return found.markdown, "\n\n".join(found.boilerplate)


def _sent_html(packed: bytes) -> str | None:
    """None also where the RTF is damaged, since there is plain text."""
    try:
        return html_from_rtf(decompress_rtf(packed)) if packed else None
    except FormatError:
        return None
