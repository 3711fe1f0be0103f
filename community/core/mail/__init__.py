"""Mail: a row and a delivery in the transaction that wants it; composed and sent by the worker.

`post(...)` in actions and subscribers; each feature's mail.py composes with `Message`. Nothing here is sent by the web process.
What is for a member passes the inbox first (`tell`), which knows whether they want it by mail at once, in their letter, or not.
"""

from community.core.mail.composing import in_words_of
from community.core.mail.message import CalendarPart, Message
from community.core.mail.models import OutgoingMail
from community.core.mail.notes import note
from community.core.mail.posting import Posting, post, post_many
from community.core.mail.sending import send
from community.core.mail.telling import tell, tell_after_all, tell_again

__all__ = [
    "CalendarPart",
    "Message",
    "OutgoingMail",
    "Posting",
    "in_words_of",
    "note",
    "post",
    "post_many",
    "send",
    "tell",
    "tell_after_all",
    "tell_again",
]
