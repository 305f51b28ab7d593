"""What a shell completes where a command takes a value."""

from collections.abc import Callable

import click
from click.shell_completion import CompletionItem

Items = list[CompletionItem[str]]


def files(context: click.Context, parameter: click.Parameter, start: str) -> Items:
    """Left to the shell."""
    return [CompletionItem(start, type="file")]


def collections(context: click.Context, parameter: click.Parameter, start: str) -> Items:
    return _items(_collections(), start)


def watches(context: click.Context, parameter: click.Parameter, start: str) -> Items:
    from briefing.library.completion_names import watch_names
    from briefing.settings import load_config

    return _items(watch_names(load_config()), start)


def followed(context: click.Context, parameter: click.Parameter, start: str) -> Items:
    from briefing.library.completion_names import followed_names
    from briefing.settings import load_config

    return _items(followed_names(load_config()), start)


def feeds(context: click.Context, parameter: click.Parameter, start: str) -> Items:
    from briefing.library.completion_names import feed_names
    from briefing.settings import load_config

    return _items(feed_names(load_config()), start)


def people(context: click.Context, parameter: click.Parameter, start: str) -> Items:
    """Words of the name may have been typed before."""
    before = " ".join(context.params.get(parameter.name or "") or ())
    return [CompletionItem(name) for name in _people(before, start)]


def query(context: click.Context, parameter: click.Parameter, start: str) -> Items:
    """Fields of a search, and the values of those that have names."""
    from briefing.model.search_query import KINDS, PLAIN, VALUED

    field, colon, value = start.partition(":")
    if not colon:
        return _items([f"{name}:" for name in sorted({*VALUED, *PLAIN})], start) if start else []
    names: dict[str, Callable[[], list[str]]] = {
        "collection": _collections,
        "person": lambda: _people("", value),
        "org": lambda: _people("", value),
        "marked": lambda: list(KINDS),
    }
    found = names[field]() if field in names else []
    return [CompletionItem(f"{field}:{_quoted(item.value)}") for item in _items(found, value)]


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value


def _collections() -> list[str]:
    from briefing.library.completion_names import collection_names
    from briefing.settings import load_config

    return collection_names(load_config())


def _people(before: str, start: str) -> list[str]:
    from briefing.library.completion_names import entity_names
    from briefing.settings import load_config

    return entity_names(load_config(), before, start)


def _items(values: list[str], start: str) -> Items:
    found = (value for value in values if value.casefold().startswith(start.casefold()))
    return [CompletionItem(value) for value in found]
