"""Gets a recogniser by the name that the settings give."""

from functools import cache

from briefing.analysis.ner.recognizer import Recogniser

BUILTIN = "builtin"


@cache
def load(name: str = BUILTIN) -> Recogniser:
    """The recogniser `name`: "builtin", or an installed spaCy pipeline such as "en_core_web_trf".

    Raises:
        ConfigError: when spaCy or that pipeline is not installed.
    """
    if name == BUILTIN:
        from briefing.analysis.ner.bert_recognizer import Builtin

        return Builtin.open()
    from briefing.analysis.ner.spacy_recognizer import Pipeline

    return Pipeline.open(name)
