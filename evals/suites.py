"""Suites that are no list of questions: each has a measure of its own, and may fail a run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.settings import Settings
from evals.cases import Split
from evals.shares import Share


@dataclass(frozen=True, slots=True)
class Result:
    """What a suite came to. ``failures``: what fails the run, each told in a line."""

    suite: str
    shares: Mapping[str, Share] = field(default_factory=dict)
    failures: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the shares and the failures."""
        shares = {name: share.as_json() for name, share in self.shares.items()}
        return {"shares": shares, "failures": list(self.failures)}


Measure = Callable[[Settings, Split], Result]


def citations(settings: Settings, _: Split) -> Result:
    """Offer forged quotations, and true ones, of every passage of the index."""
    from assistant.answering.pipeline import Pipeline
    from evals.citations import forged

    shares = forged(list(Pipeline(settings).knowledge.searcher.passages))
    wrong = [name for name, one in shares.items() if one.value != (name == "true")]
    return Result("citations", shares, tuple(wrong))


def faq(settings: Settings, _: Split) -> Result:
    """Ask real published questions of their own published answers."""
    from evals.faq import measured

    return Result("faq", measured(settings))


def rules(settings: Settings, _: Split) -> Result:
    """Judge partnerships and sums by the rules: every case must be right."""
    from evals.rules import failures_of, run_rules, shares_of

    ruled = run_rules(settings)
    return Result("rules", shares_of(ruled), failures_of(ruled))


def critique(settings: Settings, split: Split) -> Result:
    """Judge drafts whose defects and levels are known; docs/critique.md defines each share."""
    from evals.critique import judge, knowledge_of, shares, untrue

    knowledge = knowledge_of(settings)
    judged = judge(split, knowledge)
    return Result("critique", shares(judged, knowledge), untrue(judged))


def approved(settings: Settings, split: Split) -> Result:
    """Ask for approved answers: each to its own question, none to one that is only near it."""
    from evals.matching import failures, matched, mutants, shares, strangers

    outcomes = matched(settings, split)
    found = shares(outcomes) | mutants(settings, split) | strangers(settings)
    return Result("approved", found, failures(outcomes))


SUITES: Mapping[str, Measure] = {
    "citations": citations,
    "faq": faq,
    "rules": rules,
    "critique": critique,
    "approved": approved,
}
SLOW = ("faq", "critique")  # minutes or data of their own: only when named


def run_suites(names: tuple[str, ...], settings: Settings, split: Split) -> tuple[Result, ...]:
    """Return the results of the suites named; of all that are quick when no suite is."""
    wanted = names or tuple(name for name in SUITES if name not in SLOW)
    return tuple(SUITES[name](settings, split) for name in SUITES if name in wanted)
