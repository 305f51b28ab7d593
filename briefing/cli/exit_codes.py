import os
from collections.abc import Callable

from briefing.cli.output import ReaderGone, flush, guarded, warn
from briefing.errors import BriefingError, InstallationError

INTERRUPTED = 130
NOTHING_FOUND = 3


def exit_code(call: Callable[[], object]) -> int:
    """The integer that `call` returns, else 0 success, 1 program error, 2 wrong input or
    environment; `briefing --help` lists them.

    A closed pipe, as with `head`, is not an error.
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
    from briefing.worker.child_faults import missing_part

    return str(missing_part(error) or "")


def _fault(error: Exception) -> str:
    if os.environ.get("BRIEFING_DEBUG"):
        import traceback

        traceback.print_exception(error)
    kind = type(error).__name__
    return f"Briefing failed ({kind}); set BRIEFING_DEBUG=1 to see where, and report it."


def _said(sentence: str, code: int) -> int:
    warn(sentence)
    return code
