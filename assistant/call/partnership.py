"""A partnership: the facts that the rules of the call look at. What is not known is None."""

from dataclasses import dataclass
from decimal import Decimal

from assistant.call.members import MemberType, Nature, Side, side_of


@dataclass(frozen=True, slots=True)
class Partner:
    """A member of the partnership.

    ``kind``: its type out of the lists of the rules; None when none of them is its own or it was
    not stated (then ``is_stated`` is false). ``categories``: those that it declares, from 1.
    ``private_share``: percent of a mixed body that is in private hands, 0 to 100.
    ``is_lombard``: None when its seat was not stated.
    """

    name: str
    kind: MemberType | None = None
    is_stated: bool = True
    nature: Nature | None = None
    private_share: Decimal | None = None
    categories: tuple[int, ...] = ()
    province: str | None = None
    is_lombard: bool | None = None

    @property
    def side(self) -> Side | None:
        """Return whether the member is public or private; None when that is not known."""
        return side_of(self.nature, self.private_share, self.kind)

    @property
    def fills(self) -> tuple[int, ...]:
        """Return the categories that it declares, else those that its kind may fill."""
        return self.categories or (self.kind.categories if self.kind else ())

    def is_sure_of(self, category: int) -> bool:
        """Tell whether the rules name the kind of this member in a category that it fills."""
        return bool(self.kind) and category in (self.kind.categories if self.kind else ())


@dataclass(frozen=True, slots=True)
class Cost:
    """A quote for consultancy, in euro; ``vat`` is the tax on it, not in ``amount``."""

    what: str
    amount: Decimal
    vat: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Candidacy:
    """Another candidacy that one knows of. ``is_recognised``: it is a ZIS already."""

    provinces: tuple[str, ...]
    specialisation: str = ""
    is_recognised: bool = False

    @property
    def is_interprovincial(self) -> bool:
        """Tell whether it involves more than one province."""
        return len(self.provinces) > 1


@dataclass(frozen=True, slots=True)
class Partnership:
    """What is known of a candidacy. None: not stated, and so a question.

    ``lead``: the name of the lead partner. ``provinces``: those involved, named as in the rules
    where they are Lombard. ``endorsements``: the provinces whose letter is there. ``others``: the
    other candidacies known (empty: none). ``contents`` and ``additional``: the contents of the
    Masterplan that are there, named as in the rules. ``is_whole``: no partner is left unsaid.
    """

    partners: tuple[Partner, ...] = ()
    lead: str | None = None
    specialisation: str = ""
    provinces: tuple[str, ...] = ()
    interprovincial: bool | None = None
    endorsements: tuple[str, ...] | None = None
    costs: tuple[Cost, ...] | None = None
    requested: Decimal | None = None
    investment: Decimal | None = None
    others: tuple[Candidacy, ...] | None = None
    contents: tuple[str, ...] | None = None
    additional: tuple[str, ...] | None = None
    is_whole: bool = True

    @property
    def lead_partner(self) -> Partner | None:
        """Return the partner that leads, if it is known."""
        return next((partner for partner in self.partners if partner.name == self.lead), None)

    @property
    def is_interprovincial(self) -> bool | None:
        """Tell whether more than one province is involved; None when that is not known."""
        if len(self.provinces) > 1:
            return True
        return self.interprovincial if self.interprovincial is not None else self._from_provinces()

    def _from_provinces(self) -> bool | None:
        return False if self.provinces else None

    @property
    def spending(self) -> Decimal | None:
        """Return the sum of the quotes in euro, without VAT; None when there is none."""
        return sum((cost.amount for cost in self.costs), Decimal(0)) if self.costs else None

    @property
    def vat(self) -> Decimal | None:
        """Return the VAT of the quotes in euro, where each states it."""
        stated = [cost.vat for cost in self.costs or () if cost.vat is not None]
        return sum(stated, Decimal(0)) if stated and len(stated) == len(self.costs or ()) else None
