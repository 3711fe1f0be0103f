"""How often one address may answer by links from mails: far more often than a person does."""

from community.core.extensions import limiter

answers_by_mail = limiter.shared_limit("60 per hour", scope="catchups.by_mail")
