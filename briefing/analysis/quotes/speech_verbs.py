import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from briefing.analysis.entities.lexicon import word_set
from briefing.analysis.quotes.quotation_marks import MASK

_REGULAR = word_set("""
accuse acknowledge add admit advise advocate affirm agree allege announce answer anticipate appeal apologize
applaud argue ask assert assure attack bellow bemoan blame blast blog boast brag call caution challenge
characterize charge chant cheer cite claim clarify comment complain concede conclude condemn confess confirm
confide continue contend counter counsel criticize crow cry declare decry defend demand denounce deny deplore
deride describe detail disclose dismiss dispute drawl dub echo elaborate email emphasize encourage exclaim
explain expound express fire forecast fume gripe grumble guess gush grouse hail highlight hint hope imply implore
inform inquire insist interject interrupt intone invoke introduce joke label lament laud lecture
liken maintain marvel mention mock moan mumble murmur muse mutter nickname note object observe offer opine
ping pitch pledge ponder post praise predict press proclaim promise pronounce propose protest proclaim
query question quip rail rant rave react reason reassure recall recite recount refer reflect reiterate
remark remember remind repeat reply report request resolve respond retort reveal reverberate ridicule roar
scoff scold scream shout sigh signal slam snap sneer speculate state stress suggest summarize surmise tease
testify thank theorize thunder tout trumpet tweet urge vent venture vow voice wail warn welcome
whisper wonder yell estimate report rule slam brand label lambaste rip envision demand denounce deem
""")
_IRREGULAR = """
say says said saying|tell tells told telling|write writes wrote written writing|read reads
thinks thought thinking|speak speaks spoke spoken speaking|begin begins began beginning
swear swears swore swearing|holds held|feels felt|sing sings sang|found
put puts putting|quote quotes quoted quoting|pled|admitted admitting|go goes went
rip ripped ripping|rebut rebutted rebuts rebutting|quip quipped quipping|referred referring
believe believes believed believing|knows knew|understood|sees saw
brag bragged bragging|slam slammed slamming|shoot shot shoots shooting|dubbed dubbing
opine opined|fret fretted|chime chimed chimes|point points pointed pointing|sum summed sums
lash lashed lashes lashing|fire fired fires|push pushed pushes|hit hits|sounded|likened
labeled labelled|signaled signalled|used using|issued
""".replace("\n", "|")
_PARTICLES = {
    "go": "on", "goes": "on", "according": "to", "went": "on", "going": "on", "shoot": "back", "shot": "back",
    "shoots": "back", "fired": "back", "fire": "back", "fires": "back", "hit": "back", "hits": "back",
    "pushed": "back", "push": "back", "chime": "in", "chimed": "in", "chimes": "in", "point": "out",
    "points": "out", "pointed": "out", "pointing": "out", "sum": "up", "summed": "up", "sums": "up",
    "lash": "out", "lashed": "out", "lashes": "out", "put": "it", "puts": "it", "putting": "it",
}  # fmt: skip
_WORD = re.compile(r"(?<![\w'’-])([A-Za-z]{3,20})(?:\s+(to|on|back|in|out|up|it))?(?![\w'’-])")
_DETERMINED = r"(?:\b(?:the|an?|his|her|its|their|this|that|no|any|such|of|our|my|your)|['’]s)\s+"
_ADJECTIVE = re.compile(rf"{_DETERMINED}$", re.IGNORECASE)
_NOUN = re.compile(rf"{_DETERMINED}(?:\w+\s+)?$", re.IGNORECASE)
"""Before "reported" in "the reported loss", and "claims" in "the false claims"."""
_PASSIVE = re.compile(r"\b(?:be|been|being|was|were|is|are|get|got|gets)\s+(?:\w+ly\s+)?$")
_NAMED = re.compile(r"(?:\b(?:be|was|were|is|are) |[,;(] ?)(?:\w+ly|also|often|sometimes) $")
"""Before "called" where it says what something is named."""
_NAMING = word_set("called dubbed labeled labelled nicknamed")
_BESIDE = re.compile(rf"{MASK},? (?:(?:he|she|they|(?:[A-Z][\w.’'-]+ ){{0,3}}[A-Z][\w.’'-]+) )?$")
"""Between a quote and a verb that may be a noun elsewhere: '"...," she states'."""
_IDIOM = re.compile(rf"(?:^|[\n.!?{MASK}] ?)That $")
STRONG = word_set(
    "say says said saying tell tells told telling add adds added adding write writes wrote writing "
    "continue continues continued continuing according reply replies replied note notes noted noting "
    "tweet tweets tweeted tweeting explain explains explained explaining state states stated stating "
    "respond responds responded responding conclude concludes concluded argue argues argued arguing "
    "announce announces announced insist insists insisted insisting warn warns warned warning "
    "claim claims claimed claiming declare declares declared declaring exclaim exclaimed "
    "ask asks asked asking answer answers answered recall recalls recalled quip quipped joke joked"
)

