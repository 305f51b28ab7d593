from briefing.library.reading_worker import start_ahead, start_reader


def test_a_reader_started_ahead_is_taken_once():
    start_ahead()
    first, second = start_reader(), start_reader()
    try:
        assert first is not second
        assert first.protection() == second.protection()
    finally:
        first.stop()
        second.stop()
