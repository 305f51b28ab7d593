"""Gets a recogniser by the name that the settings give."""

from functools import cache

from briefing.analysis.recognise.protocol import Recogniser

BUILTIN = "builtin"


@cache
def load(name: str = BUILTIN) -> Recogniser:
    """The recogniser `name`: "builtin", or an installed spaCy pipeline such as "en_core_web_trf".

    Raises:
        ConfigError: when spaCy or that pipeline is not installed.
    """
    if name == BUILTIN:
        from briefing.analysis.recognise.builtin import Builtin

        return Builtin.open()
    from briefing.analysis.recognise.pipeline import Pipeline

    return Pipeline.open(name)
