"""How often one may look something up."""

from community.core.database import transaction
from tests.browser import Browser
from tests.make import Make


def test_looking_for_a_person_or_for_words_has_one_allowance_a_minute(limited):
    with transaction():
        one, other = (Browser.of(limited, Make().person(), checks=False) for _ in range(2))
    assert [one.get("/milestones/about?q=ana").status_code for _ in range(60)] == [200] * 60
    assert one.get("/milestones/about?q=pau").status_code == 429
    assert one.get("/milestones?q=light").status_code == 429
    assert one.get("/milestones/about").status_code == 200, "without words nothing is looked for"
    assert other.get("/milestones/about?q=ana").status_code == 200
