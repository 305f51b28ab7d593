import _signal  # type: ignore[import-not-found]
import gc

if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
    # Until the program has its own handlers, Ctrl+C ends it without a traceback.
    _signal.signal(_signal.SIGINT, _signal.SIG_DFL)  # `signal` takes longer to import.

from briefing.module_lookup import add_source_finder, leave_current_folder

leave_current_folder()
add_source_finder()
gc.set_threshold(20_000)  # Nearly all that importing makes stays.

from briefing.cli.entry import main  # noqa: E402

if __name__ == "__main__":
    main()
