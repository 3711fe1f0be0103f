"""Import rows a second: a roster of new people into the community that is there, reading and writing together."""

import os
import time

from community import create_app
from community.coordination.actions import importing
from community.coordination.roster.source import open_roster
from community.core.database import transaction
from config import Settings

ROWS = 20_000


def roster(rows: int) -> bytes:
    """A CSV file of mentorships between people nobody knows yet."""
    lines = ["mentor_name,mentor_email,coachee_name,coachee_email,programme,cohort,started_on,ended_on,focus"]
    for number in range(rows):
        mentor = number // 3
        lines.append(
            f"Mentor {mentor},mentor{mentor}@bench.example,Coachee {number},coachee{number}@bench.example,"
            f"Programme {number % 40},{2005 + number % 20},2016-05-23,2016-08-30,Topic {number}"
        )
    return "\n".join(lines).encode()


def main() -> None:
    """Import once, then once more: the second time everything is known."""
    app = create_app(Settings.from_env(os.environ))
    data = roster(ROWS)
    with app.app_context():
        for what in ("import", "import again, all known"):
            start = time.perf_counter()
            source = open_roster(data, "bench.csv")
            outcomes = importing.read_lines(source, importing.Given(data, "bench.csv", None, None))
            with transaction():
                plan = importing.carry_out(outcomes)
            seconds = time.perf_counter() - start
            print(f"{what}: {ROWS / seconds:.0f} rows a second ({plan.counts})", flush=True)


if __name__ == "__main__":
    main()
