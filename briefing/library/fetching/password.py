import os
import shutil
import subprocess

from briefing.config import ImapMailbox
from briefing.errors import RetrievalError
from briefing.sources.local_file import quote_name
from briefing.user_paths import absolute_path_folders

_SECONDS = 60.0


def ask_password(mailbox: ImapMailbox) -> str:
    """The first line that the password command prints; no shell runs it.

    Raises:
        RetrievalError: It prints none.
    """
    name = quote_name(mailbox.password_command[0])
    folders = absolute_path_folders()
    program = shutil.which(os.path.expanduser(mailbox.password_command[0]), path=folders)
    if program is None:
        raise RetrievalError(f"There is no program {name}; check password_command.")
    try:
        done = subprocess.run(
            [program, *mailbox.password_command[1:]],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            env={**os.environ, "PATH": folders},
            check=False,
        )
    except subprocess.TimeoutExpired:
        why = f"did not end within {_SECONDS:g} seconds"
    except OSError:
        why = "could not be started"
    else:
        line = done.stdout.decode("utf-8", "replace").partition("\n")[0].rstrip("\r")
        if not done.returncode and line and "\0" not in line:
            return line
        why = "failed" if done.returncode else "printed no password"
    raise RetrievalError(f"The password command {name} {why}; run it in a terminal to see why.")
