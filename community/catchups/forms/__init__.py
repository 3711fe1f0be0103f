"""What is typed about catch-ups: one module per resource."""

from community.catchups.forms.catchups import (
    BOTH,
    NOT_A_DAY,
    NOT_A_TIME,
    AcceptForm,
    AskForm,
    FieldList,
    OutcomeForm,
    PlaceForm,
    ProposalForm,
    TimeForm,
    TimesForm,
)

__all__ = [
    "BOTH",
    "NOT_A_DAY",
    "NOT_A_TIME",
    "AcceptForm",
    "AskForm",
    "FieldList",
    "OutcomeForm",
    "PlaceForm",
    "ProposalForm",
    "TimeForm",
    "TimesForm",
]
