"""Passwords: hashed with argon2, checked in the same time whether or not somebody has one."""

import secrets
import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from assistant.errors import InputError

LEAST_CHARS = 12
MOST_CHARS = 256
_HASHER = PasswordHasher()  # RFC 9106, low memory: 64 MiB, three passes
# Each hash takes 64 MiB: a crowd at the door must wait, not fill the memory.
_DOOR = threading.BoundedSemaphore(2)
# What the password of nobody is compared with; made of a password that is thrown away.
_NOBODY = _HASHER.hash(secrets.token_hex(32))


def hashed(password: str, name: str) -> str:
    """Return the hash of a new password; InputError for a bad one."""
    if len(password) < LEAST_CHARS:
        raise InputError("desk.password_short", least=LEAST_CHARS)
    if len(password) > MOST_CHARS:
        raise InputError("desk.password_long", most=MOST_CHARS)
    if password.casefold() == name.casefold():
        raise InputError("desk.password_like_name")
    with _DOOR:
        return _HASHER.hash(password)


def is_right(password: str, kept: str) -> bool:
    """Tell whether a password is the one that is kept; "" is nobody's, in the same time."""
    with _DOOR:
        try:
            return _HASHER.verify(kept or _NOBODY, password[:MOST_CHARS]) and bool(kept)
        except (VerificationError, InvalidHashError):
            return False


def is_old(kept: str) -> bool:
    """Tell whether a hash was made with weaker parameters than today's."""
    return _HASHER.check_needs_rehash(kept)
