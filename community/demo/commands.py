"""`flask demo`: build the demo community, small through the actions or large in bulk."""

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import func, select

from community.accounts.models import Person
from community.core import outbox
from community.core.database import transaction
from community.core.extensions import db
from community.core.outbox import jobs
from community.core.settings import current
from community.demo.circles import add_circles
from community.demo.community import PASSWORD, build, invite_some
from community.demo.inboxes import give_a_past
from community.demo.large import build_large
from community.demo.letters import let_letters_come
from community.demo.meetings import add_catchups, ask_the_coordinator
from community.demo.milestones import add_milestones
from community.demo.names import SPECIAL
from community.demo.ties import add_ties

# What the clock does once, so that its mails are there to be read at /demo/mail.
ASKING_JOB, LETTERS_JOB = "catchups.ask_whether_met", "notifications.letters"


@click.command("demo")
@click.option("--members", type=click.IntRange(1, 2_000_000), help="A large community by bulk insert, for measuring.")
@click.option("--if-empty", is_flag=True, help="Do nothing when there are people already.")
@with_appcontext
def demo(members: int | None, if_empty: bool) -> None:
    """Build the demo community and say how to sign in. Only with DEMO=1."""
    settings = current()
    if not settings.demo:
        raise click.ClickException("The demo community is for trying out. Set DEMO=1, and never where real people are.")
    with transaction(write=False):
        known = db.session.execute(select(func.count()).select_from(Person)).scalar_one()
    if known and not if_empty and members is None:
        raise click.ClickException("There are people in this database already; the demo needs an empty one.")
    if members is not None:
        with transaction():
            build_large(members, lambda done: click.echo(f"{done} people", err=True))
    elif not known:
        click.echo("Building the demo community, one moment …")
        with transaction():
            built = build()
            add_catchups(built)
            add_ties(built)
            add_milestones(built)
            add_circles(built)
            ask_the_coordinator(built)
        outbox.drain()
        jobs.run_now(ASKING_JOB)
        outbox.drain()
        with transaction():
            invite_some()
        outbox.drain()
        with transaction():
            give_a_past()
            let_letters_come()
        jobs.run_now(LETTERS_JOB)
        outbox.drain()
    click.echo(how_to_sign_in())


def how_to_sign_in() -> str:
    """Address, accounts and password, for the terminal."""
    settings = current_app.extensions["settings"]
    accounts = "\n".join(f"  {email}" for email in SPECIAL)
    mails = f"goes out by {settings.mail_server}" if settings.mail_server else f"is at {settings.base_url}/demo/mail"
    return (
        f"Sign in at {settings.base_url}/login as one of\n{accounts}\nwith the password {PASSWORD}\n"
        f"Mail of the demo {mails}"
    )
