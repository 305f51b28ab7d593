import os
from contextlib import suppress

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
    split_arg_string,
)

from briefing.cli.help_text import example
from briefing.cli.output import print_text

_VARIABLE = "_BRIEFING_COMPLETE"
_BASH = """\
%(complete_func)s() {
    local kind value files=
    COMPREPLY=()
    while IFS=, read -r kind value; do
        case $kind in
            plain) [[ $value == *[\\$\\`]* ]] || COMPREPLY+=("$value") ;;
            file) files=1 ;;
        esac
    done < <(
        env COMP_LINE="${COMP_LINE:0:COMP_POINT}" COMP_BREAKS="$COMP_WORDBREAKS" \\
            COMP_WORD="${COMP_WORDS[COMP_CWORD]}" %(complete_var)s=bash_complete "$1" 2>/dev/null
    )
    [[ ${#COMPREPLY[@]} -eq 0 ]] && return  # The shell's own completion of files.
    if [[ $files ]]; then
        while IFS= read -r value; do
            [[ $value == *[\\$\\`]* && ! -e $value ]] || COMPREPLY+=("$value")
        done < <(compgen -f -- "${COMP_WORDS[COMP_CWORD]}")
    fi
    if [[ $files || ${COMPREPLY[*]} == *[!A-Za-z0-9_.:=\\ -]* || ${COMPREPLY[0]} == *\\ * ]]; then
        compopt -o filenames 2>/dev/null  # Has them quoted; bash 3 lacks it.
    elif [[ ${#COMPREPLY[@]} -eq 1 && $COMPREPLY == *: ]]; then
        compopt -o nospace 2>/dev/null
    fi
}

complete -o bashdefault -o default -F %(complete_func)s %(prog_name)s
"""
"""Click's own has no fall-back to files, splits words at colons and quotes nothing.

Bash leaves $ and ` unquoted in what is no file: not offered, as they would run."""
_SENTINEL = "\x00"


class Bash(BashComplete):
    source_template = _BASH

    def get_completion_args(self) -> tuple[list[str], str]:
        """From the line, as bash splits the words also at colons and equals signs."""
        line = os.environ.get("COMP_LINE")
        if line is None:
            return super().get_completion_args()
        *args, incomplete = split_arg_string(line + _SENTINEL)[1:] or [""]
        incomplete = incomplete.replace(_SENTINEL, "")
        self._before_break = _before_break(incomplete)
        return args, incomplete

    def format_completion(self, item: CompletionItem[str]) -> str:
        value = item.value.removeprefix(getattr(self, "_before_break", ""))
        return f"{item.type},{value}"

    @staticmethod
    def _check_version() -> None:
        """Click warns of old versions; here they complete files."""


class Fish(FishComplete):
    source_template = FishComplete.source_template.replace(
        'string split ","', 'string split --max 1 ","'
    )


SHELLS: dict[str, type[ShellComplete]] = {"bash": Bash, "zsh": ZshComplete, "fish": Fish}


@click.command(epilog=example("briefing completion bash >> ~/.bashrc"))
@click.argument("shell", type=click.Choice(list(SHELLS)))
def completion(shell: str) -> None:
    """Print the completion script of bash, zsh or fish.

    Add it to the shell's startup file, or to the folder that it loads completions from.
    """
    print_text(script(shell))


def script(shell: str) -> str:
    return _made(shell).source()


def complete(instruction: str) -> int:
    """Answer a shell's completion script; silent if that fails, as it would write into the prompt."""
    shell, _, what = instruction.partition("_")
    if shell in SHELLS:
        with suppress(Exception):
            made = _made(shell)
            print_text(made.source() if what == "source" else made.complete() + "\n")
    return 0


def _made(shell: str) -> ShellComplete:
    from briefing.cli.main import cli

    return SHELLS[shell](cli, {}, "briefing", _VARIABLE)


def _before_break(word: str) -> str:
    if os.environ.get("COMP_WORD", "")[:1] in ("'", '"'):
        return ""
    breaks = os.environ.get("COMP_BREAKS", "")
    return word[: max((word.rfind(sign) + 1 for sign in ":=" if sign in breaks), default=0)]
