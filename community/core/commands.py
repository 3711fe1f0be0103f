"""Commands of the house itself: serving, and the worker."""

import click
from flask import Flask, current_app
from flask.cli import ScriptInfo, with_appcontext

from community.core import serving
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


def init_app(app: Flask) -> None:
    """Add the commands to `flask`."""
    app.cli.add_command(serve)
    app.cli.add_command(worker)
