"""The command that lets the first coordinator in."""

import click
from flask import url_for
from flask.cli import with_appcontext

from community.accounts import actions, queries
from community.accounts.mail import invitation_token
from community.core.database import transaction
from community.core.errors import Refusal
from community.core.mail import in_words_of


@click.command("coordinator")
@click.argument("email")
@click.option("--name", default="", help="How the invitation greets them; needed for somebody new.")
@with_appcontext
def coordinator(email: str, name: str) -> None:
    """Make somebody coordinator: a member at once, anybody else through an invitation whose link is printed too."""
    try:
        with transaction():
            invitation = actions.invite_coordinator(email=email, name=name)
            person = queries.person_by_email(email)
            assert person is not None
            if invitation is None:
                click.echo(f"{person.name} is a coordinator now. The next sign-in asks for a second factor.")
                return
            with in_words_of(person):
                link = url_for("accounts.join", token=invitation_token(invitation, person), _external=True)
            click.echo(f"{person.name} is invited as a coordinator. The mail is on its way; the link in it is\n{link}")
    except Refusal as refusal:
        raise click.ClickException(str(refusal.message)) from None
