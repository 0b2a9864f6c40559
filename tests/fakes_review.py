"""A reviewer with a ready critique, for the tests of the page."""

from assistant.errors import Unreadable
from assistant.web.review_contract import Reviewed
from assistant.web.review_inbox import Upload
from tests.critiques import COMPARED, TEXT, critique


class FakeReviewer:
    """Says the same of every draft; one named ``rotta`` cannot be read."""

    def review(self, draft: Upload, older: Upload | None) -> Reviewed:
        """Return the critique of ``critiques.TEXT``."""
        if draft.name.startswith("rotta"):
            raise Unreadable("unreadable_damaged", file=draft.name)
        if draft.name.startswith("guasta"):
            raise RuntimeError(draft.content.decode())
        more = {"comparison": COMPARED} if older else {}
        told = critique(**more)
        return Reviewed(TEXT, "it", {"it": told, "en": {**told, "disclaimer": "Unofficial grid."}})
