"""The command line: `polybius COMMAND`.

In come arguments; out go text and an exit status: 0 all is well, 1 problems were found, 2 it could not run. What a
command does is in the module named after it; errors meant for users are shown here, without a traceback. It
deliberately imports no coder and no data frame library until a command needs one.
"""

from __future__ import annotations

import sys
from typing import Any

import click

from .aggregate_command import aggregate
from .bounds_command import bounds
from .build_command import build
from .check_command import check
from .code_command import code, explain
from .coverage_command import coverage
from .diff_command import diff
from .evaluate_command import evaluate
from .examples_command import test
from .export_command import export
from .format_command import format_files
from .init_command import init
from .mutate_command import mutate
from .report_command import report
from .sample_command import precision, sample

COULD_NOT_RUN = 2
_INTERRUPTED = 130
_SHOWN_ISSUES = 10


class Commands(click.Group):
    """The group of all commands, which shows the errors that Polybius raises on purpose."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a `PolybiusError` becomes a message and exit status 2."""
        from .schema.errors import PolybiusError

        try:
            return super().invoke(ctx)
        except PolybiusError as error:
            click.echo(f"error: {_message(error)}", err=True)
            ctx.exit(COULD_NOT_RUN)
        except KeyboardInterrupt:
            click.echo("interrupted; run the same command again to go on", err=True)
            ctx.exit(_INTERRUPTED)


def _message(error: Exception) -> str:
    """The message of an error; of a broken lexicon the first findings, since `polybius check` shows them all."""
    from .schema.errors import LexiconError

    if not isinstance(error, LexiconError) or len(error.issues) <= _SHOWN_ISSUES:
        return str(error)
    shown = [str(issue) for issue in error.issues[:_SHOWN_ISSUES]]
    return "\n".join([*shown, f"and {len(error.issues) - _SHOWN_ISSUES} more; `polybius check` shows them all"])


def show_versions(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    """Print the versions of coder, schema and shipped lexicon, and leave."""
    if not value or ctx.resilient_parsing:
        return
    from .coders.digests import digest_sources
    from .datasets.versions import coder_version
    from .schema.tables import SCHEMA_VERSION

    click.echo(f"polybius {coder_version()}\nschema {SCHEMA_VERSION}\nlexicon {digest_sources()}")
    ctx.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=show_versions, help="Show versions."
)
def main() -> None:
    """Turn news text into typed CAMEO event records.

    Start with:  polybius code "Norway promised to send Chad ten field hospitals"
    """


for _command in (
    code, build, explain, init, check, format_files, test, mutate, evaluate, export, aggregate, sample, precision, report,
):  # fmt: skip
    main.add_command(_command)
for _command in (coverage, diff, bounds):
    main.add_command(_command)


if __name__ == "__main__":
    sys.exit(main())
