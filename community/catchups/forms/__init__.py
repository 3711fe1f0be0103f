"""What is typed about catch-ups: one module per resource."""

from community.catchups.forms.again import AgainForm
from community.catchups.forms.answering import AcceptForm, AnswerForm, AskAfterForm, NotNowForm, answer_form
from community.catchups.forms.catchups import AskForm, OutcomeForm, PlaceForm, ProposalForm
from community.catchups.forms.introductions import IntroductionAnswerForm, IntroductionForm
from community.catchups.forms.messages import WordsForm

__all__ = [
    "AcceptForm",
    "AgainForm",
    "AnswerForm",
    "AskAfterForm",
    "AskForm",
    "IntroductionAnswerForm",
    "IntroductionForm",
    "NotNowForm",
    "OutcomeForm",
    "PlaceForm",
    "ProposalForm",
    "WordsForm",
    "answer_form",
]
