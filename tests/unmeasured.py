"""Programs that coverage does not measure: it imports modules first, takes signals and slows them down."""

import os


def unmeasured_environment() -> dict[str, str]:
    """The variables of this process without coverage's."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COV")}
