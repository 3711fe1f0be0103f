"""What programs fetch by themselves: so far a member's own calendar."""

from community.core.feature import Feature

feature = Feature(
    name="api",
    models=("community.api.models",),
    blueprints=("community.api.views:blueprint",),
    permissions=("community.api.permissions:OWN_FEED",),
)
