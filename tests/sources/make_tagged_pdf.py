"""A tagged PDF, written by hand: reportlab makes none."""

from collections.abc import Sequence


def tagged_pdf(parts: Sequence[tuple[str, float, int, str]]) -> bytes:
    """`parts` are (tag, bottom, size, text); "Artifact" stands outside of the structure."""
    drawn, elements = [], []
    for tag, bottom, size, text in parts:
        number = len(elements)
        opened = "/Artifact BMC" if tag == "Artifact" else f"/{tag} <</MCID {number}>> BDC"
        drawn.append(f"{opened} BT /F1 {size} Tf 60 {bottom} Td ({text}) Tj ET EMC")
        if tag != "Artifact":
            elements.append(f"<</Type/StructElem/S/{tag}/P 6 0 R/Pg 3 0 R/K {number}>>")
    content = "\n".join(drawn)
    references = " ".join(f"{8 + i} 0 R" for i in range(len(elements)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>/StructTreeRoot 6 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/StructParents 0"
        "/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>",
        f"<</Type/StructTreeRoot/K[{references}]/ParentTree 7 0 R>>",
        f"<</Nums[0[{references}]]>>",
        *elements,
    ]
    data, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R>>\n"
    return data + f"{end}startxref\n{len(data)}\n%%EOF\n".encode()
