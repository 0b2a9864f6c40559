"""What a finding is about: the criterion of the section that it stands in, or a usual one."""

from assistant.masterplan.draft import Draft


def criterion_at(draft: Draft, offset: int, usual: str) -> str:
    """Return the likeliest criterion of a section; the usual one where no section tells."""
    criteria = draft.criteria_at(offset)
    return criteria[0] if criteria else usual
