"""``sportello eval critique``: judge the drafts of a split, and tell what it came to."""

import argparse
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.console import write, write_json
from assistant.masterplan.critique import load_knowledge
from assistant.model import Language
from assistant.retrieval.embed import open_embedder
from assistant.settings import Settings
from assistant.text import say
from evals.critique import Judged, judge, load_drafts, measures
from evals.results import Share
from evals.table import markdown, share_words

SUITE = "critique"
_SHARES = (
    "recall",
    "precision",
    "must_not_flag",
    "levels_acceptable",
    "pairs",
    "quotes",
    "kinds",
    "injection",
)
_SHOWN = 100


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Judge the drafts and tell the measures; 0, for there is no baseline of critiques yet."""
    judged = judge(load_drafts(arguments.split), settings)
    told = measures(judged, load_knowledge(settings.corpus, open_embedder(settings)))
    if arguments.json:
        write_json(_plain(told))
        return 0
    write(report(told, settings.language))
    if arguments.failures:
        write(f"\n{failures(judged)}")
    return 0


def report(told: Mapping[str, Any], language: Language) -> str:
    """Return the measures as tables."""
    head = [say(language, f"eval.critique.{name}") for name in ("measure", "value", "count")]
    rows = [_row(name, told[name], language) for name in _SHARES]
    clean = told["false_alarms_on_clean"]
    rows.append([say(language, "eval.critique.clean"), str(sum(clean)), str(len(clean))])
    rows.append([say(language, "eval.critique.error"), f"{told['levels_error']:.2f}", ""])
    rows.append([say(language, "eval.critique.time"), f"{told['seconds_a_page']:.2f}", ""])
    kinds = [
        [kind, *(str(counts[name]) for name in ("hit", "missed", "extra"))]
        for kind, counts in told["types"].items()
    ]
    columns = [say(language, f"eval.critique.{name}") for name in ("type", "hit", "missed", "extra")]
    return f"{markdown(head, rows)}\n\n{markdown(columns, kinds)}"


def failures(judged: Sequence[Judged]) -> str:
    """Return what was missed and what was found in excess, a line each."""
    lines = []
    for one in judged:
        lines += [f"{one.gold.id} - {d['type']}: {_short(d['quote'])}" for d in one.missed]
        lines += [f"{one.gold.id} + {f.type}: {_short(f.quote)}" for f in one.extra]
    return "\n".join(lines)


def _row(name: str, share: Share, language: Language) -> list[str]:
    value = share_words(share.value, share.interval)
    return [say(language, f"eval.critique.{name}"), value, f"{share.count:g}/{share.of:g}"]


def _plain(told: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value.as_json() if isinstance(value, Share) else value for name, value in told.items()
    }


def _short(quote: str | None) -> str:
    return " ".join((quote or "-").split())[:_SHOWN]
