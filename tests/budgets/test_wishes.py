"""The page about mail costs the same whether nothing was chosen or everything; so does the page behind the link of a mail."""

from community.notifications import actions
from community.notifications.links import off_token
from community.notifications.topics import choosable
from tests.budgets.test_queries import BUDGET, queries_of


def test_a_page_costs_the_same_with_no_choice_and_with_all(world, browse):
    browser = browse(world.ana, checks=False)
    pages = ("/settings/mail", f"/notifications/off/{off_token(world.ana, 'catchups.asked')}")
    few = {path: queries_of(browser, path) for path in pages}
    actions.set_wishes(world.ana, ways=dict.fromkeys(choosable(), "never"), mails_a_week=1)
    for path in pages:
        many = queries_of(browser, path)
        assert len(many) == len(few[path]), f"{path}: one query per topic somewhere:\n" + "\n".join(many)
        assert len(many) <= BUDGET, f"{path} does {len(many)} queries, {BUDGET} are allowed:\n" + "\n\n".join(many)
