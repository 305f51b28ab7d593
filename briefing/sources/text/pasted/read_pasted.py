from collections.abc import Callable

from briefing.sources.text.pasted.headed_blocks import read_headed_blocks
from briefing.sources.text.pasted.headlines import read_headlines
from briefing.sources.text.pasted.labelled_parts import read_labelled_parts
from briefing.sources.text.pasted.lead_ins import read_lead_ins
from briefing.sources.text.pasted.marked_lines import read_marked_lines
from briefing.sources.text.pasted.numbered import read_agenda, read_notes, read_numbered
from briefing.sources.text.pasted.page_copy import read_page_copy
from briefing.sources.text.pasted.pasted import LARGEST, Pasted
from briefing.sources.text.pasted.pdf_copy import read_pdf_copy
from briefing.sources.text.pasted.posts import read_posts
from briefing.sources.text.pasted.questions import read_questions
from briefing.sources.text.pasted.release_notes import read_release_notes
from briefing.sources.text.pasted.subtitles import (
    is_subtitles,
    read_film_transcript,
    read_subtitles,
)
from briefing.sources.text.pasted.thread import read_thread
from briefing.sources.text.pasted.timed_items import read_timed_items
from briefing.sources.text.pasted.turns import read_turns
from briefing.sources.text.pasted.wiki_copy import read_wiki_copy

_SHAPES: tuple[Callable[[list[str]], Pasted | None], ...] = (
    read_subtitles,
    read_film_transcript,
    read_thread,
    read_posts,
    read_questions,
    read_release_notes,
    read_turns,
    read_timed_items,
    read_wiki_copy,
    read_lead_ins,
    read_labelled_parts,
    read_pdf_copy,
    read_page_copy,
    read_agenda,
    read_numbered,
    read_notes,
    read_marked_lines,
    read_headed_blocks,
    read_headlines,
)


def read_pasted(source: str) -> Pasted | None:
    if len(source) > LARGEST:
        return read_subtitles(source.split("\n")) if is_subtitles(source) else None
    lines = source.split("\n")
    return next(filter(None, (read(lines) for read in _SHAPES)), None)
