import re
from itertools import pairwise

from briefing.late_pattern import late_pattern
from briefing.sources.text.pasted.pasted import (
    LONGEST_HEADING,
    Pasted,
    ends_sentence,
    find_median,
    is_blank,
    is_lone,
)

_SURE = late_pattern(
    r"skip to (?:main )?content|skip (?:advertisement|navigation)|advertisements?|share full article|"
    r"(?:main )?menu|sign in|log ?in|subscribe(?: now)?|sign up|my account|search|close|"
    r"share(?: this(?: article)?)?|copy link|print|save|listen(?: to this article)?|view comments|"
    r"\d{1,4} comments?|related(?: content| articles| stories| topics)?|\d{1,2} (?:minutes?|hours?|days?) ago|more (?:on|from|in) .{2,40}|"
    r"read more|most (?:read|popular)|recommended(?: for you)?|trending|follow us|"
    r"(?:story )?continues? (?:reading )?below|continue reading(?: below)?|enter your e-?mail(?: address)?|"
    r"comments? \(\d{1,4}\)|sign up (?:for|to) (?:our|the) .{2,30}|"
    r"accept (?:all )?cookies|cookie settings|reject all|back to top|leave a (?:reply|comment)|"
    r"facebook|twitter|linkedin|whatsapp|bluesky|e-?mail|notes|more|reply|like(?: \(\d{1,4}\))?|restacks?|∙ paid|"
    r"\d{1,2} min(?:utes?)?(?: read)?|\d{1,5} (?:likes|restacks)|user['’]s avatar|give a gift subscription|thanks for reading .{2,60}|"
    r"thanks for reading!.{0,120}|.{2,40} is a reader-supported publication.{0,200}|discussion about this (?:post|episode)|"
    r"(?:we|wir|nous)(?: and our .{2,40})? (?:use|verwenden|nutzen|utilisons) (?:des )?cookies\b.{0,200}|manage (?:preferences|cookies)|"
    r"privacy (?:policy|notice)|terms (?:of (?:use|service)|and conditions)|© ?\d{4}.{0,80}|[^>\n]{2,30}(?: [>›»] [^>\n]{2,40}){1,5}|"
    r"zum (?:haupt)?inhalt(?: springen)?|startseite|anmelden|abonnieren|anzeige|werbung|teilen|drucken|merken|kommentare?|"
    r"\d{1,4} kommentare|mehr zum thema|lesen sie auch|newsletter(?: abonnieren)?|impressum|datenschutz|"
    r"aller au contenu(?: principal)?|accueil|se connecter|s['’]abonner|publicité|partager|imprimer|commentaires?|(?:à )?lire aussi|"
    r"ir al contenido(?: principal)?|saltar al contenido|inicio|iniciar sesión|suscr[ií]bete|suscribirse|publicidad|compartir|"
    r"(?:lee|lea) también|comentarios|"
    r"get (?:the )?(?:daily|weekly|latest) .{2,80} newsletter\. sign up here\.?|our standards: .{2,80}|.{0,60}, opens new tab",
    re.IGNORECASE,
)
_SIGNS = late_pattern(
    r"skip (?:to|adv|nav)|advertisement|share full|sign in|log ?in|cookie|our standards:|suggested topics|copy link|"
    r"related topics\Z|more on this story\Z|"
    r"zum (?:haupt)?inhalt\b|anmelden\Z|anzeige\Z|werbung\Z|mehr zum thema\Z|lesen sie auch\b|aller au contenu|se connecter\Z|"
    r"publicité\Z|lire aussi\b|à lire aussi\b|(?:ir|saltar) al contenido|iniciar sesión\Z|publicidad\Z|le[ea] también\b",
    re.I,
)
_TAIL = late_pattern(
    r"related(?: content| articles| stories| topics)?|more (?:on|from|in) .{2,40}|most (?:read|popular)|"
    r"recommended(?: for you)?|trending|read (?:more|next)|view comments|leave a (?:reply|comment)|suggested topics|"
    r"mehr zum thema|lesen sie auch|(?:à )?lire aussi|(?:lee|lea) también|meistgelesen|les plus lus|lo más leído",
    re.IGNORECASE,
)
_COMMENTS = late_pattern(r"discussion about this (?:post|episode)", re.IGNORECASE)
_NUMBER = late_pattern(r"[\d,.]{1,7}[kKmM]?\Z")
_BYLINE = late_pattern(
    r"(?:by|von|par|por) [A-Z]|(?:published|updated|posted)\b|.*\b(?:19|20)\d\d\b", re.IGNORECASE
)
_MENU = 3
"""Words of a menu's line."""
_LEAST_MENU, _LEAST_SIGNS, _LEAST_SURE = 3, 2, 5
_CELLS = late_pattern(r"[\t|•·]")
_LONGEST_SIGN = 40
_PROSE = 10
_WRAPPED = 90
"""Characters of lines on average beyond which each is a paragraph."""


