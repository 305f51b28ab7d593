from briefing.analysis.abbreviations import NAME_TITLES
from briefing.model.calendar_words import WEEKDAYS, month_names
from briefing.model.languages import ENGLISH


def word_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


MALE = word_set(
    "mr mister sir lord king prince emperor tsar czar pope father monsignor baron duke herr senor "
    "monsieur sheikh sultan congressman chairman spokesman businessman brother"
)
FEMALE = word_set(
    "mrs ms miss lady dame madam madame queen princess empress sister duchess baroness frau senora "
    "congresswoman chairwoman spokeswoman businesswoman mother"
)

TITLES = (
    MALE
    | FEMALE
    | frozenset(title.casefold() for title in NAME_TITLES - {"Sr"})
    | word_set(
        "dr doctor prof professor rev reverend rabbi imam ayatollah mullah archbishop bishop cardinal "
        "president premier minister secretary chancellor senator sen rep representative governor gov "
        "mayor councillor ambassador envoy general gen colonel col major maj captain capt lieutenant lt "
        "sergeant sgt corporal private admiral adm commander commissioner commandant marshal brigadier "
        "judge justice sheriff officer detective inspector agent attorney prosecutor speaker leader "
        "chief director chair chairperson ceo manager coach editor analyst economist strategist pollster "
        "spokesperson correspondent reporter columnist author actor actress singer economist scientist "
        "researcher counsel lawyer defender goalkeeper striker midfielder captain skipper driver rider "
        "deputy vice former acting interim then ex late prime foreign defence defense interior finance "
        "democrat republican dictator candidate nominee adviser advisor aide activist expert historian "
        "delegate commentator blogger host anchor founder billionaire tycoon banker broker trader dealer "
        "councilman councilwoman alderman superintendent principal trustee organizer "
        "consultant ombudsman lobbyist entrepreneur executive officer co-founder cofounder vice-president ex-president"
    )
)
"""Words before a person's name that are not part of it, without full stop."""

HONORIFICS = word_set("mr mister mrs ms miss sir madam dr doctor")
"""Titles that carry no information about a person."""

RANKS = TITLES - word_set(
    "prince princess king queen pope sir lord lady dame emperor empress baron baroness duke duchess "
    "sheikh sultan father sister brother mother miss captain saint foreign defence defense interior "
    "finance late deputy vice then ex"
)
"""Titles that are cut off even if the recogniser includes them."""

SUFFIXES = word_set("jr jnr sr snr ii iii iv esq phd md mp mep qc kc obe mbe cbe")

CORPORATE = word_set(
    "inc incorporated corp corporation co company companies ltd limited llc llp plc ag sa nv bv ab "
    "oy spa gmbh kg as asa kk pte pty srl lp se cos"
)

LINKS = word_set("of the for and in on to at de la le du des del der von van & a an")

ARTICLES = word_set("the a an")

BODY_HEADS = word_set(
    "agency agencies service services ministry department committee council commission union party "
    "group company firm corporation association organisation organization federation league alliance "
    "front army movement bank bureau office institute university board authority network contractor "
    "manufacturer maker rebels militia regiment police think-tank startup retailer airline publisher "
    "broadcaster regulator lender insurer carmaker giant"
)
"""Plain words that identify a name beside them as an organization."""

PERSON_PLURALS = word_set(
    "hackers officials researchers police sources investigators lawyers executives shares stock "
    "unit units subsidiary ad ads spokesman spokeswoman spokesperson leaders members analysts economists employees workers"
)
"""Words after an organization that are not part of its name, even if a damaged text capitalizes
them.
"""

PRONOUNS = word_set(
    "i me my mine you your yours he him his she her hers it its we us our ours they them their theirs "
    "who whom whose himself herself themselves itself one this that these those"
)

NOT_NAMES = PRONOUNS.union(
    WEEKDAYS, month_names(ENGLISH), word_set("god internet covid english french")
)

SCHOOLS = word_set("college university institute academy seminary")
"""Last words of names that are organizations even where they are a place."""

METONYMS = frozenset(
    (
        *("white house", "kremlin", "pentagon", "downing street", "elysee palace", "vatican"),
        *("state department", "buckingham palace", "blue house", "bundestag", "knesset"),
        *("g.o.p.", "g.o.p", "gop"),
    )
)
