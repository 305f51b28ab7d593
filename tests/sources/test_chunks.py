from hypothesis import assume, given, settings

from briefing.model import Block
from briefing.sources.text.block_builder import BlockBuilder
from briefing.sources.text.block_scanner import LONG_LIST, LONG_RUN, Chunk, scan_blocks
from briefing.sources.text.charset import clean_text
from briefing.sources.text.document_builder import DocumentBuilder
from briefing.sources.text.front_matter import parse_front_matter
from briefing.sources.text.link_definitions import definition_lines, find_definitions
from briefing.sources.text.parse_text import parse_text
from tests.sources.test_nothing_lost import sources


def described(text: str, blocks: tuple[Block, ...]) -> list[tuple[object, ...]]:
    return [
        (b.kind, b.span.of(text).strip(), b.level, b.marker, b.quote_depth, b.line) for b in blocks
    ]


@settings(deadline=None)
@given(sources)
def test_chunks_parse_alone_as_they_do_in_the_whole(source):
    source = source.replace("]:", "] :")
    assume(parse_front_matter(source) is None)
    builder = DocumentBuilder()
    renderer = BlockBuilder(builder, find_definitions(definition_lines(source)))
    renderer.add(source, Chunk(0, len(source), 0, 0))
    renderer.add_unused()
    assert described(*parse_text(source, markdown=True)) == described(*builder.result())


@given(sources)
def test_chunks_hold_every_line_that_is_not_blank(source):
    source = clean_text(source)
    found = list(scan_blocks(source))
    at = 0
    for chunk in found:
        assert not source[at : chunk.start].strip()
        assert source.count("\n", 0, chunk.start) == chunk.line
        at = chunk.end
    assert not source[at:].strip()


def test_no_chunk_is_endless():
    for line, most in (("- item\n", LONG_LIST), ("words\n", LONG_RUN), ("> quote\n", LONG_RUN)):
        longest = max(chunk.end - chunk.start for chunk in scan_blocks(line * 100_000))
        assert longest < most + 100
