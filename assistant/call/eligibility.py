"""What the rules of the call make of a partnership: conditions, money and the next questions.

Nothing here promises anything: a rule whose sources conflict, or say nothing, decides nothing, and
Regione Lombardia decides in the end.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from assistant.call.conditions import STATES, Condition, Judge, State, as_stated
from assistant.call.funding import Funding, funding
from assistant.call.members import category_rules
from assistant.call.members_conditions import MEMBERS, category
from assistant.call.money_conditions import MONEY
from assistant.call.partnership import Partnership
from assistant.call.rules import Rule, Rules
from assistant.call.territory_conditions import TERRITORY
from assistant.model import Language
from assistant.text import say

# What no partnership can be held to yet: the sources conflict, or say nothing.
_OPEN = (
    "phase1_scoring_grid",
    "phase2_cap_per_project",
    "deadline_v1",
    "deadline_v2",
    "deadline_v3",
    "state_aid_regime",
    "cumulation_rules",
)
# Rules that have something to say of a partnership even while their value is not known.
_READ_WITHOUT = (
    "endorsement_interprovincial_and_milan",
    "partner_seat_in_lombardy",
    "phase1_detailed_eligible_costs",
)
JUDGES: dict[str, Judge] = {**MEMBERS, **TERRITORY, **MONEY, **dict.fromkeys(_OPEN, as_stated)}

# What tells how the call works and sets no condition on a partnership.
INFORMATIVE = (
    "phase1_aid_form",
    "phase1_min_spend_for_full_grant",
    "phase1_max_full_grants",
    "phase1_selection_procedure",
    "phase2_budget",
    "phase2_budget_years",
    "phase2_max_grant_rate",
    "phase2_investment_types",
    "phase2_access",
    "total_resources_min",
    "filing_channel",
    "phase2_recognition_requirements",
    "business_model_years",
    "vision_horizon",
    "recognition_moment",
    "de_minimis_ceiling_general",
    "lombardy_provinces_count",
)


@dataclass(frozen=True, slots=True)
class Check:
    """The result. ``informative``: the rules that set no condition on this partnership."""

    partnership: Partnership
    conditions: tuple[Condition, ...]
    informative: tuple[Rule, ...]
    funding: Funding | None

    def of(self, state: State) -> tuple[Condition, ...]:
        """Return the conditions in a state, in the order of the rules."""
        return tuple(condition for condition in self.conditions if condition.state == state)

    @property
    def questions(self) -> tuple[str, ...]:
        """Return what to ask next (keys under ``rules.question``), the most decisive first.

        A question counts for as many conditions as its answer could decide; those of uncertain
        rules, which no answer decides, only break ties.
        """
        asking = [condition for condition in self.conditions if condition.asks]
        decides = Counter(condition.asks for condition in asking if condition.is_certain)
        touches = Counter(condition.asks for condition in asking)
        return tuple(sorted(touches, key=lambda asks: (-decides[asks], -touches[asks])))

    def summary(self, language: Language) -> str:
        """Return how many conditions are in each state, and who decides."""
        counts = {state: len(self.of(state)) for state in STATES}
        return say(language, "rules.summary", **counts)

    def as_json(self, language: Language = "it") -> dict[str, Any]:
        """Return the Check of the contract: states and ids, with the words in a language."""
        return {
            "summary": self.summary(language),
            "conditions": [condition.as_json(language) for condition in self.conditions],
            "contribution": self.funding.as_json(language) if self.funding else None,
            "questions": [say(language, f"rules.question.{key}") for key in self.questions],
            "informative": [
                {
                    "rule": rule.id,
                    "text": rule.texts[language],
                    "facts": list(rule.facts),
                    "certainty": rule.certainty,
                }
                for rule in self.informative
            ],
        }


def check(partnership: Partnership, rules: Rules) -> Check:
    """Return every condition that the rules set on a partnership, in the order of the rules."""
    judges = JUDGES | {rule.subject: category for rule in category_rules(rules).values()}
    judged = [(rule, _judged(judges.get(rule.subject), partnership, rules, rule)) for rule in rules]
    return Check(
        partnership=partnership,
        conditions=tuple(condition for _, condition in judged if condition),
        informative=tuple(rule for rule, condition in judged if condition is None),
        funding=funding(partnership, rules),
    )


def _judged(
    judge: Judge | None, partnership: Partnership, rules: Rules, rule: Rule
) -> Condition | None:
    """Return the condition of a rule, if it sets one; a rule without its value is not decided."""
    if judge is None:
        return None
    if rule.value is None and rule.certainty == "unknown" and rule.subject not in _READ_WITHOUT:
        judge = as_stated
    return judge(partnership, rules, rule)
