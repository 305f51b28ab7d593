import re
from collections.abc import Sequence

from briefing.sources.html.fragments import Fragment

_PHRASES = {
    "consent": r"terms of (?:use|service)|terms and conditions|privacy|cookies?|you agree|consent|opt out|unsubscribe|recaptcha|"
    r"datenschutz\w*|cookies|confidentialité|privacidad",
    "signup": r"sign(?:ing)? (?:up|in|me)|subscri\w+|newsletters?|inbox|(?:your|enter) e ?mail|log in|login|register|account|free trial|"
    r"mailing list|join (?:us|our|the)|download|get started|contact us|abonnieren|anmelden|abonne\w+|suscr\w+",
    "share": r"shar(?:e|ing)|tweet|facebook|twitter|linkedin|whatsapp|pinterest|reddit|instagram|follow (?:us|me)|copy link|print|"
    r"teilen|partager|compartir",
    "related": r"related|read (?:more|next|also|the full)|more (?:from|on|in|about|stories|posts|articles|news|like)|(?:you )?(?:may|might) also|"
    r"recommend\w*|most (?:read|popular|viewed)|trending|latest|popular|see also|up next|keep reading|next (?:article|post|page)?|"
    r"previous|further reading|recent (?:posts|articles)|view all|see all|learn more|lesen sie|mehr zum|à lire|lire aussi|lea también",
    "author": r"about (?:the )?author|written by|by [a-z]+ [a-z]+|(?:writer|journalist|editor|reporter|author|founder|freelance|contributor) (?:of|at|for|and|who|with|based)|"
    r"is an? (?:\w+ ){0,3}(?:writer|journalist|editor|reporter|author|founder|freelancer|contributor|professor|consultant)|all posts|reviewed by|"
    r"posts by|articles by",
    "comments": r"comments?|repl(?:y|ies)|leave an?|responses?|upvotes?|kommentare?|commentaires?|comentarios?",
    "rights": r"copyright|all rights reserved|rights reserved|trademarks?|powered by|licen[cs]ed?|disclaimer|impressum",
    "advert": r"advert\w*|sponsor\w*|affiliate|commissions?|promot\w+|buy now|add to cart|shop|check price|deals?|anzeige|publicité|publicidad|"
    r"limited time|coupon|discount",
    "help": r"(?:page|article|post|this|information) helpful|feedback|edit (?:this|on)|last (?:updated|modified|edited|reviewed)|report an? \w+|"
    r"improve this|contributors?|suggest|found (?:a|an) (?:error|mistake|typo)",
    "contents": r"(?:table of )?contents|on this page|in this (?:article|post|guide|section|page)|jump to|skip to|back to top|inhalt|sommaire|índice",
    "questions": r"faqs?|frequently asked|q a",
    "time": r"min(?:ute)?s? (?:read|ago)|(?:hours?|days?|weeks?) ago|published|updated|posted|(?:19|20)\d\d",
    "credit": r"photos?|images?|credits?|getty|photograph\w*|courtesy|reuters|shutterstock|illustration|figure|foto",
    "sources": r"references|sources|citations|bibliography|footnotes|notes|works cited|literature",
}
_PATTERNS = [re.compile(rf" (?:{words})(?: |$)") for words in _PHRASES.values()]
_READ = 300
_NONE = [0.0] * len(_PATTERNS)


def describe_phrases(pieces: Sequence[Fragment]) -> list[list[float]]:
    rows = []
    above, since, level = _NONE, 0, 0
    for piece in pieces:
        said = _kinds_in(piece.words)
        if piece.kind == "heading":
            above, since, level = said, 0, piece.level
        rows.append([*said, *above, float(min(since, 50)), float(level)])
        since += 1
    return rows


def _kinds_in(words: str) -> list[float]:
    if not words:
        return _NONE
    if len(words) > 2 * _READ:
        words = words[:_READ] + " " + words[-_READ:]
    words = " " + words  # A letter that begins a pattern is found many times as fast.
    return [float(pattern.search(words) is not None) for pattern in _PATTERNS]
