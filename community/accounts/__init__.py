"""Who is who: people, invitations, sign-in, standing. The one feature that others may import."""

from community.core.feature import Feature

feature = Feature(
    name="accounts",
    models=("community.accounts.models",),
    permissions=(
        "community.accounts.permissions:SEE_PERSON",
        "community.accounts.permissions:COORDINATE",
        "community.accounts.permissions:MODERATE",
    ),
)
