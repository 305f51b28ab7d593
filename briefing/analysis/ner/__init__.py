"""Finds the names of people, organizations and places in English text.

    recogniser = load()
    mentions = recogniser.mentions(document.text, report)

`load_recognizer` gives the package's own model, or any spaCy pipeline that is installed.
"""

from briefing.analysis.ner.recognizer import Recognizer
from briefing.analysis.ner.registry import load_recognizer

__all__ = ["Recognizer", "load_recognizer"]
