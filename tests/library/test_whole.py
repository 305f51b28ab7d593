"""Large texts, and the splitting of small ones, in the worker."""

import zlib

import pytest
from msgspec.structs import replace

from briefing.config import Config
from briefing.errors import WorkerError
from briefing.library import make_library
from briefing.library.ingest import check_sections, read_source, unpack_record
from briefing.model import Analysis, Briefing, Document, Section, SectionKind, Span, TitleSource
from briefing.model.packed_blocks import PackedBlocks
from briefing.storage.records import to_record

LARGE = "# Large\n\n" + "".join(
    f"## Part {n}\n\n{'*word* and [so](http://a.b) on, ' * 90}\n\n" for n in range(120)
)


def test_a_large_text_is_the_same_as_when_it_is_read_here(tmp_path):
    path = tmp_path / "large.md"
    path.write_text(LARGE)
    config = Config(data=tmp_path)
    library = make_library(config)
    reading = library.open(str(path))
    assert reading.briefing is None
    found = reading.finish()
    here = replace(read_source(str(path), config)[0], language="en")
    assert found.document == here
    assert isinstance(found.document.blocks, PackedBlocks)
    assert len(found.analysis.sections) >= 120
    assert library.documents.open(found.document.sha256) == found
    library.close()


def section(start, end, title="T"):
    return Section(SectionKind.ISSUE, title, TitleSource.INFERRED, Span(start, end))


@pytest.mark.parametrize(
    "sections",
    [
        (),
        (section(0, 3),),
        (section(1, 4),),
        (section(0, 3), section(2, 4)),
        (section(0, 5), section(5, 4)),
        (section(0, 4, "a\x1bb"),),
    ],
)
def test_sections_that_do_not_fit_the_text_are_refused(sections):
    with pytest.raises(WorkerError):
        check_sections(sections, "text")


def test_rows_that_a_worker_should_not_give_are_refused():
    document = Document("a\x1bb")
    good = to_record(Briefing(document, Analysis((section(0, 3),))))
    assert unpack_record(good).document.text == "a␛b"
    for bad in (b"", zlib.compress(b"[]"), zlib.compress(b"{}") + zlib.compress(b"BLK2")):
        with pytest.raises(WorkerError, match="invalid answer"):
            unpack_record(replace(good, body=bad))
