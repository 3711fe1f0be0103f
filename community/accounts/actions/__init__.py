"""Everything that changes who is who: one module per subject, one verb per use case."""

from community.accounts.actions.blocks import block, unblock
from community.accounts.actions.email import (
    ask_email_change,
    cancel_email_change,
    confirm_email_change,
    stop_email_change,
)
from community.accounts.actions.forgotten import ask_for_reset, reset_password
from community.accounts.actions.invitations import (
    invite,
    invite_coordinator,
    renew_invitation,
    send_invitation,
    withdraw_invitation,
)
from community.accounts.actions.joining import join
from community.accounts.actions.keys import (
    add_passkey,
    remove_passkey,
    renew_recovery_codes,
    set_password,
    sign_out_everywhere,
    turn_off_app,
    turn_on_app,
)
from community.accounts.actions.preferences import set_language_and_zone
from community.accounts.actions.quiet import come_back, go_quiet
from community.accounts.actions.registration import approve, confirm_registration, decline, register
from community.accounts.actions.signing_in import (
    accept_code,
    person_with_passkey,
    person_with_password,
)
from community.accounts.actions.standing import give_role, leave, reinstate, suspend

__all__ = [
    "accept_code",
    "add_passkey",
    "approve",
    "ask_email_change",
    "ask_for_reset",
    "block",
    "cancel_email_change",
    "come_back",
    "confirm_email_change",
    "confirm_registration",
    "decline",
    "give_role",
    "go_quiet",
    "invite",
    "invite_coordinator",
    "join",
    "leave",
    "person_with_passkey",
    "person_with_password",
    "register",
    "reinstate",
    "remove_passkey",
    "renew_invitation",
    "renew_recovery_codes",
    "reset_password",
    "send_invitation",
    "set_language_and_zone",
    "set_password",
    "sign_out_everywhere",
    "stop_email_change",
    "suspend",
    "turn_off_app",
    "turn_on_app",
    "unblock",
    "withdraw_invitation",
]
