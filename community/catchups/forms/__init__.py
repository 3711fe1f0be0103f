"""What is typed about catch-ups: one module per resource."""

from community.catchups.forms.again import AgainForm
from community.catchups.forms.answering import AcceptForm, AnswerForm, AskAfterForm, NotNowForm, answer_form
from community.catchups.forms.catchups import (
    BOTH,
    NOT_A_DAY,
    NOT_A_TIME,
    AskForm,
    FieldList,
    OutcomeForm,
    PlaceForm,
    ProposalForm,
    TimeForm,
    TimesForm,
)
from community.catchups.forms.introductions import IntroductionAnswerForm, IntroductionForm
from community.catchups.forms.messages import WordsForm

__all__ = [
    "BOTH",
    "NOT_A_DAY",
    "NOT_A_TIME",
    "AcceptForm",
    "AgainForm",
    "AnswerForm",
    "AskAfterForm",
    "AskForm",
    "FieldList",
    "IntroductionAnswerForm",
    "IntroductionForm",
    "NotNowForm",
    "OutcomeForm",
    "PlaceForm",
    "ProposalForm",
    "TimeForm",
    "TimesForm",
    "WordsForm",
    "answer_form",
]
