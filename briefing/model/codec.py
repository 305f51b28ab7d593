"""Values of the model to what JSON can say, and back.

A dataclass becomes an object without the fields that hold their default, a Span a pair, an enumeration its
value, a date its ISO 8601 form. What an older version wrote can be read: a field that is not there has its
default, a field that is not known is passed over.
"""

import types
import typing
from collections.abc import Callable, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, cast

from briefing.model.span import Span

T = TypeVar("T")
_Converter = Callable[[Any], Any]


def dump(value: object) -> Any:
    """`value` as None, bool, int, float, str, or lists and dicts of them.

    Raises:
        TypeError: for a value that is not of the model.
    """
    if value is None or isinstance(value, Enum):
        return value.value if isinstance(value, Enum) else None
    if isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, Sequence):
        return [dump(item) for item in value]
    if isinstance(value, dict):
        return {key: dump(item) for key, item in value.items()}
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        defaults = _defaults(type(value))
        return {
            name: dump(item)
            for name, default in defaults
            if (item := getattr(value, name)) != default or default is MISSING
        }
    raise TypeError(f"{type(value).__name__} is not a value of the model")


def load(kind: type[T], data: Any) -> T:
    """The value of type `kind` that `dump` made `data` of.

    Raises:
        KeyError, TypeError, ValueError: when `data` does not describe such a value.
    """
    return cast(T, _converter(cast(Any, kind))(data))


@cache
def _defaults(kind: type) -> tuple[tuple[str, Any], ...]:
    return tuple(
        (f.name, f.default if f.default_factory is MISSING else f.default_factory())
        for f in fields(kind)
        if f.init
    )


@cache
def _converter(kind: Any) -> _Converter:
    """What turns JSON into a value of the annotated type `kind`."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        inner = _converter(next(a for a in arguments if a is not types.NoneType))
        return lambda data: None if data is None else inner(data)
    if origin is tuple:
        return _tuple(arguments)
    if origin is Sequence:
        return _tuple((*arguments, Ellipsis))
    if origin is dict:
        item = _converter(arguments[1])
        return lambda data: {key: item(value) for key, value in data.items()}
    if kind is Span:
        return _span
    if kind in (bool, int, float, str):
        return _leaf(kind)
    if isinstance(kind, type):
        if issubclass(kind, (datetime, date)):
            return kind.fromisoformat
        if issubclass(kind, Enum):
            return kind
        if is_dataclass(kind):
            return _dataclass(kind)
    return lambda data: data


def _span(data: Any) -> Span:
    start, end = data
    if not isinstance(start, int) or not isinstance(end, int):
        raise TypeError("A span is two integers")
    return Span(start, end)


def _leaf(kind: type) -> _Converter:
    accepted = (int, float) if kind is float else kind

    def convert(data: Any) -> Any:
        if not isinstance(data, accepted):
            raise TypeError(f"{type(data).__name__} where {kind.__name__} is wanted")
        return data

    return convert


def _tuple(arguments: tuple[Any, ...]) -> _Converter:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        item = _converter(arguments[0])
        return lambda data: tuple([item(value) for value in data])
    items = [_converter(a) for a in arguments]
    return lambda data: tuple(convert(value) for convert, value in zip(items, data, strict=True))


def _dataclass(kind: type) -> _Converter:
    hints = typing.get_type_hints(kind)
    converters = {f.name: _converter(hints[f.name]) for f in fields(kind) if f.init}

    def convert(data: dict[str, Any]) -> Any:
        return kind(**{k: converters[k](v) for k, v in data.items() if k in converters})

    return convert
