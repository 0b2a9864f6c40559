"""Rows that are a price times a volume, in all their years but one."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.call.rule import Rules
from assistant.masterplan.consistency.grids import header_and_rows
from assistant.masterplan.consistency.lexicon import pattern
from assistant.masterplan.consistency.numbers import Number, cell_number, is_year, numbers_in
from assistant.masterplan.consistency.years import table_criterion
from assistant.masterplan.draft import Cell, Draft, Row, Table
from assistant.masterplan.finding import Finding, at
from assistant.masterplan.plain import plain

_PAREN = re.compile(r"\(([^()]*\d[^()]*)\)")


@dataclass(frozen=True, slots=True)
class Product:
    """A row of volumes by year and of the amounts that they make. ``price`` of most years."""

    row: Row
    label: str
    volumes: tuple[Number, ...]
    amounts: tuple[Number, ...]
    price: Decimal

    @property
    def wrong(self) -> tuple[tuple[Number, Decimal], ...]:
        """Return the amounts that the price and the volume do not make, and what they make."""
        pairs = zip(self.volumes, self.amounts, strict=True)
        made = ((amount, volume.value * self.price) for volume, amount in pairs)
        return tuple((amount, right) for amount, right in made if not _is_same(amount, right))


def products(draft: Draft) -> Iterator[tuple[Table, Product]]:
    """Yield the rows whose label lists a volume for each year ("Tests (240, 420, 600)")."""
    for table in draft.tables:
        header, rows = header_and_rows(table)
        if header is None or sum(is_year(cell.text) for cell in header.cells) < 2:
            continue
        for row in rows:
            if found := _product(draft, row):
                yield table, found


def _product(draft: Draft, row: Row) -> Product | None:
    label = row.cells[0]
    inside = _PAREN.search(draft.text[label.start : label.end])
    amounts = [cell_number(cell, draft.language) for cell in row.cells[1:]]
    known = tuple(amount for amount in amounts if amount is not None)
    if inside is None or len(known) < 2 or len(known) < len(amounts) - 1:
        return None
    volumes = numbers_in(draft, label.start + inside.start(1), label.start + inside.end(1))
    volumes = _scaled(volumes if len(volumes) != 1 else volumes * len(known))
    if len(volumes) != len(known):
        return None
    price = _price(volumes, known)
    if price is None:
        return None
    words = plain(draft.text[label.start : label.start + inside.start()])
    return Product(row, words.strip(), volumes, known, price)


def _scaled(volumes: tuple[Number, ...]) -> tuple[Number, ...]:
    """Return the volumes, a scale word after the last one ("200, 300, 400 mila") meant for all."""
    if not volumes or volumes[-1].scale == 1 or any(one.scale > 1 for one in volumes[:-1]):
        return volumes
    scale = volumes[-1].scale
    return (*(replace(one, value=one.value * scale) for one in volumes[:-1]), volumes[-1])


def _price(volumes: tuple[Number, ...], amounts: tuple[Number, ...]) -> Decimal | None:
    """Return the price that most years have; None when no price has more than half of them."""
    pairs = [pair for pair in zip(volumes, amounts, strict=True) if pair[0].value]
    best, kept = None, 0
    for volume, amount in pairs:
        price = amount.value / volume.value
        same = sum(_is_same(other, one.value * price) for one, other in pairs)
        if same > kept:
            best, kept = price, same
    return best if kept >= 2 and kept * 2 > len(pairs) else None


def _is_same(amount: Number, made: Decimal) -> bool:
    return abs(amount.value - made) <= amount.half


def volume_sums(draft: Draft, _: Rules) -> Iterable[Finding]:
    """Yield a finding for each row whose amounts are not its price times its volumes."""
    for table, found in products(draft):
        for amount, right in found.wrong[:1]:
            yield _finding(draft, table, found.row, amount, right)
    yield from _invoices(draft)


def _finding(draft: Draft, table: Table, row: Row, amount: Number, right: Decimal) -> Finding:
    return at(
        draft,
        "sum_mismatch",
        table_criterion(draft, table),
        (row.start, row.end),
        variant="volume",
        stated=amount.value,
        computed=right.quantize(Decimal("0.01")),
        unit=amount.unit,
    )


def _invoices(draft: Draft) -> Iterator[Finding]:
    """Yield the rows of a table "price, quantity, amount" that do not multiply."""
    for table in draft.tables:
        header, rows = header_and_rows(table)
        places = _places(header, draft) if header else None
        if places is None:
            continue
        judged = [(row, *_multiplied(draft, row, places)) for row in rows]
        known = [(row, amount, made) for row, amount, made in judged if amount and made]
        scale = Decimal(1) if _fits(known, 1) >= _fits(known, 1000) else Decimal(1000)
        if _fits(known, scale) < max(1, len(known) // 2):
            continue
        for row, amount, made in known:
            if not _is_same(amount, made / scale):
                yield _finding(draft, table, row, amount, made / scale)


def _places(header: Row, draft: Draft) -> tuple[int, int, int] | None:
    """Return where the price, the quantity and the amount stand; None without all three."""
    found: list[int] = []
    for name in ("price", "quantity", "amount"):
        fits = pattern(draft.language, f"volumes.{name}")
        places = [n for n, cell in enumerate(header.cells) if n and fits.search(plain(cell.text))]
        free = [place for place in places if place not in found]
        if len(free) != 1:
            return None
        found += free
    return found[0], found[1], found[2]


def _multiplied(
    draft: Draft, row: Row, places: tuple[int, int, int]
) -> tuple[Number | None, Decimal | None]:
    cells: list[Cell | None] = [row.cells[n] if n < len(row.cells) else None for n in places]
    price, quantity, amount = (
        cell_number(cell, draft.language) if cell else None for cell in cells
    )
    made = price.value * quantity.value if price and quantity else None
    return amount, made


def _fits(known: list[tuple[Row, Number, Decimal]], scale: int | Decimal) -> int:
    return sum(_is_same(amount, made / scale) for _, amount, made in known)
