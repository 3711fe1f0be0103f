"""What is typed about ties: one module per resource."""

from community.ties.forms.contacts import TellForm
from community.ties.forms.offers import AnswerForm
from community.ties.forms.pauses import LaterForm
from community.ties.forms.wishes import NoteForm, WishesForm

__all__ = ["AnswerForm", "LaterForm", "NoteForm", "TellForm", "WishesForm"]
