"""How often one address may answer by links from mails, and one person offer: far more often than people do."""

from community.core.extensions import limiter
from community.core.web import current_actor

answers_by_mail = limiter.shared_limit("60 per hour", scope="ties.by_mail")

# Ten offers can be open, but one taken back makes room for the next: nobody writes to everybody in this way.
offers = limiter.shared_limit("20 per day", scope="ties.offers", key_func=lambda: f"person:{current_actor().id}")
