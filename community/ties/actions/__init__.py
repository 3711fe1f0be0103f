"""Everything that changes ties: they begin, contacts come and go, each side says its wishes, the clock looks and reminds."""

from community.ties.actions.beginning import begin, begin_many
from community.ties.actions.calling import call_looks
from community.ties.actions.contacts import note_contact, note_meeting, take_back, tell, withdraw_contact
from community.ties.actions.looking import look_at
from community.ties.actions.offers import answer_offer, end_offers_between, offer, take_back_offer
from community.ties.actions.reminding import remind
from community.ties.actions.restating import look_soon_at_all_of
from community.ties.actions.wishes import quiet_until, rest, rest_after_block, set_wishes, take_up, write_note

__all__ = [
    "answer_offer",
    "begin",
    "begin_many",
    "call_looks",
    "end_offers_between",
    "look_at",
    "look_soon_at_all_of",
    "note_contact",
    "note_meeting",
    "offer",
    "quiet_until",
    "remind",
    "rest",
    "rest_after_block",
    "set_wishes",
    "take_back",
    "take_back_offer",
    "take_up",
    "tell",
    "withdraw_contact",
    "write_note",
]
