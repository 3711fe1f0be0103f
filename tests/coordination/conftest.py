"""Roster files for the tests: the real ones under invented names, and small ones written on the spot."""

import io
from pathlib import Path

import pytest

ROSTERS = Path(__file__).parent / "rosters"
HEADINGS = "mentor_name,mentor_email,coachee_name,coachee_email,programme,cohort,started_on,ended_on,focus"
MIA_AND_ANA = "Mia Chen 陈,mia@example.org,Ana Ruiz Gómez,ana@example.org,Summer of Code,2016,2016-05-23,2016-08-30,A tide-table reader"
TWO_NEW = "Noa Berg,noa@example.net,Ole Dahl,ole@example.net,Tides,2020,2020-05-01,2020-08-31,Waves"


def roster(*lines: str, headings: str = HEADINGS) -> bytes:
    """A roster file of these lines."""
    return "\n".join((headings, *lines, "")).encode()


@pytest.fixture
def upload(world, browse):
    """upload(data) puts a roster into the browser as the coordinator and gives the page after it."""

    def send(data: bytes, name: str = "roster.csv", person=None):
        browser = browse(person or world.cora)
        answer = browser.post(
            "/coordination/import", data={"file": (io.BytesIO(data), name)}, content_type="multipart/form-data"
        )
        assert answer.status_code == 303, answer.get_data(as_text=True)
        return answer.location

    return send
