"""The table `fetch` of the settings; what is wrong in it is skipped, and said."""

from collections.abc import Mapping
from typing import Any

from briefing.config import FetchSources, ImapMailbox
from briefing.errors import InputError
from briefing.user_paths import user_path

_KNOWN = ("folders", "maildirs", "imap")
_PORTS = {"tls": 993, "starttls": 143}
_TEXTS = ("host", "user", "mailbox")


def read_fetch_sources(table: Mapping[str, Any]) -> tuple[FetchSources, list[str]]:
    """Also what is wrong, a sentence each."""
    problems = [f"fetch.{name} is ignored: there is no such setting." for name in table if name not in _KNOWN]  # fmt: skip
    folders = _folders("folders", table, problems)
    maildirs = _folders("maildirs", table, problems)
    mailboxes = []
    listed = table.get("imap", [])
    for number, each in enumerate(listed if isinstance(listed, list) else [listed], 1):
        try:
            mailboxes.append(_mailbox(each))
        except InputError as error:
            problems.append(f"fetch.imap is ignored for mailbox {number}: {error}.")
    return FetchSources(folders, maildirs, tuple(mailboxes)), problems


def _folders(name: str, table: Mapping[str, Any], problems: list[str]) -> tuple[str, ...]:
    found, value = [], table.get(name, [])
    for each in value if isinstance(value, list) else [value]:
        try:
            path = user_path(each) if isinstance(each, str) else None
        except InputError:
            path = None
        if path is None or not path.is_absolute():
            problems.append(f"fetch.{name} is ignored for {each!r:.80}: it must be the full path of a folder.")  # fmt: skip
        else:
            found.append(str(path))
    return tuple(dict.fromkeys(found))


def _mailbox(table: Any) -> ImapMailbox:
    if not isinstance(table, dict):
        raise InputError("it must be a table")
    values = dict(table)
    for name in table:
        if name not in ImapMailbox.__struct_fields__:
            raise InputError(f"there is no setting {name!r:.40}")
    for name in _TEXTS:
        value = values.setdefault(name, "INBOX" if name == "mailbox" else None)
        if not isinstance(value, str) or not value.strip() or not value.isprintable():
            raise InputError(f"{name} must be text")
    values["password_command"] = _command(values.get("password_command"))
    security = values.setdefault("security", "tls")
    if security not in _PORTS:
        raise InputError('security must be "tls" or "starttls"')
    port = values.setdefault("port", _PORTS[security])
    if not isinstance(port, int) or isinstance(port, bool) or not 0 < port < 65536:
        raise InputError("port must be a number from 1 to 65535")
    if not isinstance(values.setdefault("own_network", False), bool):
        raise InputError("own_network must be true or false")
    return ImapMailbox(**values)


def _command(value: Any) -> tuple[str, ...]:
    import shlex

    try:
        parts = shlex.split(value) if isinstance(value, str) else value
    except ValueError:
        parts = None
    words = parts if isinstance(parts, list) else []
    if not words or not all(isinstance(part, str) and "\0" not in part for part in words):
        raise InputError("password_command must be a program with its arguments")
    return tuple(words)
