"""`python -m briefing` and the `briefing` command."""

from briefing.lookup import leave_current_folder

leave_current_folder()

from briefing.cli.start import main  # noqa: E402

if __name__ == "__main__":
    main()
