"""Documents built by hand: what a parser would make of small pieces of markdown."""

from msgspec import Struct

from briefing.model import Block, BlockKind, Document, InlineKind, InlineMark, Span


class Maker(Struct):
    """Joins blocks to a document."""

    text: str = ""
    blocks: tuple[Block, ...] = ()

    def add(self, text: str, kind: BlockKind = BlockKind.PARAGRAPH, **fields) -> "Maker":
        tight = kind is BlockKind.LIST_ITEM and self.blocks and self.blocks[-1].kind is kind
        if self.blocks:
            self.text += "\n" if tight else "\n\n"
        if tight:
            self.text += "  " * (fields.get("level", 1) - 1)
        start = len(self.text)
        marks = []
        for mark, words, target in fields.pop("marks", ()):
            at = start + text.index(words)
            marks.append(InlineMark(InlineKind(mark), Span(at, at + len(words)), target))
        self.text += text
        block = Block(kind, Span(start, len(self.text)), tuple(marks), **fields)
        self.blocks = (*self.blocks, block)
        return self

    def table(self, rows: list[list[str]]) -> "Maker":
        if self.blocks:
            self.text += "\n\n"
        first = len(self.text)
        spans = []
        for number, row in enumerate(rows):
            self.text += "\n" if number else ""
            cells = []
            for index, cell in enumerate(row):
                self.text += "\t" if index else ""
                cells.append(Span(len(self.text), len(self.text) + len(cell)))
                self.text += cell
            spans.append(tuple(cells))
        block = Block(BlockKind.TABLE, Span(first, len(self.text)), rows=tuple(spans))
        self.blocks = (*self.blocks, block)
        return self

    def document(self) -> Document:
        return Document(self.text, self.blocks)


def everything() -> Document:
    """One of each."""
    make = Maker()
    make.add("The President’s Briefing", BlockKind.HEADING, level=1)
    make.add(
        "WASHINGTON — The two leaders, who last met in Geneva, will speak by video about the "
        "troop build-up, cyber security and the well-known nuclear agreement; see the agenda.",
        marks=[
            ("strong", "two leaders", ""),
            ("emphasis", "Geneva", ""),
            ("link", "the agenda", "https://example.org/agenda"),
            ("code", "build-up", ""),
        ],
    )
    make.add("What is at stake", BlockKind.HEADING, level=2)
    for level, marker, words in (
        (
            1,
            "-",
            "An item that is long enough to wrap over to a second line at the width of this pane, as they do.",
        ),
        (1, "-", "Short"),
        (
            2,
            "-",
            "Nested, and also long enough that it has to wrap over to a second line somewhere.",
        ),
        (3, "-", "Deeper"),
        (1, "-", "Back again"),
    ):
        make.add(f"{marker} {words}", BlockKind.LIST_ITEM, level=level, marker=marker)
    make.add("1. First", BlockKind.LIST_ITEM, level=1, marker="1.")
    make.add("10. Tenth", BlockKind.LIST_ITEM, level=1, marker="10.")
    make.add(
        "He said: “we are watching what they do, and we have a great deal to say about it.”",
        BlockKind.QUOTE,
        quote_depth=1,
    )
    make.add("A quote within a quote.", BlockKind.QUOTE, quote_depth=2)
    make.add(
        "def briefing():\n\treturn 'a line of code that is a good deal wider than the pane is, so that it is cut off there and goes on'\n\n# 中文",
        BlockKind.CODE,
        language="python",
    )
    make.table(
        [
            ["Issue", "Words", "What it is about"],
            ["Iran", "120", "The nuclear agreement and the talks in Vienna that are to save it"],
            ["Space", "85", "An anti-satellite test, 中文字符 and debris"],
        ]
    )
    make.add("* * *", BlockKind.RULE)
    make.add(
        "A picture of the room and 日本語の文章がここに続きます。絵文字 👨‍👩‍👧 👍🏽 🇫🇷 and cafe\u0301; עברית and العربية are drawn too.",
        marks=[("image", "the room", "room.png")],
    )
    make.add("Smaller still", BlockKind.HEADING, level=4)
    make.add(
        "~~Gone~~ and a note.1", marks=[("footnote", "1", "1"), ("strikethrough", "~~Gone~~", "")]
    )
    return make.document()
