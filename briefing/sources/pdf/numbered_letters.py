"""Letters that Type 3 fonts name by codes: to pdfium "a65" is a dingbat."""

import re

from briefing.sources.pdf.font_letters import Letters

_FIRST = 33
_SIGNS = (
    "✦✧★✩✪✫✬✭✮✯✰✱✲✳✴✵✶✷✸✹✺✻✼✽✾✿❀❁❂❃❄❅❆❇❈❉❊❋●❍■❏❑▲▼◆❖ ◗❘❙❚❯❱❲❳❨❩❬❭❪❫❴❵❛❜❝❞❡❢❣❤✐❥❦❧♠♥♦♣    ✉✈✇①②③④⑤⑥⑦"
)
_JOINED = dict(
    zip("☛☞✌✍✎✛✜✢✣✤✏✑✕✖", [*(2 * ("ff", "fi", "fl", "ffi", "ffl")), *"“”–—"], strict=True)
)
"""In TeX's encodings (OT1, T1)."""
_LETTERS: Letters = {
    **{ord(sign): chr(_FIRST + i) for i, sign in enumerate(_SIGNS) if sign != " "},
    **{ord(sign): letters for sign, letters in _JOINED.items()},
}
_NUMBERED = re.compile(r"[❛❝❞❡❤✐♥♦]")
_FEWEST, _LEAST = 20, 0.1


def find_numbered(text: str) -> Letters:
    count = len(_NUMBERED.findall(text))
    return _LETTERS if count >= max(_FEWEST, _LEAST * len(text)) else {}
