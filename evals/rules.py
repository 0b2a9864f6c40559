"""The suite ``rules``: partnerships and sums, each with what the rules must make of it.

``evals/cases/rules.yaml`` holds them, written by hand from the rules; every one must be right.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.answering.case import partnership_of
from assistant.call.conditions import State
from assistant.call.eligibility import Check, check
from assistant.call.parsing import parse_partnership
from assistant.call.rules import Rules, load_rules
from assistant.errors import InputError
from assistant.ingestion.strict import read_yaml
from assistant.model import Language
from assistant.settings import Settings
from evals.shares import Share, share

FILE = Path(__file__).resolve().parent / "cases" / "rules.yaml"
_ABSENT = "absent"


class RuleCase(BaseModel):
    """One case. ``partnership``: as in a file of ``sportello check``; or ``turns``: in words.

    ``states``: rule id -> state, or absent where the rule sets no condition. ``grant``,
    ``own_share`` and ``line`` (by name) are exact euro; ``asks`` is the first question.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[\w.-]+$")
    about: str = Field(pattern=r"\S")
    partnership: dict[str, Any] | None = None
    turns: tuple[str, ...] = ()
    lang: Language = "it"
    states: dict[str, State | Literal["absent"]] = {}
    grant: Decimal | None = None
    own_share: Decimal | None = None
    line: dict[str, Decimal] = {}
    asks: str | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """One thing expected of a case, and what came of it."""

    what: str
    wanted: str
    found: str

    @property
    def is_right(self) -> bool:
        """Tell whether the two are the same."""
        return self.wanted == self.found


@dataclass(frozen=True, slots=True)
class Ruled:
    """A case and everything that was expected of it."""

    case: RuleCase
    expected: tuple[Expected, ...]

    @property
    def is_right(self) -> bool:
        """Tell whether the case is right in all."""
        return all(one.is_right for one in self.expected)


def run_rules(settings: Settings, path: Path = FILE) -> tuple[Ruled, ...]:
    """Judge every case by the rules of the corpus; InputError for a case that is wrong itself."""
    rules = load_rules(settings.corpus / "rules.yaml")
    return tuple(Ruled(case, tuple(_expected(case, rules))) for case in load_rule_cases(path))


def load_rule_cases(path: Path = FILE) -> tuple[RuleCase, ...]:
    """Return the cases; InputError names the file, the place of the entry and what is wrong."""
    cases: dict[str, RuleCase] = {}
    for number, entry in enumerate(read_yaml(path), start=1):
        try:
            case = RuleCase.model_validate(entry)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            problem = f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
            raise _wrong(path, number, problem) from error
        if case.id in cases or (case.partnership is None) == (not case.turns):
            raise _wrong(path, number, f"id: {case.id} | partnership | turns")
        cases[case.id] = case
    return tuple(cases.values())


def _expected(case: RuleCase, rules: Rules) -> Iterator[Expected]:
    done = _checked(case, rules)
    found: Mapping[str, str] = {one.rule.id: one.state for one in done.conditions}
    known = {rule.id for rule in rules}
    for rule, state in case.states.items():
        yield Expected(rule, state, found.get(rule, _ABSENT if rule in known else "-"))
    yield from _sums(case, done)
    if case.asks:
        yield Expected("asks", case.asks, next(iter(done.questions), "-"))


def _sums(case: RuleCase, done: Check) -> Iterator[Expected]:
    lines = {line.what: line.amount for line in done.funding.lines} if done.funding else {}
    wanted = {"grant": case.grant, "own_share": case.own_share, **case.line}
    for what, amount in wanted.items():
        if amount is not None:
            yield Expected(what, _plain(amount), _plain(lines[what]) if what in lines else "-")


def _checked(case: RuleCase, rules: Rules) -> Check:
    if case.turns:
        return check(partnership_of(case.turns, rules, case.lang), rules)
    return check(parse_partnership(case.partnership or {}, rules), rules)


def _plain(amount: Decimal) -> str:
    return f"{amount.quantize(Decimal('0.01')):f}"


def shares_of(ruled: Sequence[Ruled]) -> Mapping[str, Share]:
    """Return the share of cases right, of each group (the letter of their ids) and of all."""
    groups: dict[str, list[bool]] = {}
    for one in ruled:
        groups.setdefault(one.case.id[:1], []).append(one.is_right)
    shares = {name: share(verdicts) for name, verdicts in groups.items()}
    return {**shares, "all": share([one.is_right for one in ruled])}


def failures_of(ruled: Sequence[Ruled]) -> tuple[str, ...]:
    """Return a line for each case that is not right: what was found and what was wanted."""
    return tuple(
        f"{one.case.id} ({one.case.about}): "
        + "; ".join(
            f"{each.what} {each.found}, {each.wanted}" for each in one.expected if not each.is_right
        )
        for one in ruled
        if not one.is_right
    )


def _wrong(path: Path, number: int, problem: str) -> InputError:
    return InputError("eval.case", file=path.name, line=number, problem=problem)
