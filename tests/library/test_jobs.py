"""Every job names a function that exists and has the types that the job says."""

import ast
from importlib import import_module
from pathlib import Path
from typing import get_type_hints

import pytest

import briefing
from briefing.config import Config
from briefing.errors import UnusableAnswer, WorkerError
from briefing.job import Allowance, Job
from briefing.library import ingest, make_library
from briefing.library.job_values import Ingested, IngestRequest
from briefing.library.jobs import FIND_ENTITIES, INGEST, PARSE_FEED, PARSE_OPML
from briefing.model import Document
from briefing.sources.mail.mailbox_fetch import READ_MAILBOX
from briefing.sources.web.fetch import FETCH
from briefing.worker import Result, Worker


def entry_of(folder):
    ingest.read_entry(b"{}", "x", Worker())


def open_of(folder):
    path = folder / "a.txt"
    path.write_text("Some words.")
    library = make_library(Config(data=folder))
    try:
        library.open(str(path)).finish()
    finally:
        library.close()


def split_of(folder):
    ingest.split_document(Document("Some words."), Worker())


PACKAGE = Path(briefing.__file__).parent
JOBS = (INGEST, FIND_ENTITIES, PARSE_FEED, PARSE_OPML, FETCH, READ_MAILBOX)


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.function)
def test_a_job_has_a_function_of_its_types(job):
    module, _, name = job.function.partition(":")
    hints = get_type_hints(getattr(import_module(module), name))
    assert hints == {"data": bytes, "request": job.request, "return": job.answer}


def test_no_job_is_made_anywhere_else():
    for path in PACKAGE.rglob("*.py"):
        if path.parent.name == "worker" or path.name == "job.py":
            continue
        text = path.read_text(encoding="utf-8")
        if "run_once" not in text and "Job" not in text:
            continue
        calls = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
        named = {call.func.id for call in calls if isinstance(call.func, ast.Name)}
        assert "run_once" not in named, path
        assert "Job" not in named or path.name in ("jobs.py", "fetch.py", "mailbox_fetch.py"), path


@pytest.mark.parametrize("body", [b"", b"\xc1", b"\x90", b"\x92\x91\x01\x90"])
def test_an_answer_of_another_type_is_refused(monkeypatch, body):
    monkeypatch.setattr(Worker, "ask", lambda *_, **__: Result(None, body))
    with pytest.raises(UnusableAnswer):
        INGEST.run(Worker(), IngestRequest("x"))


def test_text_of_an_answer_is_sanitized(monkeypatch):
    monkeypatch.setattr(Worker, "ask", lambda *_, **__: Result(None, b"\xa3a\x1bb"))
    job = Job("x:y", IngestRequest, str)
    assert job.run(Worker(), IngestRequest("x")) == "a␛b"


def test_limits_grow_with_the_size():
    allowance = Allowance(memory=5, seconds=10, bytes_a_second=100, patience=3)
    limits = allowance.limits(1000)
    assert (limits.memory, limits.cpu, limits.wall) == (5, 20, 60)


def test_what_is_previewed_can_be_enough():
    worker = Worker()
    seen = []

    def part(data):
        seen.append(data)

    found = INGEST.run(worker, IngestRequest("x.txt", preview=True), b"Some words.", part=part)
    assert found == Ingested()
    assert len(seen) == 1
    worker.stop()


@pytest.mark.parametrize("read", [entry_of, open_of, split_of], ids=lambda read: read.__name__)
def test_an_answer_without_a_briefing_is_refused(read, monkeypatch, tmp_path):
    monkeypatch.setattr(Job, "run", lambda *_, **__: Ingested())
    with pytest.raises(WorkerError, match="invalid answer"):
        read(tmp_path)
