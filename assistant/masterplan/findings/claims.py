"""Strong claims without a figure: superlatives, primacies, comparisons that nothing measures."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from assistant.call.rule import Rules
from assistant.masterplan.draft import Draft, Sentence
from assistant.masterplan.finding import Finding, at
from assistant.masterplan.findings.choice import best_of_each_section, span_of, strength
from assistant.masterplan.lexicon import lexicon
from assistant.masterplan.view import View, view

_TYPE = "unquantified_claim"
_PILED = 4  # two primacies in one sentence: told even where the section has a stronger one
_COMPARISONS = 2  # of which a sentence needs so many to be a strong claim
_CLAUSE = re.compile(r";")
_CLAIM = 6  # words of a clause that says something
_WHERE = ("dati_economici", "posizionamento", "infrastrutture", "partenariato", "attrattivita")


def check_claims(draft: Draft, _: Rules) -> Iterator[Finding]:
    """Yield the strongest claim of each section that no figure, there or next to it, bears out."""
    seen = view(draft)
    may = [one for one in draft.sentences if may_claim(one, seen)]
    said = {one: _strength(one, seen) for one in may}
    scored = [(strength(draft, _TYPE, one, said[one] > 0), one) for one in may]
    piled = [one for score, one in scored if score and said[one] >= _PILED]
    chosen = {*best_of_each_section(scored), *piled}
    for sentence in sorted(chosen, key=lambda one: one.start):
        criterion = _criterion(sentence, seen)
        yield at(draft, _TYPE, criterion, span_of(sentence))


def may_claim(sentence: Sentence, seen: View) -> bool:
    """Tell whether a sentence is one that no figure, there or next to it, bears out."""
    if sentence.kind == "row" or seen.is_denied(sentence):
        return False
    if seen.figures_in(sentence) and not _bare_claim(sentence, seen):
        return False
    if "visione" in seen.draft.sections[sentence.section].criteria[:1]:
        return False
    return not _is_proved(sentence, seen)


def _bare_claim(sentence: Sentence, seen: View) -> bool:
    """Tell whether a clause between semicolons claims a primacy without a figure of its own."""
    start = sentence.start
    for clause in _CLAUSE.split(seen.told(sentence)):
        span = (start, start + len(clause))
        start = span[1] + 1
        is_peak = lexicon().finds("claim.peak", clause) and len(clause.split()) >= _CLAIM
        if is_peak and not seen.figures_in(span):
            return True
    return False


def _strength(sentence: Sentence, seen: View) -> float:
    words = seen.told(sentence)
    book = lexicon()
    peaks = len({found.group() for found in book.pattern("claim.peak").finditer(words)})
    more = len({found.group() for found in book.pattern("claim.more").finditer(words)})
    if peaks:
        return 2 * peaks + more / 2
    criteria = seen.draft.sections[sentence.section].criteria
    is_about_us = book.finds("claim.subject", words) or any(one in _WHERE for one in criteria)
    is_strong = is_about_us and more >= _COMPARISONS
    return more / 2 if is_strong and not _reads_a_table(sentence, seen) else 0


def _reads_a_table(sentence: Sentence, seen: View) -> bool:
    """Tell whether a sentence compares what a table above it, in its section, puts in figures."""
    above = (one for one in seen.draft.tables if one.end <= sentence.start)
    return any(one.section == sentence.section for one in above)


def _is_proved(sentence: Sentence, seen: View) -> bool:
    """Tell whether the next sentence of the paragraph brings figures as the proof of this one."""
    sentences = seen.draft.sentences
    after = bisect_left(sentences, sentence.end, key=lambda one: one.start)
    if after == len(sentences) or sentences[after].paragraph != sentence.paragraph:
        return False
    following = sentences[after]
    is_proof = lexicon().finds("claim.proof", seen.told(following))
    return is_proof and bool(seen.figures_in(following))


def _criterion(sentence: Sentence, seen: View) -> str:
    named = seen.draft.sections[sentence.section].criteria
    near = [name for name in named if name in _WHERE]
    return near[0] if near else (named[0] if named else "posizionamento")
