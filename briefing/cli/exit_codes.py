"""How a command ends: every error is one sentence on standard error, and an exit code."""

import os
from collections.abc import Callable

from briefing.cli.output import ReaderGone, flush, guarded, warn
from briefing.errors import BriefingError, InstallationError

INTERRUPTED = 130
"""The shell's code for a command that was stopped from the keyboard."""


def exit_code(call: Callable[[], object]) -> int:
    """What `call` returns where it is an integer; 0 done, 1 a fault of ours, 2 wrong input or surroundings.

    A reader of standard output who has enough, such as `head`, is no failure.
    """
    with guarded():
        try:
            result = call()
            flush()
            return result if isinstance(result, int) else 0
        except KeyboardInterrupt:
            return _said("Stopped.", INTERRUPTED)
        except ReaderGone:
            return 0
        except InstallationError as error:
            return _said(str(error), 1)
        except BriefingError as error:
            return _said(str(error), 2)
        except Exception as error:
            return _said(_missing_part(error) or _fault(error), 1)


def _missing_part(error: Exception) -> str:
    """The sentence for a part of the program that is missing, "" where that is not the fault."""
    from briefing.worker.child_faults import missing_part

    return str(missing_part(error) or "")


def _fault(error: Exception) -> str:
    """What is said of an error that should not be; with BRIEFING_DEBUG where it was is printed, too."""
    if os.environ.get("BRIEFING_DEBUG"):
        import traceback

        traceback.print_exception(error)
    kind = type(error).__name__
    return f"Briefing failed ({kind}); set BRIEFING_DEBUG=1 to see where, and report it."


def _said(sentence: str, code: int) -> int:
    warn(sentence)
    return code
