"""Required content that is not there at all, or that the draft says it does not have yet."""

from collections.abc import Iterator

from assistant.call.rule import Rules
from assistant.masterplan.draft import Draft, Sentence
from assistant.masterplan.evidence import FIVE_YEARS, shown
from assistant.masterplan.finding import Finding, absent, at
from assistant.masterplan.findings.choice import span_of
from assistant.masterplan.findings.payers import check_payers
from assistant.masterplan.lexicon import lexicon
from assistant.masterplan.view import View, view

_MANY = 3  # words on a criterion that make a paragraph speak of it, whatever else it says
_FEWEST_SIGNS = 2  # sentences: one alone is a word in passing


def check_absences(draft: Draft, rules: Rules) -> Iterator[Finding]:
    """Yield each criterion in scope that nothing shows and no section is about."""
    seen = view(draft)
    signs: dict[str, set[Sentence]] = {}
    for name, told in shown(draft).items():
        signs.setdefault(_criterion(name), set()).add(told[0])
    there = {criterion for criterion, found in signs.items() if len(found) >= _FEWEST_SIGNS}
    if FIVE_YEARS in shown(draft):
        there.add(_criterion(FIVE_YEARS))  # one table tells them all
    headed = {name for section in draft.sections for name in section.criteria}
    for criterion in lexicon().words["topics"]:
        if criterion not in draft.in_scope or criterion in there:
            continue
        is_told = any(_is_of(one, criterion, draft) for one in signs.get(criterion, ()))
        denial = None if is_told else _denial(criterion, seen)
        if denial:
            yield at(draft, "missing_section", criterion, span_of(denial), variant="denied")
        elif criterion == "revenue_model" and any(check_payers(draft, rules)):
            continue  # they say it
        elif criterion not in headed and not _is_told_in_passing(criterion, seen):
            yield absent("missing_section", criterion)


def _criterion(sign: str) -> str:
    return sign.partition(".")[0]


def _is_told_in_passing(criterion: str, seen: View) -> bool:
    """Tell whether a paragraph, under another heading or under none, is about a criterion."""
    if criterion in seen.leading.values():
        return True
    return any(scores[criterion] >= _MANY for scores in seen.scores.values())


def _is_of(sentence: Sentence, criterion: str, draft: Draft) -> bool:
    return criterion in draft.sections[sentence.section].criteria


def _denial(criterion: str, seen: View) -> Sentence | None:
    """Return the sentence by which the draft says that it does not have a content yet."""
    return next(
        (
            one
            for one in seen.draft.sentences
            if seen.is_denied(one)
            and seen.is_about(one, criterion)
            and lexicon().finds(f"topics.{criterion}", seen.told(one))
        ),
        None,
    )
