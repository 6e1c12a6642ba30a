"""What the command line says of itself, in the language asked for: help, and what is wrong with a line.

put_help(command, "help", say)      texts of `lexicon/messages.toml` for a command, its parameters and its subcommands
"""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from pipeline.commands import Shell
from pipeline.messages import Messages

_HELP_WORDS = ("Usage:", "Arguments:", "Options:", "Commands:", "[required]", "Show this message and exit.")


class Group(TyperGroup):
    def get_help(self, ctx: Any) -> str:
        return _in_language(super().get_help(ctx), ctx.obj)


class Command(TyperCommand):
    def get_help(self, ctx: Any) -> str:
        return _in_language(super().get_help(ctx), ctx.obj)


def _in_language(text: str, shell: Shell) -> str:
    for word in _HELP_WORDS:
        text = text.replace(word, shell.say.name("word", word))
    return text


def parse_error(error: TyperException, say: Messages) -> str:
    """What is wrong with the line; called without anything, the help."""
    kind = type(error).__name__
    if kind == "NoArgsIsHelpError":
        return error.format_message()
    option = getattr(error, "option_name", None)
    param = getattr(getattr(error, "param", None), "metavar", None)
    key = f"usage.{kind}" if (option or param) and say.get(f"usage.{kind}") else "usage.other"
    words = say(key, name=option or param, message=error.format_message())
    return f"{words}\n{say('usage.hint')}"


def put_help(command: Any, key: str, say: Messages) -> None:
    """Give a command, its parameters and its subcommands their texts in the language asked for."""
    command.help = command.short_help = say(key)
    command.epilog = say("help.exit_codes")
    for param in command.params:
        param.help = say(f"{key}.{param.name}")
    for name, subcommand in getattr(command, "commands", {}).items():
        put_help(subcommand, f"{key}.{name}", say)
