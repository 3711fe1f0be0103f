"""What the circles of the demo community say of themselves, and what their members write to each other."""

from typing import NamedTuple

# Who is in it: four of them by address, and how many of the others.
COORDINATOR, MENTOR, PEER, ALUMNA = "coordinator", "mentor", "peer", "alumna"


class About(NamedTuple):
    """A circle as its front page tells it."""

    name: str
    purpose: str
    topics: tuple[str, ...]
    size: int = 6
    joining: str = "on_request"
    is_listed: bool = True
    mode: str = "remote"
    place: str = ""
    takes_turns: bool = False


LEADING = About(
    "First year of leading",
    "For everybody who was a good colleague yesterday and is somebody’s boss today. We bring one real situation each time.",
    ("leading people", "saying no", "feedback"),
    takes_turns=True,
)
WRITING = About(
    "Writing Wednesdays",
    "We write alone and together: half an hour in silence, then half an hour about what got in the way.",
    ("writing", "habits"),
    size=8,
)
NIGHT_OWLS = About(
    "Night owls",
    "Working while everybody at home is asleep, and what it does to us.",
    ("work and family",),
    size=5,
    is_listed=False,
)
GRANTS = About(
    "Grants without tears",
    "Read each other’s applications before strangers do.",
    ("grants", "fundraising"),
    size=4,
    joining="open",
)
ABROAD = About(
    "New in a new country",
    "Bank accounts, friends, Sundays: what nobody tells you before you move.",
    ("moving abroad", "languages"),
    size=8,
    joining="open",
)
CODE = About(
    "Reading code aloud",
    "One person reads, the others ask why. Any language, any level.",
    ("open source", "code review"),
    size=6,
)
PARENTS = About(
    "Back after a pause",
    "After a year with a child, an illness or the sea: coming back to work, at one’s own speed.",
    ("coming back", "part time"),
    joining="by_invitation",
)
NORTH = About(
    "Coffee in the north",
    "We meet in a café by the harbour and talk about work, and then about everything else.",
    ("getting to know each other",),
    mode="in_person",
    place="Hamburg",
    size=8,
)
SPEAKING = About(
    "Speaking up",
    "Meetings, stages, family dinners: we practise on each other, kindly.",
    ("speaking", "confidence"),
)
CROSSROADS = About(
    "At the crossroads",
    "Stay or go? Six evenings to find out what the question really is.",
    ("changing jobs", "decisions"),
)
PAST = About(
    "Finding our feet",
    "The first six months after the programme, so that nobody has to find out alone.",
    ("beginnings",),
)
AGAIN = About(
    "Finding our feet, again",
    "Half of us went on: what came after the first six months.",
    ("beginnings", "staying"),
)

CHARTER = {
    "purpose": "To think aloud among equals, about work as it really is. We are not here to impress anybody.",
    "expectations": "We come, or say in time that we cannot. One speaks, the others listen. Advice only when somebody asks for it.",
    "confidentiality": "What is said here stays here. Outside we speak of what we learned, never of who said it.",
    "exceptions": "When somebody is in danger, or the law leaves no choice. Whoever has to break it says so here first, if that is possible.",
    "hurt": "We say it to each other within a week, alone or with the stand-in beside us. A sorry needs no explanation.",
}
SECOND_CHARTER = CHARTER | {
    "expectations": (
        "We come, or say in time that we cannot. One speaks, the others listen. Advice only when somebody asks for it. "
        "Cameras are optional, and nobody asks why."
    ),
}
# Who writes (the number of the member), how many days ago, and the replies: who, after how many hours, what.
TALK = (
    (
        0, 40, "Welcome, everybody. I begin with mine: last week I had to tell a friend that his report was **not good enough**. "
        "I have been his boss for eleven days. How do you do that and still have lunch together?",
        ((2, 5, "I did it on a walk. Side by side is easier than face to face."),
         (1, 9, "I wrote down one sentence beforehand and kept to it: *this is about the report, and I am on your side.*"),
         (0, 30, "The walk it was. We still have lunch. Thank you.")),
    ),
    (
        1, 26, "A small list I keep before each one-to-one, perhaps it helps somebody:\n\n- What did they say last time?\n- What did I promise?\n"
        "- What am I avoiding?\n\nThe third one is the one that counts.",
        ((3, 7, "The third one! I have avoided it for two weeks now."), (2, 20, "I printed this.")),
    ),
    (3, 12, "I said no to my own boss today. Out loud. My knees are still soft.", ((0, 2, "How did it feel an hour later?"), (3, 5, "Tall."))),
    (2, 6, "Does anybody know a good short text on giving feedback across cultures? My team is in four countries.", ()),
    (4, 1.5, "I would like to bring a conflict between two people of my team next time, @{one}, and I am not sure I am neutral.", ((1, 4, "Bring exactly that."),)),
)  # fmt: skip
OF_THE_NIGHT = (
    (1, 9, "It is half past two. The house is quiet and so am I. Good night, whoever reads this in the morning.", ((0, 6, "Good morning. I hope you slept."),)),
    (0, 3, "I told my team that I do not answer before ten. Nothing fell over.", ()),
)  # fmt: skip
AGENDA = "1. Arriving: one sentence each\n2. One situation, forty minutes\n3. What each of us takes along\n4. Promises until next time"
NOTES = "We heard about a promotion that did not come, and about a team that has stopped arguing. Both needed more listening than answers."
QUESTION, ANSWERS = (
    "What has taken more of your strength than you thought since we met?",
    ("Being the one who decides.", "A move. The boxes are still talking to me."),
)
PROMISES = (
    (1, "Ask my boss for the talk I have been putting off.", "kept"),
    (2, "Send everybody the text about feedback.", "moved"),
    (3, "Have one meeting without slides.", "open"),
)
CLOSINGS = (
    ("Our Thursdays, in some form.", "The feeling that I am the only one.", "A sentence of hers that I say to myself before every difficult talk."),
    ("Two people I can call.", "Preparing for everything.", "That silence in a meeting is not a failure."),
)  # fmt: skip
WHY_JOIN = "I have led a team for five weeks and would love to hear how others began."
REPORT = "Somebody shares screenshots of what we write with people outside. I would like you to know of it, and I am talking to them first."
TOLD_TO_THEM = (
    "I led my first meeting from beginning to end, and nobody fell asleep. Thank you for listening to me beforehand."
)
