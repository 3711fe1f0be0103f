"""How often one person may do what others are told of by mail: far more often than people do."""

from typing import Any

from community.core.extensions import limiter
from community.core.web import current_actor


def _for_each_person(allowed: str, scope: str) -> Any:
    return limiter.shared_limit(allowed, scope=f"circles.{scope}", key_func=lambda: f"person:{current_actor().id}")


charters = _for_each_person("10 per hour; 20 per day", "charters")
# Handing over, naming a stand-in, letting somebody go.
people = _for_each_person("20 per hour; 50 per day", "people")
# Telling the coordinators something; asking a second one to open a circle.
reports = _for_each_person("10 per hour; 20 per day", "reports")
openings = _for_each_person("10 per hour; 20 per day", "openings")
# Posts and replies: a lively conversation stays far below.
writes = _for_each_person("20 per 5 minutes; 200 per day", "writes")
reacts = _for_each_person("60 per 5 minutes", "reacts")
# A search reads thousands of posts.
searches = _for_each_person("30 per minute", "searches")
# Asking, taking it back and asking again is not to fill somebody's mailbox; nor is inviting.
asks = _for_each_person("20 per hour; 50 per day", "asks")
invites = _for_each_person("40 per hour; 80 per day", "invites")
# By links from mails, also signed out: counted by address.
answers_by_mail = limiter.shared_limit("60 per hour", scope="circles.by_mail")
promises = _for_each_person("30 per hour; 60 per day", "promises")
# Beginning and calling off the end of a circle, and going on in a new one.
endings = _for_each_person("10 per hour; 20 per day", "endings")
# Each change of a meeting is a mail to everybody in the circle.
meetings = _for_each_person("20 per hour; 60 per day", "meetings")
polls = _for_each_person("10 per hour; 20 per day", "polls")
# Answers to polls and check-ins, closing words: nobody gets a mail by them.
answers = _for_each_person("60 per hour", "answers")
wishes = _for_each_person("30 per hour", "wishes")
