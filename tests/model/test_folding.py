import unicodedata

import pytest

from briefing.model.folding import fold_accents


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Straße", "strasse"),
        ("Zoë’s ` Łódź", "zoe's ' łodz"),
        ("ﬁne", "fine"),
        ("a" + "\u0301\u0316" * 50_000, "a"),
        ("".join(map(chr, range(0x300, 0x330))) + "É", "e"),
        ("\u0344\u1fb7", "α"),
    ],
)
def test_accents_are_dropped(text, folded):
    """Also where so many follow each other that sorting them would take minutes."""
    assert fold_accents(text) == folded
    assert not any(map(unicodedata.combining, fold_accents(text)))
