"""Required content that is not there at all, or that the draft says it does not have yet."""

from collections import Counter
from collections.abc import Iterator

from assistant.call.rule import Rules
from assistant.masterplan.draft import Draft, Sentence
from assistant.masterplan.evidence import shown
from assistant.masterplan.finding import Finding, absent, at
from assistant.masterplan.findings.choice import span_of
from assistant.masterplan.findings.payers import check_payers
from assistant.masterplan.lexicon import lexicon
from assistant.masterplan.view import View, view

_FEWEST_SIGNS = 2  # one alone is a word in passing


def check_absences(draft: Draft, rules: Rules) -> Iterator[Finding]:
    """Yield each criterion in scope that nothing shows and no section is about."""
    seen = view(draft)
    signs = Counter(name.partition(".")[0] for name in shown(draft))
    there = {criterion for criterion, count in signs.items() if count >= _FEWEST_SIGNS}
    headed = {name for section in draft.sections for name in section.criteria}
    for criterion in lexicon().words["topics"]:
        if criterion not in draft.in_scope or criterion in there:
            continue
        denial = None if signs[criterion] else _denial(criterion, seen)
        if denial:
            yield at(draft, "missing_section", criterion, span_of(denial), variant="denied")
        elif criterion == "revenue_model" and any(check_payers(draft, rules)):
            continue  # they say it
        elif criterion not in headed:
            yield absent("missing_section", criterion)


def _denial(criterion: str, seen: View) -> Sentence | None:
    """Return the sentence by which the draft says that it does not have a content yet."""
    return next(
        (
            one
            for one in seen.draft.sentences
            if seen.is_denied(one)
            and (seen.is_about(one, criterion))
            and lexicon().finds(f"topics.{criterion}", seen.told(one))
        ),
        None,
    )
