"""What the consistency checks find in a text: for the tests of each family."""

from assistant.call.rule import Rules
from assistant.call.rules import load_rules
from assistant.masterplan.consistency import CHECKS
from assistant.masterplan.finding import Finding
from assistant.masterplan.parsing import parse
from assistant.model import Language
from assistant.settings import CHECKOUT

RULES = load_rules(CHECKOUT / "corpus" / "rules.yaml")


def findings(text: str, language: Language = "it", rules: Rules = RULES) -> list[Finding]:
    """Return every finding of the consistency checks on a draft."""
    draft = parse(text, language)
    return [finding for check in CHECKS for finding in check(draft, rules)]


def kinds(text: str, language: Language = "it") -> set[str]:
    """Return the types of the findings on a draft."""
    return {finding.type for finding in findings(text, language)}
