"""The scripts by which a shell completes: completion."""

from enum import StrEnum
from pathlib import PurePath
from typing import Annotated

from warroom.cli import params
from warroom.cli.room import Room
from warroom.errors import WrongUsage


class Shell(StrEnum):
    """The shells that have a script."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


ShellName = Annotated[Shell | None, params.argument(Shell, "SHELL")]


def completion(room: Room, shell: ShellName = None) -> None:
    """Print the script by which your shell completes commands, options, names and references.

    Example: warroom completion bash
    """
    room.console.data(SCRIPTS[shell or _running(room)])


def _running(room: Room) -> Shell:
    """The shell of this terminal. Raises WrongUsage off a terminal, and for a shell that has no script."""
    name = PurePath(room.environ.get("SHELL", "")).name if room.on_terminal else ""
    if name in list(Shell):
        return Shell(name)
    raise WrongUsage("SHELL is missing.", f"Name it:  warroom completion {'|'.join(Shell)}")


_BASH = r"""# Completion of warroom in bash. In ~/.bashrc:  eval "$(warroom completion bash)"
_warroom() {
    # The words of bash end at : and @, so the whole line is asked for; only what stands behind them is filled in.
    local IFS=$' \t\n' kind answer line=${COMP_LINE:0:${COMP_POINT:-0}}
    [ -n "$line" ] || line="${COMP_WORDS[*]:0:COMP_CWORD+1}"
    COMPREPLY=()
    {
        IFS= read -r kind
        while IFS= read -r answer; do COMPREPLY+=("$answer"); done
    } < <(warroom --complete bash "$line" "$COMP_WORDBREAKS" 2>/dev/null)
    if [ "$kind" = files ]; then
        compopt -o filenames 2>/dev/null
        while IFS= read -r answer; do COMPREPLY+=("$answer"); done < <(compgen -f -- "${COMP_WORDS[COMP_CWORD]}")
    fi
}
complete -F _warroom warroom
"""

_ZSH = r"""#compdef warroom
# Completion of warroom in zsh. In ~/.zshrc, after compinit:  eval "$(warroom completion zsh)"
_warroom() {
    local line
    local -a answer typed shown
    answer=("${(@f)$(warroom --complete zsh "${(@Q)words[1,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
    if [[ $answer[1] == files ]]; then
        _files
        return
    fi
    # Not by _describe, which puts candidates with the same description on one line and so out of order.
    for line in "${(@)answer[2,-1]}"; do
        typed+=("${line%%$'\t'*}")
        shown+=("${line%%$'\t'*}${${line#*$'\t'}:+  -- ${line#*$'\t'}}")
    done
    compadd -l -V warroom -d shown -a typed
}
if [[ $funcstack[1] == _warroom ]]; then
    _warroom "$@"
else
    compdef _warroom warroom
fi
"""

_FISH = r"""# Completion of warroom in fish. Once:  warroom completion fish > ~/.config/fish/completions/warroom.fish
function __warroom_complete
    set -l begun (commandline -ct)
    set -l answer (warroom --complete fish (commandline -opc) "$begun" 2>/dev/null)
    if test "$answer[1]" = files
        __fish_complete_path "$begun"
    else
        printf '%s\n' $answer[2..-1]
    end
end
complete -c warroom -f -k -a '(__warroom_complete)'
"""

SCRIPTS = {Shell.BASH: _BASH, Shell.ZSH: _ZSH, Shell.FISH: _FISH}
