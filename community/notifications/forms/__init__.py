"""What people fill in about their inbox, their mail and their letter."""

from community.notifications.forms.wishes import WishesForm, wishes_form

__all__ = ["WishesForm", "wishes_form"]
