"""What the help of commands that change records has in common: examples, and what the exit statuses mean."""

from __future__ import annotations

from govtui.cli.session import Session


def examples_of(session: Session, examples: list[tuple[str, str]]) -> str:
    """Examples for a command's help, each with what it does where that is not plain."""
    width = max((len(line) for line, words in examples if words), default=0)
    lines = [f"  {line.ljust(width)}  # {words}" if words else f"  {line}" for line, words in examples]
    return "\n".join(["\b", session.tr.gettext("Examples:"), *lines])


def statuses(session: Session) -> str:
    """What the exit statuses of a command that changes records mean."""
    return session.tr.gettext(
        "Exit status: 0 saved, or nothing to change; 1 refused, with the reasons; 2 could not run; 3 somebody else changed"
        " the same thing meanwhile."
    )
