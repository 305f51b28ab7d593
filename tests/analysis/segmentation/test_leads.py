import textwrap

import pytest

from briefing.analysis.pipeline import split
from briefing.sources.build_document import build_text

SAID = "The council took a ferry for two years, and it sails from the quay in March."
ROOF = "Work on the north school begins in April, and pupils will be taught in the town hall."
FEES = "Parking goes up by a third, the first rise in ten years, and traders complained of it."
STORIES = (SAID, ROOF, FEES)
PROSE = f"{SAID} {SAID}\n\n"


def titles(source: str, name: str = "notes.md") -> list[str]:
    document = build_text(source.encode(), name, "markdown" if name.endswith("md") else "text")
    return [section.title for section in split(document)]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (f"**Ferry:** {SAID}\n\n**School:** {ROOF}\n\n**Quay:** {FEES}", ["Ferry", "School", "Quay"]),
        (f"1. **Ferry**\n   {SAID}\n\n2. **School**\n   {ROOF}\n\n3. **Quay**\n   {FEES}", ["Ferry", "School", "Quay"]),
        (f"Today\n\n- **Ferry** – {SAID}\n- **School.** {ROOF}\n- **Quay**: {FEES}", ["Overview", "Ferry", "School", "Quay"]),
        (f"**Ferry:** {SAID}\n\n{SAID}\n\n**School:** {ROOF}\n\n**Quay:** {FEES}", ["Ferry", "School", "Quay"]),
        (f"*Ferry.* {SAID}\n\n*School.* {ROOF}\n\n*Quay.* {FEES}", ["Ferry", "School", "Quay"]),
        (f"FERRY: {SAID}\n\nSCHOOL: {ROOF}\n\nQUAY: {FEES}", ["FERRY", "SCHOOL", "QUAY"]),
        (f"Today\n\n• The ferry: {SAID}\n\n• School: {ROOF}\n\n• Quay: {FEES}", ["Overview", "The ferry", "School", "Quay"]),
    ],
)  # fmt: skip
def test_parts_that_begin_with_their_subject(source, found):
    assert titles(source) == found


@pytest.mark.parametrize(
    "source",
    [
        f"**Ferry:** {SAID}\n\n**School:** {SAID}",
        f"{PROSE * 3}- **Ferry:** {SAID}\n- **School:** {SAID}\n- **Quay:** {SAID}",
        f"Ada Lind said: “{SAID}”\n\nTom Reed said: “{SAID}”\n\nThe board said: “{SAID}”",
        "- **Cost:** 4\n- **Start:** March\n- **End:** May",
        f"**Ada** said: {SAID}\n\n**Ada** said: {SAID}\n\n**Ada** said: {SAID}",
        f"**ferry** went. {SAID}\n\n**school** shut. {SAID}\n\n**quay** sank. {SAID}",
    ],
)
def test_other_bold_words_start_nothing(source):
    sections = split(build_text(source.encode(), "notes.md", "markdown"))
    assert not any("begins with" in section.reason for section in sections)


@pytest.mark.parametrize(
    "parts",
    [
        ("Tenant: The person who pays rent to the owner under the lease and lives in the flat that belongs to it.",
         "Owner: The person to whom the tenant pays the rent under the lease, or who has the right to that rent.",
         "Flat: The rooms for which the tenant pays rent to the owner, with the cellar that belongs to the lease."),
        ("Dough: Mix the flour and salt, then add warm water and oil, and stir until it holds together well.",
         "Topping: Slice the onions thinly and fry them over a low heat for a quarter of an hour until soft.",
         "Baking: Press the rest into a tin and leave it in the oven for twenty minutes until golden brown."),
        tuple(f"{name} Lind: {said}" for name, said in zip(("Maria", "Tom", "Anna"), STORIES, strict=True)),
        tuple(f"{name}: I say that {said}" for name, said in zip(("Chair", "Clerk", "Guest"), STORIES, strict=True)),
    ],
)  # fmt: skip
def test_definitions_steps_and_speakers_stay_together(parts):
    assert len(titles("\n\n".join(parts), "notes.txt")) == 1


def wrapped(text: str) -> str:
    return "\n".join(textwrap.wrap(text, 60))


@pytest.mark.parametrize("form", ["{h}\n{p}\n", "{h}\n\n{w}\n\n", "{h}\n====\n{p}\n\n"])
def test_a_first_heading_like_the_others_is_one_of_them(form):
    heads, texts = ["New ferry", "Mended school", "Higher fees"], [
        f"A ferry, new and red, sails in March. {SAID}",
        f"The school is mended. {ROOF}",
        f"The fees are higher. {FEES}",
    ]  # fmt: skip
    parts = [
        form.format(h=h, p=p, w=wrapped(p)).replace("====", "====" if h == "New ferry" else "----")
        for h, p in zip(heads, texts, strict=True)
    ]
    assert titles("".join(parts), "notes.txt") == heads


@pytest.mark.parametrize(
    ("form", "count"),
    [("{n}. {p}\n\n", 3), ("• {p}\n\n", 3), ("{p}\n\n***\n\n", 3), ("Q: Is {n} so?\nA: {p}\n\n", 3)],
)  # fmt: skip
def test_parts_told_by_their_signs(form, count):
    longer = [f"{said} {more}" for said, more in zip(STORIES, (
        "It is red, and the crew sleeps on board.",
        "Six weeks are enough, said the head teacher on Tuesday.",
        "The board wants to buy lamps with it before the autumn.",
    ), strict=True)]  # fmt: skip
    found = titles("".join(form.format(n=n, p=p) for n, p in enumerate(longer, 1)), "notes.txt")
    assert len(found) == count
    assert "Overview" not in found


def test_who_is_asked_about_themselves_is_in_one_pane():
    asked = [f"Q: And {n}?\nA: I think so. {said}" for n, said in enumerate(STORIES)]
    assert len(titles("\n\n".join(asked), "notes.txt")) == 1


def test_a_chat_is_called_by_who_talks():
    lines = [
        f"[10:0{at}] {name}: {SAID}"
        for at, name in enumerate(("Ada", "Tom", "Ada", "Mia", "Kofi", "Lea"))
    ]
    assert titles("\n".join(lines), "chat.txt") == ["Ada, Tom, Mia, 2 others"]
    asked = "\n\n".join(f"Q: Why?\nA: {SAID}" for _ in range(3))
    assert "Q" not in titles(asked, "chat.txt")[0].split(", ")
