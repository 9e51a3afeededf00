"""A group whose help lists its commands by what they are for, in the order of the work."""

from __future__ import annotations

import click


class Sections(click.Group):
    """A group with a heading for each of its sections."""

    def __init__(self, *arguments: object, **attributes: object) -> None:
        super().__init__(*arguments, **attributes)  # type: ignore[arg-type]
        self._sections: dict[str, tuple[click.Command, ...]] = {}

    def add_section(self, heading: str, *commands: click.Command) -> None:
        """Add commands, to be listed under a heading."""
        for command in commands:
            self.add_command(command)
        self._sections[heading] = commands

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [command.name or "" for commands in self._sections.values() for command in commands]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write a list for each section; all columns are as wide as the longest name of all."""
        widest = max(map(len, self.list_commands(ctx)), default=0)
        room = formatter.width - 6 - widest
        for heading, commands in self._sections.items():
            rows = [(f"{one.name:{widest}}", one.get_short_help_str(room)) for one in commands]
            with formatter.section(heading):
                formatter.write_dl(rows)
