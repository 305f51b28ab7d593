"""Texts of our own, made of parts: paragraphs on several subjects that share no words to speak of."""

from briefing.model import Document
from briefing.sources.text.article_metadata import find_metadata
from briefing.sources.text.parse_text import parse_text

SUBJECTS = {
    "Harbour Dredging": (
        "The harbour council voted on Tuesday to deepen the ferry channel before the winter storms. Dredging barges "
        "will lift eighty thousand tonnes of silt from the eastern basin, and the port master expects the larger "
        "ferries to berth at low tide again.",
        "Fishing crews had complained that the silt bars were tearing their nets. The port master said that the "
        "dredging contract leaves the mussel beds alone, and that divers will survey the basin each month.",
    ),
    "School Meals": (
        "Every primary school in the county will serve a hot lunch from September. Cooks are being trained in four "
        "kitchens, and the menus, drawn up with dietitians, change with the vegetables that nearby farms can deliver.",
        "Parents pay nothing in the first year. The education office puts the cost at two euros a meal and hopes "
        "that pupils who eat well will also read better in the afternoon.",
    ),
    "Railway Timetable": (
        "Trains on the northern line will leave every twenty minutes once the second track is laid. The railway "
        "company has hired sixty drivers and rebuilt the signal box at the junction, where delays used to begin.",
        "Commuters asked for later departures as well. The last train now leaves at half past midnight, and "
        "tickets bought on board cost the same as those from the machine.",
    ),
    "Hospital Laboratory": (
        "The hospital opened a laboratory that tests blood samples within the hour. Nurses no longer send vials "
        "across the city by courier, and surgeons can begin an operation while the results are still being printed.",
        "Two analysers were paid for by a legacy. The head physician said that patients with infections will be "
        "given the right antibiotic a day earlier than before.",
    ),
    "Forest Fires": (
        "Rangers have cut firebreaks through the pine forest above the reservoir. Last summer three fires, lit by "
        "dry lightning, burned for a week, and helicopters had to scoop water from the lake beside the campsite.",
        "Goats will keep the firebreaks bare. A herd of two hundred was brought down from the hills in March, and "
        "their shepherd counts the saplings that they spare.",
    ),
}
OVERVIEW = (
    "The regional assembly met for the last time this year and settled a long list of matters that had waited "
    "since spring. Members spoke until late in the evening, and the gallery was full."
)
TITLE = "What the assembly decided this year"


def document(text: str, *, markdown: bool = False) -> Document:
    """The document that the program reads from `text`."""
    plain, blocks = parse_text(text, markdown=markdown)
    found = find_metadata(plain, blocks)
    return Document(plain, blocks, title=found.title, byline=found.byline)


def briefing(heading: str = "{}", *, gap: int = 1, wide: int = 1, overview: bool = True) -> str:
    """The subjects, each under its name written as `heading` says; "" leaves the names out."""
    parts = [TITLE, OVERVIEW] if overview else [TITLE]
    text = ("\n" * (gap + 1)).join(parts)
    for number, (name, paragraphs) in enumerate(SUBJECTS.items(), 1):
        own = [heading.format(name, number=number)] if heading else []
        text += "\n" * (wide + 1) + ("\n" * (gap + 1)).join([*own, *paragraphs])
    return text
