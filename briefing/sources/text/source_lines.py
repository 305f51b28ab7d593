from briefing.late_pattern import late_pattern

_SPACE = late_pattern(r"\s*")


def blank_lines(source: str, start: int) -> tuple[int, int]:
    """(number of blank lines from `start`, start of the next line).

    After the last line the second value exceeds the length of `source`.
    """
    end = _SPACE.match(source, start).end()  # type: ignore[union-attr]
    if end == len(source):
        return source.count("\n", start) + 1, end + 1
    following = source.rfind("\n", start, end) + 1
    return (source.count("\n", start, following), following) if following else (0, start)