def read_page_copy(lines: list[str]) -> Pasted | None:
    signs = {sign for line in lines if (sign := _sign(line))}
    if not signs:
        return None
    prose = [at for at, line in enumerate(lines) if len(line.split()) >= _PROSE and _is_text(line)]
    clutter = {at for at, line in enumerate(lines) if _SURE.fullmatch(line.strip().rstrip(":"))}
    inside = {lines[at].strip().casefold() for at in clutter if prose and at < prose[-1]}
    sure = len(inside) >= _LEAST_SURE
    if (len(signs) < _LEAST_SIGNS and not sure) or len(prose) < 2:
        return None
    clutter |= _counters(lines, clutter)
    clutter |= _menu(lines, prose[0], clutter) | _tail(lines, prose)
    kept = [at for at, line in enumerate(lines) if not is_blank(line) and at not in clutter]
    headings = _headings(lines, kept, prose)
    found = Pasted(structured=bool(headings))
    unwrapped = find_median(len(lines[at]) for at in prose) > _WRAPPED
    for at, line in enumerate(lines):
        if at in clutter:
            found.add_apart(line.strip(), clutter=True)
        elif at in headings:
            found.add_apart(line.strip(), heading=True)
        elif not (unwrapped and is_blank(line)):
            found.begin_block(unwrapped)
            found.add(line)
    if kept[0] < prose[0]:
        found.title = lines[kept[0]].strip()
    return found


def _sign(line: str) -> str:
    words = line.strip()
    match = _SIGNS.match(words) if len(words) < _LONGEST_SIGN else None
    return match.group().lower() if match else ""


def _is_text(line: str) -> bool:
    return ends_sentence(line)


def _counters(lines: list[str], clutter: set[int]) -> set[int]:
    filled = [at for at, line in enumerate(lines) if not is_blank(line)]
    return {
        at
        for before, at in pairwise(filled)
        if before in clutter and _NUMBER.match(lines[at].strip())
    }


def _menu(lines: list[str], end: int, known: set[int]) -> set[int]:
    filled = [at for at in range(end) if not is_blank(lines[at])]
    taken, count = set[int](), 0
    for at in filled:
        words = lines[at].strip()
        cells = list(filter(None, _CELLS.split(words)))
        longest = max((len(cell.split()) for cell in cells), default=0)
        if at not in known and (longest > _MENU or _BYLINE.match(words)):
            break
        taken.add(at)
        count += max(1, len(cells))
    return taken if count >= _LEAST_MENU - bool(taken & known) else set()


def _tail(lines: list[str], prose: list[int]) -> set[int]:
    said = (at for at in range(prose[0], len(lines)) if _COMMENTS.fullmatch(lines[at].strip()))
    for at in range(next(said, prose[-1] + 1), len(lines)):
        if _COMMENTS.fullmatch(lines[at].strip()) or _TAIL.fullmatch(lines[at].strip().rstrip(":")):
            return {i for i in range(at, len(lines)) if not is_blank(lines[i])}
    return set()


def _headings(lines: list[str], kept: list[int], prose: list[int]) -> set[int]:
    found = set()
    for at, below in pairwise(kept):
        words = lines[at].strip()
        short = 1 < len(words.split()) <= LONGEST_HEADING
        open_end = words.endswith("?") or not ends_sentence(words)
        told = _is_text(lines[below]) and len(lines[below].split()) >= _PROSE // 2
        if at > prose[0] and short and open_end and told and is_lone(lines, at):
            found |= set() if _BYLINE.match(words) else {at}
    return found if len(found) > 1 else set()
