from datetime import date
from functools import cache

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SHORT_MONTHS = tuple(name.title() for name in MONTHS)
MONTH_PATTERN = (
    r"jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|jun(?:e|\.)?|jul(?:y|\.)?|"
    r"aug(?:ust|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?"
)
"""English names and abbreviations, where case is ignored."""
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = """
en january february march april may june july august september october november december
de januar|jänner februar|feber märz april mai juni juli august september oktober november dezember
fr janvier février mars avril mai juin juillet août septembre octobre novembre décembre
es enero febrero marzo abril mayo junio julio agosto septiembre|setiembre octubre noviembre diciembre
it gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
pt janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
nl januari februari maart april mei juni juli augustus september oktober november december
da januar februar marts april maj juni juli august september oktober november december
no januar februar mars april mai juni juli august september oktober november desember
sv januari februari mars april maj juni juli augusti september oktober november december
fi tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta
pl stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
cs ledna února března dubna května června července srpna září října listopadu prosince
ro ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie
tr ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
ru января февраля марта апреля мая июня июля августа сентября октября ноября декабря
uk січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
"""


def say_day(day: date) -> str:
    """As "2 Mar 2026"."""
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year}"


def month_number(name: str) -> int:
    """Of an English name or an abbreviation; 0 for anything else."""
    short = name[:3].lower()
    return MONTHS.index(short) + 1 if short in MONTHS else 0


@cache
def every_month_name() -> frozenset[str]:
    """Of all languages known, in lower case, and English abbreviations."""
    languages = (line.split()[0] for line in _MONTHS.strip().split("\n"))
    return frozenset(MONTHS).union(*map(month_names, languages))


@cache
def month_names(language: str) -> dict[str, int]:
    """Numbers by name in lower case; empty for a language that is not known."""
    for line in _MONTHS.strip().split("\n"):
        code, *names = line.split()
        if code == language:
            return {form: at for at, name in enumerate(names, 1) for form in name.split("|")}
    return {}


def month_in_any_language(name: str) -> int:
    """As `month_number`, of a name, or the head of one, in any of the languages too."""
    languages = [line.split()[0] for line in _MONTHS.strip().split("\n")]
    names = [pair for language in languages for pair in month_names(language).items()]
    found = {number for whole, number in names if len(name) > 2 and whole.startswith(name.lower())}
    return month_number(name) or (found.pop() if len(found) == 1 else 0)


def iso_day(moment: str | None) -> str:
    return (moment or "")[:10]


def format_date(published: str | None) -> str | None:
    """Words such as "2 Mar 2026" for ISO 8601; anything else is unchanged."""
    try:
        day = date.fromisoformat(iso_day(published))
    except ValueError:
        return published
    return say_day(day)
