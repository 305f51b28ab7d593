import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from briefing.sources.converted import Converted
from briefing.sources.pdf.convert_pdf import convert_pdf


def form(*, drawn: bool = True) -> Converted:
    """`drawn`: the file says how the values look."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842), invariant=1)
    fields = canvas.acroForm
    canvas.setFont("Helvetica", 10)
    for i, (label, value) in enumerate((("Name", "Marta Ellery"), ("Town", "Gull Rock"))):
        canvas.drawString(60, 760 - 30 * i, label)
        fields.textfield(
            name=label, value=value, x=150, y=754 - 30 * i, width=250, height=20, fontSize=14
        )
    for i, (label, ticked) in enumerate((("Sailing boat", True), ("Motor boat", False))):
        fields.checkbox(name=label, checked=ticked, x=60, y=666 - 30 * i, size=14)
        canvas.drawString(80, 669 - 30 * i, label)
    canvas.drawString(60, 600, "Say more:")
    fields.textfield(
        name="more",
        value="She leaks a little.\nShe is slow.",
        x=60,
        y=530,
        width=300,
        height=60,
        fontSize=10,
        fieldFlags="multiline",
    )
    canvas.drawString(60, 500, "Our page")
    canvas.linkURL("https://x.example/", (60, 496, 98, 512))
    canvas.textAnnotation("Call her\nback.", (300, 496, 320, 516))
    canvas.freeTextAnnotation("Typed beside it", (300, 440, 420, 460), "/Helv 10 Tf")
    canvas.save()
    data = buffer.getvalue()
    return convert_pdf(data if drawn else data.replace(b"/AP ", b"/XX "))


@pytest.mark.parametrize("drawn", [True, False])
def test_what_is_filled_in_stands_after_its_label(drawn):
    assert form(drawn=drawn).markdown.split("\n\n") == [
        "Name Marta Ellery",
        "Town Gull Rock",
        "☑ Sailing boat",
        "☐ Motor boat",
        "Say more:",
        "She leaks a little.",
        "She is slow.",
        "[Our page](<https://x.example/>)",
    ]


def test_comments_are_set_aside():
    assert form().boilerplate == ["Call her back."]


def test_a_value_takes_the_place_of_its_blank():
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica", 10)
    canvas.drawString(60, 700, "Signed ____________________ on ____________________")
    for name, left in (("Marta Ellery", 100), ("3 May 2033", 230)):
        canvas.acroForm.textfield(name=name, value=name, x=left, y=696, width=100, height=16)
    canvas.save()
    assert convert_pdf(buffer.getvalue()).markdown == "Signed Marta Ellery on 3 May 2033"
