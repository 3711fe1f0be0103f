"""How often one address may answer by links from mails, and one person ask or propose: far more often than people do."""

from community.core.extensions import limiter
from community.core.web import current_actor

answers_by_mail = limiter.shared_limit("60 per hour", scope="catchups.by_mail")

# Each one is a mail to somebody: asking, taking it back and asking again is not to fill their mailbox.
asks = limiter.shared_limit(
    "20 per hour; 50 per day", scope="catchups.asks", key_func=lambda: f"person:{current_actor().id}"
)
