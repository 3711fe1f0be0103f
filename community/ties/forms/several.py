"""Several forms on one page: each with fields named after it, and the one token of the page."""

from typing import Any, ClassVar, Self

from community.core.forms import Form


class PartForm(Form):
    """One of the forms of a page. Its `part` comes before the names of its fields."""

    part: ClassVar[str]

    @classmethod
    def sent(cls) -> Self:
        """As it was sent."""
        return cls(prefix=cls.part, meta=_TOKEN_OF_THE_PAGE)

    @classmethod
    def standing(cls, **values: Any) -> Self:
        """As it stands before anybody types."""
        return cls(prefix=cls.part, meta=_TOKEN_OF_THE_PAGE, formdata=None, **values)


# Every unsafe request is checked for its token anyway; a field of one's own in each form would be the same id many times.
_TOKEN_OF_THE_PAGE = {"csrf": False}
