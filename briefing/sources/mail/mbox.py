import re

from briefing.errors import FormatError
from briefing.sources.converted import Converted
from briefing.sources.mail.message import convert_message, parse_message

MOST = 2000
_FROM = re.compile(rb"(?:\A|\n\r?\n)From [^\n]{0,200}\d{4}[^\n]{0,40}\r?\n(?=[!-9;-~]+:)")
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)


def convert_mbox(data: bytes, name: str = "", charset: str = "") -> list[Converted]:
    starts = list(_FROM.finditer(data))
    bounds = [*(match.start() for match in starts[1:]), len(data)]
    found = []
    for match, end in zip(starts[:MOST], bounds, strict=False):
        source = _QUOTED.sub(rb"\1", data[match.end() : end])
        try:
            found.append(convert_message(parse_message(source)))
        except FormatError:
            if len(starts) == 1:
                raise
        except RecursionError:
            continue
    if not found:
        raise FormatError("It is a mailbox without any text; give another one.")
    if len(starts) > MOST:
        found[0].notices.append(f"Only the first {MOST} of {len(starts)} messages were read.")
    return found
