"""What is asked about milestones: one module for each resource."""

from community.milestones.forms.congratulating import CongratulationForm, ThanksForm
from community.milestones.forms.feed import FeedFilter
from community.milestones.forms.sharing import AnswerForm, EditForm, ReadersForm, ShareForm
from community.milestones.forms.wishes import WishesForm

__all__ = [
    "AnswerForm",
    "CongratulationForm",
    "EditForm",
    "FeedFilter",
    "ReadersForm",
    "ShareForm",
    "ThanksForm",
    "WishesForm",
]
