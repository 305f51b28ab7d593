import signal
import threading

END_SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGINT") if hasattr(signal, name)
)
"""A signal ignored at the start stays ignored."""
HANGUP_CODE = 128 + getattr(signal, "SIGHUP", 1)
CPU_LIMIT_CODE = -getattr(signal, "SIGXCPU", 24)
"""Exit code of a child that used up its CPU time."""
FORBIDDEN_CALL_CODE = -getattr(signal, "SIGSYS", 31)
"""Exit code of a child that made a system call which its sandbox refuses."""


def block_background_output() -> None:
    """A program in the background may write to its terminal."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTTOU})


def interrupt_main_thread(number: int) -> None:
    # What it waits for ends, so that it handles the signal.
    main = threading.main_thread().ident
    if main is not None and hasattr(signal, "pthread_kill"):
        signal.pthread_kill(main, number)


def end_after_cpu_time(seconds: float) -> None:
    """Even where no Python runs any more."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)
