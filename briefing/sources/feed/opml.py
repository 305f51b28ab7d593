from briefing.errors import FormatError
from briefing.model.sanitize import sanitize_line
from briefing.model.url_policy import without_credentials
from briefing.sources.office.zip_archive import parse_xml
from briefing.sources.web.address_rules import is_address
from briefing.worker import Json

MOST = 2000


def parse_opml(data: bytes, name: str = "", charset: str = "") -> Json:
    """[{"title", "address"}, ...], each address once.

    Raises:
        FormatError: It lists no feeds.
    """
    found: dict[str, str] = {}
    for outline in parse_xml(data).iter("outline"):
        address = (outline.get("xmlUrl") or outline.get("xmlurl") or "").strip()
        address = without_credentials(address)
        if is_address(address) and len(found) < MOST:
            title = outline.get("title") or outline.get("text") or address
            found.setdefault(sanitize_line(address), sanitize_line(" ".join(title.split())))
    if not found:
        raise FormatError("It lists no feeds; export the list again.")
    return [{"title": title, "address": address} for address, title in found.items()]


def convert_opml(data: bytes, name: str = "", charset: str = "") -> Json:
    raise FormatError("It is a list of feeds; import it with briefing feeds add.")
