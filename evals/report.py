"""A run told to a person, in Markdown: the table, the comparison, the failures."""

from collections.abc import Iterable, Sequence

from assistant.model import Language
from assistant.text import listing, say, sentences
from evals.answers import Score
from evals.cases import Case
from evals.results import Comparison, Figures, Run, by_kind, figures
from evals.sampled import tell_samples
from evals.shares import Share
from evals.suites import Result
from evals.table import markdown, share_words


def report(run: Run, language: Language) -> str:
    """Return the table of a run, what it depends on, and the comparison with a baseline."""
    unscored = {"n": len(run.unscored), "ids": ", ".join(run.unscored)}
    parts = [
        say(language, "eval.title"),
        "\n".join(f"- {name}: {value}" for name, value in run.about.items()),
        _table(run.scores, language),
        say(language, "eval.unscored", **unscored) if run.unscored else "",
        _comparison(run.comparison, language) if run.comparison else "",
        tell_samples(run.sampled, language) if run.sampled else "",
        *(_suite(suite, language) for suite in run.suites),
    ]
    return "\n\n".join(part for part in parts if part)


def failures(
    scores: Iterable[Score], cases: Sequence[Case], language: Language, *, questions: bool
) -> str:
    """Return every asking that is not wholly right, and why; its words only when asked for."""
    known = {case.id: case for case in cases}
    wordings = {
        name: turns
        for case in cases
        for name, turns in zip(case.askings, case.wordings, strict=True)
    }
    lines = [say(language, "eval.failures")]
    for one in scores:
        if one.whole:
            continue
        lines.append(f"- {one.id} ({one.kind}{', critical' if one.critical else ''})")
        lines += [f"  - “{' / '.join(wordings[one.id])}”"] if questions else []
        lines += [f"  - {reason}" for reason in reasons(one, known[one.case], language)]
    return "\n".join(lines)


def reasons(one: Score, case: Case, language: Language) -> list[str]:
    """Return why an asking is not wholly right."""
    wanted = ", ".join(case.outcomes)
    wrong = say(language, "eval.wrong_outcome", outcome=one.outcome, wanted=wanted)
    missed = [say(language, "eval.missed", what=what) for what in one.missed]
    said = [say(language, "eval.said", what=what) for what in one.said]
    return [*([] if one.outcome_right else [wrong]), *missed, *said]


def _suite(suite: Result, language: Language) -> str:
    """Return the shares of a suite that has a measure of its own, and what it fails."""
    head = say(language, "eval.suite", name=suite.suite)
    rows = [
        [share_name(suite.suite, name, language), *_counted(one)]
        for name, one in suite.shares.items()
    ]
    table = markdown(listing(language, "eval.suite_columns"), rows)
    failed = "\n".join(f"- {line}" for line in suite.failures)
    return "\n\n".join(part for part in (head, table, failed) if part)


def share_name(suite: str, name: str, language: Language) -> str:
    """Return the words for a share of a suite; its own name where there are none."""
    words = sentences(language)["eval"].get(suite, {})
    return str(words.get(name, name)) if isinstance(words, dict) else name


def _counted(one: Share) -> list[str]:
    return [_share(one), f"{one.count:g} / {one.of:g}"]


def _table(scores: Sequence[Score], language: Language) -> str:
    if not scores:
        return ""
    rows = {say(language, "eval.all"): figures(scores), **by_kind(scores)}
    body = [_row(name, row) for name, row in rows.items()]
    return markdown(listing(language, "eval.columns"), body)


def _row(name: str, row: Figures) -> list[str]:
    shares = (row.outcome, row.must, row.whole, row.stable, row.unchanged, row.facts)
    counts = [str(row.cases), str(row.askings)]
    return [name, *counts, *(_share(share) for share in shares), str(row.said)]


def _share(share: Share) -> str:
    return share_words(share.value, share.interval) if share.of else "-"


def _comparison(found: Comparison, language: Language) -> str:
    names = ("lost", "won", "critical", "forbidden")
    lists = {name: ", ".join(getattr(found, name)) or "-" for name in names}
    verdict = say(language, "eval.regressed" if found.regressed else "eval.not_regressed")
    counts = {
        "paired": found.paired,
        "unpaired": found.unpaired,
        "cases_lost": found.cases_lost,
        "cases_won": found.cases_won,
        "p": f"{found.p:.3f}",
    }
    return say(language, "eval.comparison", verdict=verdict, **counts, **lists)
