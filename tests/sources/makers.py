"""One maker a format: an article to the bytes of a file."""

from collections.abc import Callable

from tests.sources import make_mail, make_office
from tests.sources.articles import Part
from tests.sources.make_html import body, page
from tests.sources.make_msg import msg
from tests.sources.make_pdf import pdf

MAKERS: dict[str, Callable[[tuple[Part, ...]], bytes]] = {
    "html": page,
    "pdf": lambda article: pdf(article, columns=2, head="The Courier", numbers=True, contents=True),
    "docx": make_office.docx,
    "odt": make_office.odt,
    "rtf": make_office.rtf,
    "pptx": make_office.pptx,
    "epub": make_office.epub,
    "mail": lambda article: make_mail.message(article).as_bytes(),
    "mhtml": make_mail.mhtml,
    "mbox": lambda article: make_mail.mbox([article, article]),
    "msg": lambda article: msg(article[0].text, "Ada Example", body(article), 133541082000000000),
    "feed": lambda article: make_mail.atom([article]),
}
