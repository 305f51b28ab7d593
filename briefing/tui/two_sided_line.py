from textual.content import Content

Part = tuple[str, str]
"""Text and its style; the text is data, never markup."""


def two_sided_line(left: list[Part], right: list[Part], width: int) -> Content:
    head, tail = Content.assemble(*left), Content.assemble(*right)
    room = width - head.cell_length - tail.cell_length
    if room < 1 or not tail.cell_length:
        return head.truncate(width, ellipsis=True, pad=True) if width > 0 else Content("")
    return Content.assemble(head, " " * room, tail)
