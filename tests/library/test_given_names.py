"""Names that readers give to watches, followed stories and collections."""

import pytest

from briefing.errors import InputError
from briefing.library.given_names import clean_name


@pytest.mark.parametrize("name", ["", " \t\n", "\u200b\ufeff", "\u0301", "\u00a0\u2003"])
def test_a_name_is_seen(name):
    with pytest.raises(InputError, match="A watch needs a name"):
        clean_name(name, "watch")


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        (" a\t\nb ", "a b"),
        ("a\x1b[31m", "a␛[31m"),
        ("\u202egnp", "␦gnp"),
        ("👨‍👩‍👧", "👨‍👩‍👧"),
        ("x" * 80,) * 2,
    ],
)
def test_a_name_is_one_clean_line(name, cleaned):
    assert clean_name(name, "watch") == cleaned


def test_a_name_is_short():
    with pytest.raises(InputError, match="at most 80"):
        clean_name("x" * 81, "collection")
