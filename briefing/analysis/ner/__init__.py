"""Recognizes names of people, organizations and places in English text.

recognizer = load_recognizer()
mentions = recognizer.mentions(document.text, report)
"""

from briefing.analysis.ner.recognizer import Recognizer
from briefing.analysis.ner.registry import load_recognizer

__all__ = ["Recognizer", "load_recognizer"]
