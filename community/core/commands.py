"""Commands of the house itself: serving, the worker, and looking after the installation."""

import sys
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import ScriptInfo, with_appcontext

from community.core import serving, upkeep
from community.core.database import transaction
from community.core.mail import bounces as reports
from community.core.settings import current


@click.command("serve")
@with_appcontext
def serve() -> None:
    """Run the web server and the worker together, until told to stop (Ctrl-C or SIGTERM)."""
    info = click.get_current_context().ensure_object(ScriptInfo)
    raise SystemExit(serving.serve(current(), info.app_import_path or serving.TARGET))


@click.command("worker")
@with_appcontext
def worker() -> None:
    """Run one worker: it delivers what waits in the outbox and runs the scheduled jobs."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    raise SystemExit(serving.work(app))


@click.command("backup")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@with_appcontext
def backup(folder: Path) -> None:
    """Copy the running database and the pictures into FOLDER (SQLite; for PostgreSQL use pg_dump)."""
    try:
        written = upkeep.back_up(folder)
    except upkeep.CannotBackUp as refusal:
        raise click.ClickException(str(refusal)) from refusal
    for path in written:
        click.echo(path)
    click.echo("Keep the keys (SECRET_KEY, ENCRYPTION_KEYS) somewhere else: without them private text cannot be read.")


@click.command("reindex")
@with_appcontext
def reindex() -> None:
    """Make the search index anew."""
    for kind, entries in upkeep.reindex().items():
        click.echo(f"{kind}: {entries} entries")


@click.command("rotate-keys")
@with_appcontext
def rotate_keys() -> None:
    """Encrypt everything with the newest of ENCRYPTION_KEYS; afterwards older keys may be removed."""
    click.echo(f"{upkeep.rotate_keys()} values were encrypted anew.")


@click.command("bounces")
@click.argument("file", type=click.Path(exists=True, path_type=Path, allow_dash=True))
@with_appcontext
def bounces(file: Path) -> None:
    """Read reports of mails that came back from FILE: a Maildir folder, an mbox, one message, or - for stdin."""
    with transaction():
        found = reports.take(sys.stdin.buffer.read()) if str(file) == "-" else reports.read_mailbox(file)
    if str(file) != "-":
        with transaction():
            reports.read_mailbox(file)  # what is written down now is marked as read
    click.echo(
        f"{found['hard']} addresses take no mail, {found['soft']} will later, "
        f"{found['known']} known before, {found['nothing']} not about our mails"
    )


@click.command("doctor")
@with_appcontext
def doctor() -> None:
    """Say what is in order and what is not. Exit status 1 when something is not."""
    findings = list(upkeep.examine())
    for finding in findings:
        click.echo(
            f"{'not well' if finding.trouble else 'well':9} {finding.what}{': ' + finding.trouble if finding.trouble else ''}"
        )
    raise SystemExit(1 if any(finding.trouble for finding in findings) else 0)


def init_app(app: Flask) -> None:
    """Add the commands to `flask`."""
    for command in (serve, worker, backup, reindex, rotate_keys, bounces, doctor):
        app.cli.add_command(command)
