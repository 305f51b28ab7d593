import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from briefing.model import Block, BlockKind, InlineKind, InlineMark, Span
from briefing.model.packed_blocks import PackedBlocks
from briefing.sanitize import sanitize

number = st.integers(0, 2**32 - 1)
words = st.text(max_size=5).map(sanitize)
span = st.builds(Span, number, number)
mark = st.builds(InlineMark, st.sampled_from(InlineKind), span, words, words, words)
cells = st.lists(st.lists(span, max_size=3).map(tuple), max_size=3).map(tuple)
block = st.builds(
    Block, st.sampled_from(BlockKind), span, st.lists(mark, max_size=3).map(tuple),
    number, number, words, number, words, cells, number,
).map(lambda b: replace(b, marker="", alignment=b.marker) if b.kind is BlockKind.TABLE else b)  # fmt: skip
blocks = st.lists(block, max_size=5).map(tuple)


@settings(deadline=None)
@given(blocks)
def test_blocks_come_back_as_they_were(given):
    packed = PackedBlocks(bytes(PackedBlocks.of(given)))
    assert tuple(packed) == given
    assert packed == given
    assert given == packed
    assert hash(packed) == hash(given)
    assert (len(packed), packed[1:3], packed[-1:]) == (len(given), given[1:3], given[-1:])


@settings(deadline=None)
@given(blocks, st.binary(max_size=8), st.integers(0, 200))
def test_what_does_not_fit_together_is_refused(given, noise, at):
    data = bytes(PackedBlocks.of(given))
    damaged = data[:at] + noise + data[at + len(noise) :]
    try:
        tuple(PackedBlocks(damaged))
    except ValueError:
        pass
    else:
        assert len(damaged) >= len(data)


@pytest.mark.parametrize("data", [b"", b"BLK", b"BLK1", b"BLK1" + b"\0" * 20, b"\xff" * 24])
def test_what_is_none_is_refused(data):
    if data == b"BLK1" + b"\0" * 20:
        assert tuple(PackedBlocks(data)) == ()
    else:
        with pytest.raises(ValueError, match=r"packed blocks|bytes length"):
            PackedBlocks(data)


def test_what_a_terminal_would_obey_is_a_sign():
    evil = InlineMark(InlineKind.LINK, Span(0, 1), "\x1b]52;", "\u202e", "\x9b")
    packed = PackedBlocks.of((Block(BlockKind.CODE, Span(0, 1), (evil,), language="\x07"),))
    assert packed[0].language == "␇"
    assert (packed[0].marks[0].target, packed[0].marks[0].title) == ("␛]52;", "␦")
