"""The first page: for visitors what this place is, for members what waits, what is coming, and one next step."""

from community.core.feature import Feature, NavItem
from community.core.language import _l

feature = Feature(
    name="home",
    blueprints=("community.home.views:blueprint",),
    navigation=(NavItem(_l("Home"), "home.index", "house", order=10),),
)
