"""Three briefings as lists of blocks: the seed, and two written for these tests."""

import re

from msgspec import Struct

from briefing import resources


class Part(Struct, frozen=True):
    kind: str
    """ "h1", "h2", "h3", "p", "li" or "quote"."""
    text: str
    gap: bool = False
    """Whether an empty line more stands before it."""


def parts(source: str) -> tuple[Part, ...]:
    """The blocks of a text in a small markdown: a block a line."""
    signs = {"# ": "h1", "## ": "h2", "### ": "h3", "- ": "li", "> ": "quote"}
    found = []
    for line in filter(None, source.split("\n")):
        kind = next((kind for sign, kind in signs.items() if line.startswith(sign)), "p")
        found.append(Part(kind, line.split(" ", 1)[1] if kind != "p" else line))
    return tuple(found)


def markdown(article: tuple[Part, ...]) -> str:
    signs = {"h1": "# ", "h2": "## ", "h3": "### ", "li": "- ", "quote": "> ", "p": ""}
    lines = []
    for i, part in enumerate(article):
        if i and not (part.kind == "li" == article[i - 1].kind):
            lines.append("")
        if part.gap:
            lines.append("")
        lines.append(signs[part.kind] + part.text)
    return "\n".join(lines) + "\n"


HARBOUR = parts(
    """\
# Harbour council faces five decisions before the winter storms
The council of Port Ellery meets on Thursday for what its chair, Marta Lindqvist, calls the longest agenda in a decade. Members received four hundred pages last week, and several of them complained that nobody could read so much in six days. The session opens at nine in the morning and is expected to run until late in the evening.
Ms Lindqvist said that she would not adjourn before every question on the list had been put to a vote. “We have postponed these matters twice,” she told reporters outside the old customs house. “The sea will not wait for a third time.”
## The breakwater
Engineers from Halvorsen & Daughters found in June that the northern breakwater has sunk by eleven centimetres since 2009. Their report asks for 4.2 million crowns to be spent before the end of the year, and for the same amount in each of the two years that follow.
The opposition doubts the figures. Its leader, Jonas Abara, wants a second opinion from the university’s hydraulic laboratory, which would take at least five months. The harbour master, Inge Solberg, answered that one storm like that of 1987 would cost ten times as much as the repair.
> If the wall goes, the fish market goes with it, and after the fish market the whole lower town.
## Ferry timetable
Two companies have bid for the line to the outer islands. Nordlink promises six crossings a day with the present ships; its rival Skerry Lines offers nine, but only once two electric vessels are delivered in the spring of next year.
The islanders’ committee put three conditions to both bidders:
- an early crossing that reaches the school before eight o’clock
- room for at least two ambulances on every sailing
- a winter price that is no higher than the summer price
Neither company has accepted the last of them, and the committee’s speaker, Ruth Okonkwo, expects a long discussion. She will address the council herself, which the statutes allow for ten minutes.
## Fish quotas
The ministry cut the cod quota by a fifth in August, and the smaller boats have been lying at the quay since the middle of October. Twenty-three families have applied for the relief fund, which holds enough for fifteen.
Council members are to decide whether to top it up from the tourism tax. A note from the treasurer warns that the tax brought in less this summer than in any year since the bridge was opened, and that the reserve should not be touched.
### What the boats want
Skippers ask for something else altogether: the right to sell directly from the quay on three days of the week. The market’s wholesalers oppose that plan, and have threatened to take their auctions across the bay.
## The old lighthouse
A buyer from the capital has offered a symbolic price for the lighthouse on Gull Rock and promises to restore its lamp room. The heritage board supports the sale; the pilots do not, because they use the tower’s lower floor as a weather station.
## Salaries
Dock workers have asked for a rise of six percent. The council offers three, with a day of leave for every worker above the age of fifty. Both sides have agreed to a mediator, Professor Elin Castellanos, whose proposal is due on the morning of the session itself.
"""
)

SUMMIT = parts(
    """\
# Seven questions for the mountain railway summit
Ministers of three countries gather in Brennhausen on Monday to talk about the railway that has joined their valleys for a hundred and twelve years. The line carries nine thousand passengers on a working day, and a fifth of the region’s freight. None of the governments has been willing to pay for the new tunnel alone.
Officials played down the hope of an agreement. “A good conversation would already be progress,” said one diplomat who was not allowed to speak in public.
## Who pays for the tunnel
The cheapest plan costs 2.9 billion, and no one disputes that sum any longer. What is disputed is how it should be shared. Altmark proposes a third for each; Velden, which has the shortest stretch of track, offers an eighth and not a penny more.
Chancellor Dorothea Weiss has hinted that a toll on lorries might close the gap. Hauliers have called a strike for the second day of the summit.
## Night trains
Sleeping cars were withdrawn from the line in 2014. A citizens’ petition with a hundred and forty thousand signatures asks for their return, and the transport minister of Sorano, Pietro Lanzi, has promised to raise the matter over dinner.
His colleagues are said to be cool. Night trains lose money, a study by the Institute for Alpine Mobility concluded, unless they carry mail as well.
## Avalanche galleries
Three of the galleries that protect the upper line are older than the oldest engine driver. The safety authority has listed them in this order of urgency:
- the gallery at Hochstein, whose roof leaks in two places
- the gallery above the Lower Falls, built in 1931
- the short gallery at the customs post
Repairs can only be done between June and September, so that a decision taken after Monday would be a decision for the year after next.
## Languages on board
Announcements are made in two languages today, and speakers of the third have gone to court. The judges in Velden ruled for them in May. The railway says that its loudspeakers would never fall silent if every station were named three times.
> Silence is a language too, and most of our passengers speak it fluently before eight in the morning.
## Wolves
A wolf was killed by a goods train in March, the fourth within a year. Biologists want fences along eleven kilometres of the eastern ramp, while farmers would rather see the packs moved elsewhere. The dossier has found its way onto the agenda against the wishes of nearly everyone.
## The name of the express
Since 1998 the fastest train has been called after a general whose memory is not cherished on the southern side of the pass. A jury of schoolchildren was asked for a better name, and chose that of a cheese. Diplomats from Sorano are reported to be delighted.
## A date for the next meeting
The last question is the simplest, and it may be the only one to be answered. Velden has invited the others for the week after Easter, when the passes are open again and the galleries are free of snow.
"""
)


def seed() -> tuple[Part, ...]:
    text = resources.sample_briefing().read_text("utf-8")
    found = re.findall(r"(\n*)(\S[^\n]*(?:\n[^\n]+)*)", text)
    return tuple(Part("p", " ".join(words.split()), len(gap) > 2) for gap, words in found)


ARTICLES = {"harbour": HARBOUR, "summit": SUMMIT, "seed": seed()}
