from briefing.late_pattern import late_pattern

_TITLES = (
    "Mr Mrs Ms Messrs Mx Dr Drs Prof Sen Sens Rep Reps Gov Govs Lt Gen Col Maj Capt Cmdr Cpl Sgt Pvt Adm Brig "
    "Rev Revs Fr Sr Hon Pres Supt Insp Det Amb Atty Asst Assoc Dep Msgr"
)
HIDDEN = "\ue001"
_PLACES = "St Ste Mt Ft Pt"
_OTHERS = (
    "Jr Sr Esq Inc Corp Co Cos Ltd Bros Assn Dept Univ Ave Blvd Rd No Nos Vol Ed Eds Fig Op vs etc al cf ca eg ie "
    "approx est Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri "
    "Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb Nev "
    "Okla Ore Pa Tenn Tex Va Vt Wash Wis Wyo"
)
_OPENING = (
    "the a an he she it they we i you his her its their our my this that these those there in on at as "
    "but and or so if when while after before since for from with by what who how why not no yes some "
    "many most all both one two each however meanwhile still then now also"
)
"""Lower-case words that begin a sentence after an abbreviation: "in the U.S. The deal"."""
_OPENERS = frozenset(_OPENING.split())
NAME_TITLES = frozenset(_TITLES.split())
"""Titles of people, without full stop."""
_BEFORE_NAMES = NAME_TITLES | frozenset(_PLACES.split())
_KNOWN = _BEFORE_NAMES | frozenset(_OTHERS.split())
_WORD = late_pattern(r"(?:(?<=[^\w.])|^)(?:[^\W\d_]\.){1,8}$|(?<![\w.])[A-Za-z]{2,6}\.$")
_NEXT = late_pattern(r"[)\]”\"’']*\s+[“\"‘'(\[]*([^\W\d_]+)")
_LONGEST = 18
"""Characters of an abbreviation with the character before it."""


def is_abbreviation(word: str) -> bool:
    """True for a whole word such as "Mr.", "M.", "U.S." or "vs.", with its full stop."""
    return bool(_WORD.fullmatch(word)) and (word.count(".") > 1 or _known(word[:-1]))


def ends_sentence(text: str, stop: int) -> bool:
    """For the offset of a full stop, "!", "?" or "…"."""
    if text[stop] != ".":
        return True
    match = _WORD.search(text[max(0, stop + 1 - _LONGEST) : stop + 1])
    if match is None or not is_abbreviation(match.group()):
        return True
    if match.group()[:-1] in _BEFORE_NAMES:
        return False
    follows = _NEXT.match(text, stop + 1)
    return follows is not None and _opens(follows[1])


def hide_stops(text: str) -> str:
    """With `HIDDEN` for the full stops of abbreviations; offsets stay."""
    parts, at = [], 0
    while (stop := text.find(".", at)) >= 0:
        parts += [text[at:stop], "." if ends_sentence(text, stop) else HIDDEN]
        at = stop + 1
    return "".join([*parts, text[at:]]) if parts else text


def _opens(word: str) -> bool:
    return word[0].isupper() and word.lower() in _OPENERS


def _known(word: str) -> bool:
    return len(word) == 1 or word in _KNOWN
