"""The shells that complete govtui's command lines: their scripts, how each tells what was typed, what it is answered.

The scripts run `govtui` with `_GOVTUI_COMPLETE=bash_complete` (zsh_, fish_), as those of click do. They are govtui's own:
click's never see `status=a` as one word in bash, which cuts words at = and :, and put a space behind `type:` in zsh.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from os.path import commonprefix
from typing import NamedTuple

VARIABLE = "_GOVTUI_COMPLETE"
"""The environment variable by which a script asks."""

GOING_ON = ("=", ":", ".", ",")
"""Ends of what is not complete yet: no space behind it."""

PLAIN, FOLDER, FILE = "plain", "dir", "file"

ELSEWHERE = "…"
"""Offered in bash beside several records that do not begin as what was typed, which bash would else replace by what these
have in common."""

_BASH = """\
_govtui_completion() {
    local line
    COMPREPLY=()
    while IFS= read -r line; do
        case $line in
            dir*) compopt -o dirnames 2>/dev/null ;;
            file*) compopt -o default 2>/dev/null ;;
            plain*)
                COMPREPLY+=("${line#plain }")
                case $line in *[=:.,]) compopt -o nospace 2>/dev/null ;; esac ;;
        esac
    done < <(COMP_LINE="${COMP_LINE:0:COMP_POINT}" COMP_CUTS="$COMP_WORDBREAKS" \\
        _GOVTUI_COMPLETE=bash_complete "$1" 2>/dev/null)
}
complete -o nosort -F _govtui_completion govtui 2>/dev/null || complete -F _govtui_completion govtui
"""

_ZSH = """\
#compdef govtui
_govtui_completion() {
    local -a lines whole whole_told begun begun_told
    local line value told elsewhere
    lines=("${(@f)$(COMP_WORDS="${(j: :)words[1,CURRENT]}" \\
        _GOVTUI_COMPLETE=zsh_complete "${(Q)words[1]}" 2>/dev/null)}")
    for line in $lines; do
        case $line in
            dir*) _path_files -/ ;;
            file*) _path_files ;;
            plain*)
                value=${${line#plain$'\\t'}%%$'\\t'*}
                told=${line##*$'\\t'}
                [[ -n $told ]] && told="$value  -- $told" || told=$value
                [[ $value == ${(Q)PREFIX}* ]] || elsewhere=1
                case $value in
                    *[=:.,]) begun+=("$value") begun_told+=("$told") ;;
                    *) whole+=("$value") whole_told+=("$told") ;;
                esac ;;
        esac
    done
    (( $#whole )) && compadd -Q -U -l -V govtui -d whole_told -a whole
    (( $#begun )) && compadd -Q -U -l -V govtui-begun -S '' -d begun_told -a begun
    if [[ -n $elsewhere ]] && (( $#whole + $#begun > 1 )); then
        compstate[insert]= compstate[list]='list force'
    fi
    (( $#whole || $#begun ))
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _govtui_completion "$@"
else
    compdef _govtui_completion govtui
fi
"""

_FISH = """\
function _govtui_completion
    set -l words (commandline -opc)
    set -l lines (COMP_WORDS=(string escape -- $words | string join ' ') COMP_CWORD=(commandline -ct) \\
        _GOVTUI_COMPLETE=fish_complete $words[1] 2>/dev/null)
    for line in $lines
        set -l told (string split \\t -- $line)
        switch $told[1]
            case dir
                __fish_complete_directories (commandline -ct)
            case file
                __fish_complete_path (commandline -ct)
            case plain
                string join \\t -- $told[2..]
        end
    end
end
complete -c govtui -f -a '(_govtui_completion)'
"""

SCRIPTS: Mapping[str, str] = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH}
"""What `govtui completion` prints, by shell."""


class Offer(NamedTuple):
    """A completion: the word that it makes of what was typed."""

    value: str
    told: str = ""
    """What it means, in words; bash has no place for it."""
    what: str = PLAIN
    """FOLDER and FILE: the shell completes paths here."""


class Typed(NamedTuple):
    """A command line up to the cursor."""

    words: Sequence[str]
    """The whole words behind the name of the program."""
    word: str
    """The word at the cursor, up to it."""
    raw: str
    """The same as it is written, with quotation marks."""


def typed(shell: str, environ: Mapping[str, str]) -> Typed:
    """Return what was typed, as a shell's script tells it."""
    if shell == "bash":
        return _split(environ["COMP_LINE"])
    if shell == "zsh":
        return _split(environ["COMP_WORDS"])
    before, at = _split(environ["COMP_WORDS"] + " "), _split(f"govtui {environ['COMP_CWORD']}")
    return Typed(before.words, at.word, at.raw)


def _split(line: str) -> Typed:
    """Split a line as a shell does, up to a word that may be unfinished, or empty behind a space."""
    words: list[str] = []
    word, raw, quote = "", "", ""
    letters = iter(line)
    for letter in letters:
        if not quote and letter.isspace():
            if raw:
                words.append(word)
            word, raw = "", ""
            continue
        raw += letter
        if letter == "\\" and quote != "'":
            following = next(letters, "")
            raw += following
            word += following if not quote or following in '"\\$`' else letter + following
        elif letter == quote:
            quote = ""
        elif not quote and letter in "'\"":
            quote = letter
        else:
            word += letter
    return Typed(words[1:], word, raw)


def answer(shell: str, offers: Sequence[Offer], asked: Typed, environ: Mapping[str, str]) -> str:
    """Return what a shell's script reads: a line for each offer."""
    if shell == "bash":
        return "".join(f"{line}\n" for line in _for_bash(offers, asked, environ.get("COMP_CUTS", "")))
    return "".join(f"{one.what}\t{one.value}\t{one.told}\n" for one in offers)


def _for_bash(offers: Sequence[Offer], asked: Typed, cuts: str) -> list[str]:
    """Return the lines for bash, which puts a word in place of what stands behind the last character that cuts words."""
    is_quoted = asked.raw[:1] in ("'", '"')
    cut = 0 if is_quoted else max((asked.word.rfind(letter) + 1 for letter in cuts if letter in "=:"), default=0)
    lines = [f"{one.what} {one.value[cut:]}" for one in offers]
    plain = [one.value[cut:] for one in offers if one.what == PLAIN]
    if len(plain) > 1 and (common := commonprefix(plain)) and not common.startswith(asked.word[cut:]):
        lines.append(f"{PLAIN} {ELSEWHERE}")
    return lines
