"""The reference of a ticket: nobody can guess it, anybody can read it over the telephone."""

import secrets

# Crockford's digits: no letter that is taken for a digit or makes a word.
_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ALIKE = str.maketrans("ILO", "110")
_LENGTH = 12  # 60 random bits
_GROUP = 4
_OURS = "ZIS"
_NUMBER_DIGITS = 9  # what an integer of either database holds


def new_reference() -> str:
    """Return a reference as it is kept: 12 digits."""
    return "".join(secrets.choice(_DIGITS) for _ in range(_LENGTH))


def spelled(reference: str) -> str:
    """Return a reference as people read it: ``ZIS-ABCD-1234-EFGH``."""
    groups = range(0, len(reference), _GROUP)
    return "-".join([_OURS, *(reference[start : start + _GROUP] for start in groups)])


def understood(typed: str) -> str:
    """Return a reference typed by hand as it is kept; "" for what cannot be one."""
    plain = "".join(char for char in typed.upper() if char.isalnum())
    plain = plain.removeprefix(_OURS).translate(_ALIKE)
    is_one = len(plain) == _LENGTH and set(plain) <= set(_DIGITS)
    return plain if is_one else ""


def numbered(typed: str) -> int | None:
    """Return the number of a ticket typed by hand, as ``12`` or ``#12``; None for no number."""
    plain = typed.strip().removeprefix("#")
    is_one = plain.isascii() and plain.isdigit() and len(plain) <= _NUMBER_DIGITS
    return int(plain) if is_one else None
