import re

from briefing.late_pattern import LatePattern, late_pattern


def test_a_late_pattern_is_compiled_by_its_first_use():
    late = late_pattern("A+", re.IGNORECASE)
    assert isinstance(late, LatePattern)
    assert "compiled" not in vars(late)
    assert [m.span() for m in late.finditer("xaAx")] == [(1, 3)]
    assert (late.sub("b", "aa"), late.pattern) == ("b", "A+")
