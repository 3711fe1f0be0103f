"""Who is who: people, invitations, sign-in, standing. The one feature that others may import."""

from community.core.feature import Feature, Job, NavItem, Topic, Urgency
from community.core.language import _l

MAILS = (
    "invitation", "reset", "keys_changed", "email_old", "email_new", "email_changed",
    "suspended", "reinstated", "registration", "already_member", "declined",
)  # fmt: skip

feature = Feature(
    name="accounts",
    models=("community.accounts.models",),
    setup=("community.accounts.identity:init_app",),
    blueprints=("community.accounts.views:blueprint",),
    permissions=(
        "community.accounts.permissions:SEE_PERSON",
        "community.accounts.permissions:COORDINATE",
        "community.accounts.permissions:MODERATE",
        "community.accounts.permissions:BLOCK",
        "community.accounts.permissions:UNBLOCK",
        "community.accounts.permissions:OWN_PASSKEY",
    ),
    joining=(
        "community.accounts.joining:about",
        "community.accounts.joining:key",
        "community.accounts.joining:roster",
    ),
    subscribers=(
        ("MailSent", "community.accounts.subscribers:mail_sent"),
        ("MailRefused", "community.accounts.subscribers:mail_refused"),
        ("PasswordResetAsked", "community.accounts.subscribers:reset_asked"),
        ("RegistrationAsked", "community.accounts.subscribers:registration_asked"),
    ),
    home_panels=("community.accounts.panels:at_home",),
    jobs=(Job("accounts.return", {"minute": "5"}, "community.accounts.jobs:return_whose_time_is_over"),),
    topics=(
        Topic(
            "accounts",
            _l("something about your account changes"),
            tuple(f"accounts.{name}" for name in MAILS),
            Urgency.ACCOUNT,
        ),
    ),
    mails={
        f"accounts.{name}": f"community.accounts.mail:{name}"
        for name in MAILS
    },
    commands=("community.accounts.commands:coordinator",),
    navigation=(
        NavItem(_l("Settings"), "accounts.settings", "gear", order=80, place="account"),
        NavItem(_l("Sign out"), "accounts.sign_out", "box-arrow-right", order=99, place="account", post=True),
    ),
)  # fmt: skip