THAT = word_set(
    "say says said saying tells told telling adds added adding writes wrote insists insisted "
    "argues argued claims claimed warns warned stated notes noted announces announced "
    "acknowledges acknowledged admits admitted denies denied declares declared suggests "
    "suggested predicts predicted explains explained reported confirms confirmed promised "
    "pledged vowed asserts asserted contends contended concludes concluded complains "
    "complained concedes conceded alleges alleged maintains maintained stresses stressed "
    "reveals revealed discloses disclosed testifies testified estimated"
)

_LONGEST = 60
"""Characters of a name before a verb."""
_TITLED = ("According", "Said", "Says", "Told")
"""Recognized in headlines."""
_OBJECT = re.compile(r"\s(?:it|him|her|them|us|me)\b")
_ONLY_VERBS = word_set(
    "read reads thinks thought knows knew goes went sees saw feels felt speaks spoke"
)
_NOUNS = word_set(
    "challenges comments attacks demands labels highlights offers fires rules signals charges protests "
    "questions requests forecasts guesses hopes blasts quotes estimates states issues shooting"
)
AUXILIARIES = word_set(
    "has have had was were is are be been being will would can could should may might must did does do "
    "not never also then later once again still just now already previously repeatedly recently "
    "earlier often publicly simply further even always only soon instead quickly eventually initially "
    "reportedly famously further finally immediately ever to n't n’t"
)


def _forms(verb: str) -> tuple[str, ...]:
    stem = verb[:-1] if verb.endswith("e") else verb
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s")
    return third, stem + "ed", stem + "ing"


@cache
def _verbs() -> frozenset[str]:
    words = {
        "argue",
        "write",
        "add",
        "insist",
        "describe",
        "reply",
        "respond",
        "according",
        "Asked",
    }
    words |= {form for verb in _REGULAR for form in _forms(verb)}
    words |= {w for group in _IRREGULAR.split("|") for w in group.split()}
    return frozenset(words)


class SpeechVerb(Struct, frozen=True):
    start: int
    end: int
    verb: str

    @property
    def strong(self) -> bool:
        return self.verb in STRONG


def find_speech_verbs(masked: str, start: int = 0, end: int | None = None) -> Iterator[SpeechVerb]:
    """Includes "according to", excludes nouns."""
    verbs = _verbs()
    for match in _WORD.finditer(masked, start, len(masked) if end is None else end):
        word = match.group(1)
        verb = word.casefold()
        particle = _PARTICLES.get(verb)
        titled = word.capitalize() in _TITLED and not word.islower() and match.start() > start
        if not (word in verbs or titled) or particle not in (None, match.group(2)):
            continue
        if verb.startswith("continu") and match.group(2) == "to":
            continue
        low = max(start, match.start() - 24)
        if not verb.endswith("ing") and _PASSIVE.search(masked, low, match.start()):
            continue
        if _says_nothing(masked, match, verb, max(start, match.start() - _LONGEST)):
            continue
        noun = _ADJECTIVE if verb.endswith("ed") else _NOUN
        acts = verb in STRONG | _ONLY_VERBS or _OBJECT.match(masked, match.end(1))
        if acts or not noun.search(masked, low, match.start()):
            yield SpeechVerb(match.start(), match.end(2 if particle else 1), verb)


def _says_nothing(masked: str, match: re.Match[str], verb: str, low: int) -> bool:
    """True for "sometimes called", "That said,"."""
    if verb in _NAMING:
        return _NAMED.search(masked, low, match.start()) is not None
    if verb == "said" and masked.startswith(",", match.end(1)):
        return _IDIOM.search(masked, low, match.start()) is not None
    return verb in _NOUNS and _BESIDE.search(masked, low, match.start()) is None
