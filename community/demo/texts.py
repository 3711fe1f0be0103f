"""What the invented people say about themselves, and what they worked on together."""

PROGRAMMES = (
    "Open Source Summer",
    "Women in Data",
    "First Steps in Research",
    "Community Health Fellows",
    "Young Makers",
    "Civic Tech Bridge",
)
# (programme, cohort, months since it ended)
COHORTS = (
    (0, "2020", 72),
    (0, "2023", 38),
    (0, "2025", 14),
    (1, "2022", 50),
    (1, "2025", 12),
    (2, "2021", 61),
    (2, "2026 spring", 5),
    (3, "2024", 26),
    (4, "2026", 1),
    (5, "2023", 40),
)
FIELDS = ("Software", "Research", "Public health", "Education", "Design", "Data", "Civic technology", "Hardware")
TOPICS = (
    "first job",
    "changing fields",
    "speaking in public",
    "writing well",
    "returning after a break",
    "open source",
    "leading a team",
    "negotiating pay",
    "doctoral studies",
    "working abroad",
    "statistics",
    "user research",
    "Python",
    "grant applications",
    "burn-out",
    "hiring fairly",
)
HEADLINES = (
    "Builds maps that help ambulances find the way",
    "Teaches statistics to people who fear it",
    "Back at work after two years with the twins",
    "Makes small satellites talk to each other",
    "Writes software for village clinics",
    "Looks after a library of 40,000 seeds",
    "Designs forms that people finish",
    "Keeps an old open source project young",
    "Studies how cities breathe",
    "Learning to lead without shouting",
    "Between two jobs and curious",
    "Translates between engineers and everybody else",
    "Repairs hearing aids and the code inside",
    "First in the family with a doctorate",
    "Counts whales from space",
    "Runs a repair café on Saturdays",
)
ABOUTS = (
    "My mentor once told me to write the question down before asking it. Half of my questions answer themselves now; ask me about the other half.",
    "I came to the programme with a half-finished project and left with three friends. I would like to give some of that back.",
    "I work four days a week and spend the fifth on a garden that refuses to grow tomatoes. Advice on either is welcome.",
    "I changed fields at thirty-four. It took longer than I thought and was worth more than I hoped.",
    "Quiet in groups, talkative on walks. If you would like to think aloud with someone, I am a good listener.",
    "I organise the local meet-up and always look for people who have never given a talk before.",
)
FOCUSES = (
    "A tide-table reader for small harbours",
    "Finding the first research question",
    "Cleaning ten years of clinic records",
    "A plug-in that draws molecules",
    "Preparing the first talk",
    "Moving a forum to a new home without losing a post",
    "From volunteer to team lead",
    "A sensor for the school roof",
)
ORGANISATIONS = (
    "Harbour Lab",
    "City of Lisbon",
    "Openfields",
    "St. Mary's Clinic",
    "North Library",
    "Kestrel Works",
    "freelance",
    "University of Pune",
)
ROLES = ("engineer", "researcher", "nurse", "teacher", "designer", "analyst", "team lead", "doctoral student")
# What one writes when asking, and the topic of it: it has to fit what the two were to each other.
Words = tuple[tuple[str, str], ...]
TO_A_COACHEE: Words = (
    ("It has been a while! I would love to hear how the new job is, and tell you about mine.", "first job"),
    ("I came across our old notes and had to smile. How are you, and what became of the project?", "our project"),
)
TO_A_MENTOR: Words = (
    ("You asked me to tell you how the talk went. I would rather do it than write it.", "speaking in public"),
    (
        "I am thinking about changing fields and you have done it. Half an hour of your time would help me a lot.",
        "changing fields",
    ),
    ("Could I ask you three questions about doctoral studies? I promise to stop after three.", "doctoral studies"),
)
TO_ANYBODY: Words = (
    (
        "We have never met, but we seem to care about the same things. Would you like to compare notes?",
        "comparing notes",
    ),
    ("I am about to lead a team for the first time. How was that for you?", "leading a team"),
    ("After a hard year I ask people how they keep well at work. Would you tell me how you do it?", "burn-out"),
)
VISITING = ("I will be in your city that week. Coffee, if you like?", "")

# Where two left off, as one of them notes it for herself.
LEFT_OFF = (
    "Wanted to hear how the first weeks in the new team went. She was going to ask for Fridays off.",
    "We talked about moving abroad. Ask about the language course.",
    "He lent me the book on facilitation; I still have it.",
)
