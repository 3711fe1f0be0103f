"""One's own settings: a page per subject, all reached from /settings."""

from community.accounts.views.settings import (
    email,
    language,
    leaving,
    opened,
    overview,
    passkeys,
    quiet,
    security,
    two_steps,
)

__all__ = ["email", "language", "leaving", "opened", "overview", "passkeys", "quiet", "security", "two_steps"]
