from typing import Annotated, Literal

from msgspec import Meta

SCHEMA: Literal[1] = 1
Count = Annotated[int, Meta(ge=0)]
Sha256 = Annotated[
    str, Meta(pattern="^[0-9a-f]{64}$", description="The SHA-256 of the document's text.")
]
Published = Annotated[str, Meta(description="ISO 8601 date, or date and time.")] | None
Moment = Annotated[str, Meta(description="ISO 8601 time, UTC.")]
