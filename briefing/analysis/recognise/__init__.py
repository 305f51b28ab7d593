"""Finds the names of people, organizations and places in English text.

    recogniser = load()
    mentions = recogniser.mentions(document.text, report)

`load` gives the package's own model, or any spaCy pipeline that is installed.
"""

from briefing.analysis.recognise.load import load
from briefing.analysis.recognise.protocol import Recogniser

__all__ = ["Recogniser", "load"]
