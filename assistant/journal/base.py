"""What every table of the house is made of: one base, and types alike on SQLite and PostgreSQL."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, MetaData, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

# Constraints have names of ours, so that a later revision can change them on either database.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The base of every table, of the journal and of the desk."""

    metadata = MetaData(naming_convention=NAMES)


class Moment(TypeDecorator[dt.datetime]):
    """An instant, always with its zone: SQLite would forget it. A naive one is an error."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self, value: dt.datetime | None, _dialect: Dialect
    ) -> dt.datetime | None:
        """Return the instant in UTC."""
        if value is not None and value.tzinfo is None:
            raise ValueError(value)
        return value and value.astimezone(dt.UTC)

    def process_result_value(self, value: Any, _dialect: Dialect) -> dt.datetime | None:
        """Return the instant in UTC, zone and all."""
        if value is None:
            return None
        kept: dt.datetime = value
        return kept.astimezone(dt.UTC) if kept.tzinfo else kept.replace(tzinfo=dt.UTC)


class Words(TypeDecorator[str]):
    """A text of any length. What a database cannot hold (NUL, half a character) becomes ``?``."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        """Return the text as either database can hold it."""
        return None if value is None else storable(value)


class Json(TypeDecorator[Any]):
    """A JSON value; on PostgreSQL in the form that can be searched."""

    impl = JSON().with_variant(JSONB(), "postgresql")
    cache_ok = True

    def process_bind_param(self, value: Any, _dialect: Dialect) -> Any:
        """Return the value with its texts as either database can hold them."""
        return _storable(value)


def storable(text: str) -> str:
    """Return a text without what PostgreSQL or UTF-8 refuses."""
    return text.replace("\0", "?").encode("utf-8", "replace").decode("utf-8")


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, Mapping):
        return {storable(str(key)): _storable(part) for key, part in value.items()}
    if isinstance(value, Sequence):
        return [_storable(part) for part in value]
    return value


def now() -> dt.datetime:
    """Return this instant, in UTC."""
    return dt.datetime.now(dt.UTC)
