from functools import cache

from briefing.analysis.ner.recogniser import Recogniser

BUILTIN = "builtin"


@cache
def load_recogniser(name: str = BUILTIN) -> Recogniser:
    """Load "builtin", or an installed spaCy pipeline such as "en_core_web_trf".

    Raises:
        ConfigError: spaCy or the pipeline is not installed.
    """
    if name == BUILTIN:
        from briefing.analysis.ner.bert_recogniser import BertRecogniser

        return BertRecogniser.open()
    from briefing.analysis.ner.spacy_recogniser import SpacyRecogniser

    return SpacyRecogniser.open(name)
