"""The roles of the desk: each may do what those before it may."""

from dataclasses import dataclass
from typing import Literal, get_args

from assistant.errors import Forbidden, InputError

Role = Literal["reader", "drafter", "approver", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is signed in. ``is_local``: has a password of ours."""

    id: int
    name: str
    role: Role
    is_local: bool = True

    def may(self, needed: Role) -> bool:
        """Tell whether the role is enough."""
        return ROLES.index(self.role) >= ROLES.index(needed)

    def check(self, needed: Role) -> None:
        """Raise Forbidden where the role is not enough."""
        if not self.may(needed):
            raise Forbidden("desk.forbidden", role=self.role, needed=needed)


def known_role(name: object) -> Role:
    """Return the role of a name; InputError for any other word."""
    for role in ROLES:
        if role == name:
            return role
    raise InputError("desk.role_unknown", roles=", ".join(ROLES))
