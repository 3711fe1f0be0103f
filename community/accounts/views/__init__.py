"""The pages of signing in, joining and settings: one module per resource, one blueprint for all."""

from flask import Blueprint

blueprint = Blueprint("accounts", __name__)

from community.accounts.views import (  # noqa: E402
    blocks,
    forgotten,
    joining,
    passkeys,
    registration,
    settings,
    signing_in,
    two_steps,
)

__all__ = [
    "blocks",
    "blueprint",
    "forgotten",
    "joining",
    "passkeys",
    "registration",
    "settings",
    "signing_in",
    "two_steps",
]
