"""Recognizes names of people, organizations and places in English text.

recogniser = load_recogniser()
mentions = recogniser.mentions(document.text, report)
"""

from briefing.analysis.ner.recogniser import Recogniser
from briefing.analysis.ner.registry import load_recogniser

__all__ = ["Recogniser", "load_recogniser"]
