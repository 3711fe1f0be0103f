"""Commands of the whole house; features bring their own through their manifests."""

import click
from flask import Flask
from flask.cli import with_appcontext

from community.core import commands
from community.core.web.access import access_of


@click.command("access-table")
@with_appcontext
def access_table() -> None:
    """Print every route with what it demands."""
    from flask import current_app

    for rule in sorted(current_app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint)):
        access = access_of(rule.endpoint)
        demand = access.permission.name if access.permission else access.kind
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            click.echo(f"{method:6} {rule.rule:60} {demand}")


def init_app(app: Flask) -> None:
    """Add the commands to `flask`."""
    app.cli.add_command(access_table)
    commands.init_app(app)
