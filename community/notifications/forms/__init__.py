"""What people fill in about their inbox, their mail and their letter."""

from community.notifications.forms.letter import LetterForm, letter_form
from community.notifications.forms.wishes import WishesForm, wishes_form

__all__ = ["LetterForm", "WishesForm", "letter_form", "wishes_form"]
