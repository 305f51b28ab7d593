"""Finds the names of people, organizations and places in English text.

    recogniser = load()
    mentions = recogniser.mentions(document.text, report)

`load` gives the package's own model, or any spaCy pipeline that is installed.
"""

from briefing.analysis.ner.recognizer import Recogniser
from briefing.analysis.ner.registry import load

__all__ = ["Recogniser", "load"]
