"""Times reading by format: PYTHONPATH=. python -m benchmarks.formats

For each format a file of some 10,000 words: the processor time of this program from bytes to a Document, of that its
converter to markdown, and of the library under it for its plainest way to text, which knows no headings, emphasis or
links in most of them. They run by turns, and the least of 15 is taken. Beside it, the time by the clock through a
running worker (median of five), and of the first call of a worker, which imports the library. Written to formats.txt.
"""

import importlib
import io
import os
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median

from briefing.sources.convert import find_documents
from briefing.sources.format_detection import find_format
from briefing.worker import Worker
from tests.sources.articles import HARBOUR, SUMMIT, Part
from tests.sources.makers import MAKERS
from tests.sources.reading import read_bytes

LONG: tuple[Part, ...] = HARBOUR[:1] + (HARBOUR[1:] + SUMMIT[1:]) * 9


def html(data: bytes) -> object:
    import trafilatura

    return trafilatura.extract(data, output_format="markdown", with_metadata=True)


def pdf(data: bytes) -> object:
    import pypdfium2

    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]


def docx(data: bytes) -> object:
    from docx import Document

    return [paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs]


def odt(data: bytes) -> object:
    from odf import teletype
    from odf.opendocument import load

    return teletype.extractText(load(io.BytesIO(data)).text)


def rtf(data: bytes) -> object:
    from striprtf.striprtf import rtf_to_text

    return rtf_to_text(data.decode("latin-1"))


def pptx(data: bytes) -> object:
    from pptx import Presentation

    slides = Presentation(io.BytesIO(data)).slides
    return [
        shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame
    ]


def mail(data: bytes) -> object:
    from email import message_from_bytes, policy

    body = message_from_bytes(data, policy=policy.default).get_body(("html",))
    return html(body.get_content().encode()) if body is not None else None


def feed(data: bytes) -> object:
    import feedparser

    return feedparser.parse(io.BytesIO(data))


LIBRARIES: dict[str, tuple[str, Callable[[bytes], object]]] = {
    "html": ("trafilatura", html),
    "pdf": ("pypdfium2", pdf),
    "docx": ("python-docx", docx),
    "odt": ("odfpy", odt),
    "rtf": ("striprtf", rtf),
    "pptx": ("python-pptx", pptx),
    "mail": ("email+trafilatura", mail),
    "feed": ("feedparser", feed),
}


def clock(function: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        function()
        taken.append(time.perf_counter() - started)
    return median(taken) * 1000


def by_turns(*functions: Callable[[], object], times: int = 15) -> list[float]:
    """The least processor time of each function, in milliseconds."""
    least = [float("inf")] * len(functions)
    for _ in range(times):
        for number, function in enumerate(functions):
            started = time.process_time()
            function()
            least[number] = min(least[number], time.process_time() - started)
    return [seconds * 1000 for seconds in least]


def line(format: str) -> str:
    data = MAKERS[format](LONG)
    library, function = LIBRARIES[format]
    known = find_format(data, "x")

    def ours() -> object:
        return find_documents(data, converter=known.converter, name="x", format=known.name)

    module, _, name = known.converter.partition(":")
    convert = getattr(importlib.import_module(module), name)
    ours(), function(data)
    mine, converter, theirs = by_turns(ours, lambda: convert(data), lambda: function(data))
    worker = Worker()
    worker.start()

    def through() -> object:
        return read_bytes(data, worker=worker)

    first, rest = clock(through, 1), clock(through, 5)
    worker.stop()
    size = f"{len(data) / 1024:5.0f} KiB"
    ratios = f"{mine / theirs:6.2f} {converter / theirs:9.2f}"
    times = f"{mine:8.1f} {theirs:8.1f} {ratios} {rest:8.0f} {first:8.0f}"
    return f"{format:5} {size} {times}   {library}"


def main() -> None:
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # As the worker has it; numpy is imported later.
    lines = ["         file     ours   theirs  ratio converter  through    first   library (ms)"]
    for format in LIBRARIES:
        try:
            lines.append(line(format))
        except ModuleNotFoundError as error:
            lines.append(f"{format:5} not measured: {error.name} is not installed")
    lines.append(f"{date.today()}, two shared cores under a load of {os.getloadavg()[0]:.0f}.")
    print("\n".join(lines))
    Path(__file__).with_name("formats.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
