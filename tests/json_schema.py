"""JSON as its schema says."""

import json
from functools import cache
from importlib.resources import files

from jsonschema.validators import validator_for


@cache
def schema(file):
    read = json.loads((files("briefing") / file).read_text())
    # Once for all that is compared with it: this takes far longer than to compare.
    validator_for(read).check_schema(read)
    return read


def follow_schema(found, file, part=None):
    whole = schema(file)
    wanted = whole if part is None else {**whole, **whole["$defs"][part]}
    validator_for(wanted)(wanted).validate(found)
