"""How a command ends: every error is one sentence on standard error, and an exit code."""

import os
import sys
from collections.abc import Callable

from briefing.errors import BriefingError, InstallationError, StorageError
from briefing.model.gate import gate_line

INTERRUPTED = 130
"""The shell's code for a command that was stopped from the keyboard."""


def exit_code(call: Callable[[], object]) -> int:
    """What `call` returns where it is an integer; 0 done, 1 a fault of ours, 2 wrong input."""
    try:
        result = call()
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except KeyboardInterrupt:
        return _say("Stopped.", INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    except (StorageError, InstallationError) as error:
        return _say(str(error), 1)
    except BriefingError as error:
        return _say(str(error), 2)
    except Exception as error:
        if os.environ.get("BRIEFING_DEBUG"):
            raise
        missing = _missing_part(error)
        if missing:
            return _say(missing, 1)
        return _say(
            f"Briefing failed ({type(error).__name__}); set BRIEFING_DEBUG=1 to see where, and report it.",
            1,
        )


def _missing_part(error: Exception) -> str:
    """The sentence for a part of the program that is missing, "" where that is not the fault."""
    from briefing.worker.faults import missing_part

    return str(missing_part(error) or "")


def say(sentence: str) -> None:
    """Tells the reader, on standard error."""
    sys.stderr.write(f"briefing: {gate_line(sentence)}\n")
    sys.stderr.flush()


def _say(sentence: str, code: int) -> int:
    say(sentence)
    return code
