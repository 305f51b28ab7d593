import pytest

from briefing.analysis.pipeline import split
from briefing.sources.build_document import build_text

SAID = "The council took a ferry for two years, and it sails from the quay in March."
PROSE = f"{SAID} {SAID}\n\n"


def titles(source: str, name: str = "notes.md") -> list[str]:
    document = build_text(source.encode(), name, "markdown" if name.endswith("md") else "text")
    return [section.title for section in split(document)]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (f"**Ferry:** {SAID}\n\n**School:** {SAID}\n\n**Quay:** {SAID}", ["Ferry", "School", "Quay"]),
        (f"1. **Ferry**\n   {SAID}\n\n2. **School**\n   {SAID}\n\n3. **Quay**\n   {SAID}", ["Ferry", "School", "Quay"]),
        (f"Today\n\n- **Ferry** – {SAID}\n- **School.** {SAID}\n- **Quay**: {SAID}", ["Overview", "Ferry", "School", "Quay"]),
        (f"**Ferry:** {SAID}\n\n{SAID}\n\n**School:** {SAID}\n\n**Quay:** {SAID}", ["Ferry", "School", "Quay"]),
        (f"*Ferry.* {SAID}\n\n*School.* {SAID}\n\n*Quay.* {SAID}", ["Ferry", "School", "Quay"]),
        (f"FERRY: {SAID}\n\nSCHOOL: {SAID}\n\nQUAY: {SAID}", ["FERRY", "SCHOOL", "QUAY"]),
        (f"Today\n\n• The ferry: {SAID}\n\n• School: {SAID}\n\n• Quay: {SAID}", ["Overview", "The ferry", "School", "Quay"]),
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


def test_a_chat_is_called_by_who_talks():
    lines = [
        f"[10:0{at}] {name}: {SAID}"
        for at, name in enumerate(("Ada", "Tom", "Ada", "Mia", "Kofi", "Lea"))
    ]
    assert titles("\n".join(lines), "chat.txt") == ["Ada, Tom, Mia, 2 others"]
    asked = "\n\n".join(f"Q: Why?\nA: {SAID}" for _ in range(3))
    assert "Q" not in titles(asked, "chat.txt")[0].split(", ")
