"""What a name may be merged into: the order of the candidates."""

import pytest

from briefing.model import Entity, EntityKind
from briefing.model.name_likeness import merge_candidates

P, O, L = EntityKind.PERSON, EntityKind.ORGANIZATION, EntityKind.PLACE  # noqa: E741
ORDER = [
    ("Lind", P, [("Bo Marr", P), ("Ada Lind", P)], ["Ada Lind", "Bo Marr"]),
    ("Tomas Merenko", P, [("Ivo Marsh", P), ("T. Merenco", P)], ["T. Merenco", "Ivo Marsh"]),
    ("HB", O, [("Harbour Trust", O), ("Harbour of Board", O)], ["Harbour of Board", "Harbour Trust"]),
    ("Board of Ships", O, [("Bank of Oats", O), ("Ships Board", O)], ["Ships Board", "Bank of Oats"]),
    ("Ada Lind", P, [("Lind Trust", O), ("Bo Marr", P)], ["Bo Marr", "Lind Trust"]),
    ("Ada Lind", P, [("Lind", L), ("Bo Marr", P)], ["Bo Marr"]),
    ("Oslo", L, [("Oslo Trust", O), ("Riga", L)], ["Riga"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "kind", "others", "order"), ORDER)
def test_the_likeliest_of_the_same_kind_comes_first(name, kind, others, order) -> None:
    one = Entity("e0", kind, name)
    known = [Entity(f"e{n}", kind, other) for n, (other, kind) in enumerate(others, 1)]
    assert [other.name for other, _ in merge_candidates(one, [one, *known])] == order


def test_an_alias_counts_and_mere_company_does_not() -> None:
    one = Entity("e0", P, "Anne Oak", ("Queen Anne",))
    known = [Entity("e1", P, "Bo Marr"), Entity("e2", P, "The Queen")]
    assert [bool(likeness) for _, likeness in merge_candidates(one, known)] == [True, False]
