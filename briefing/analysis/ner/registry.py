from functools import cache

from briefing.analysis.ner.recognizer import Recognizer

BUILTIN = "builtin"


@cache
def load_recognizer(name: str = BUILTIN) -> Recognizer:
    """Load "builtin", or an installed spaCy pipeline such as "en_core_web_trf".

    Raises:
        ConfigError: spaCy or the pipeline is not installed.
    """
    if name == BUILTIN:
        from briefing.analysis.ner.bert_recognizer import BertRecognizer

        return BertRecognizer.open()
    from briefing.analysis.ner.spacy_recognizer import SpacyRecognizer

    return SpacyRecognizer.open(name)
