"""The report as one HTML file: no other host, readable without JavaScript, printable."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assistant.model import Language
from assistant.text import listing, say
from evals.answers import Answers, Score
from evals.cases import Case
from evals.differences import Difference
from evals.report import reasons, share_name
from evals.results import Figures, Run, by, by_kind, figures
from evals.shares import Share
from evals.suites import Result
from evals.table import share_words

_FOLDER = Path(__file__).resolve().parent / "templates"
_LEFT, _WIDTH = 300, 380  # of the forest plot, for differences of -1 to 1
_CURVE = (60.0, 820.0, 280.0, 260.0)  # left, width, bottom, height of the risk-coverage curve


@dataclass(frozen=True, slots=True)
class Material:
    """What a report shows of a run beside its figures.

    ``questions``: the words of cases too; ``topics``: the topic of each case.
    """

    cases: Sequence[Case]
    answers: Mapping[str, Answers]
    systems: Mapping[str, Any]
    questions: bool
    topics: Mapping[str, str] = field(default_factory=dict)


def page(run: Run, shown: Material, language: Language) -> str:
    """Return the report of a run."""
    return (
        _environment(language)
        .get_template("report.html")
        .render(
            language=language,
            run=run,
            verdict=_verdict(run, language),
            tiles=_tiles(run.scores, language),
            flips=_flips(run),
            forest=[_forest(one, language) for one in run.differences],
            zero=_LEFT + _WIDTH / 2,
            ticks=[{"x": _x(at), "label": f"{at:+.1f}"} for at in (-1, -0.5, 0, 0.5, 1)],
            systems=_systems(run, shown.systems, language),
            heat=[_heat(kind, row) for kind, row in by_kind(run.scores).items()],
            topics=[_heat(topic, row) for topic, row in by(shown.topics, run.scores).items()],
            tables=_tables(run.measures, language),
            suites=[_suite(suite, language) for suite in run.suites],
            curve=_curve(run.measures),
            failing=_failing(run.scores, shown, language),
        )
    )


def _environment(language: Language) -> Environment:
    made = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    made.globals["say"] = lambda key, **params: say(language, key, **params)
    made.globals["listing"] = lambda key: listing(language, key)
    return made


def _verdict(run: Run, language: Language) -> Mapping[str, str]:
    found = run.comparison
    failing = [suite.suite for suite in run.suites if suite.failures]
    if failing:
        text = say(language, "eval.html.suites_failed", names=", ".join(failing))
        return {"mood": "worse", "text": text, "more": ""}
    if found is None:
        return {"mood": "", "text": say(language, "eval.html.no_baseline"), "more": ""}
    key = "regressed" if found.regressed else "not_regressed"
    more = say(
        language,
        "eval.html.compared",
        paired=found.paired,
        lost=len(found.lost),
        won=len(found.won),
        p=f"{found.p:.3f}",
        detectable=f"{found.detectable:.3f}",
    )
    mood = "worse" if found.regressed else "fine"
    return {"mood": mood, "text": say(language, f"eval.html.{key}"), "more": more}


def _tiles(scores: Sequence[Score], language: Language) -> list[Mapping[str, str]]:
    row = figures(scores)
    names = ("outcome", "must", "whole", "stable", "unchanged")
    shares = {name: getattr(row, name) for name in names}
    tiles = [
        {
            "value": f"{share.value:.1%}",
            "label": say(language, f"eval.html.{name}"),
            "interval": f"[{share.interval[0]:.3f}, {share.interval[1]:.3f}]",
        }
        for name, share in shares.items()
    ]
    said = {"value": str(row.said), "label": say(language, "eval.html.said")}
    return [*tiles, {**said, "interval": f"n = {row.askings}"}]


def _flips(run: Run) -> list[Mapping[str, Any]]:
    if run.comparison is None:
        return []
    lost = [{"id": name, "lost": True} for name in run.comparison.lost]
    return [*lost, *({"id": name, "lost": False} for name in run.comparison.won)]


def _forest(one: Difference, language: Language) -> Mapping[str, Any]:
    low, high = one.interval
    return {
        "label": say(language, f"eval.system.{one.name}"),
        "at": _x(one.value),
        "left": _x(low),
        "right": _x(high),
        "words": f"{one.value:+.3f} [{low:+.3f}, {high:+.3f}]",
    }


def _x(value: float) -> float:
    return round(_LEFT + _WIDTH * (value + 1) / 2, 1)


def _systems(run: Run, systems: Mapping[str, Any], language: Language) -> list[list[str]]:
    if not systems:
        return []
    ours = _system_row(say(language, "eval.system.ours"), figures(run.scores).as_json())
    rest = [
        _system_row(say(language, f"eval.system.{name}"), saved["figures"])
        for name, saved in systems.items()
    ]
    return [ours, *rest]


def _system_row(name: str, row: Mapping[str, Any]) -> list[str]:
    shares = (row[key] for key in ("outcome", "must", "whole", "stable"))
    words = [share_words(one["share"], (one["low"], one["high"])) for one in shares]
    return [name, *words, str(row["said"])]


def _heat(kind: str, row: Figures) -> Mapping[str, Any]:
    shares = (row.outcome, row.must, row.whole, row.stable)
    return {"name": kind, "askings": row.askings, "cells": [_cell(share) for share in shares]}


def _cell(share: Share) -> Mapping[str, str]:
    """Return the words of a share on a ground from red through white to green, pale enough."""
    if not share.of:
        return {"words": "-", "colour": "#fff"}
    hue, light = (140, 96 - 14 * (share.value - 0.5)) if share.value >= 0.5 else (0, 88)
    colour = f"hsl({hue} 45% {light:.0f}%)"
    return {"words": share_words(share.value, share.interval), "colour": colour}


def _tables(measures: Mapping[str, Any], language: Language) -> list[Mapping[str, Any]]:
    return [
        {
            "title": say(language, f"eval.html.{name}"),
            "note": say(language, f"eval.html.{name}_note"),
            "rows": [(key, _words(value)) for key, value in measures[name].items()],
        }
        for name in ("retrieval", "citations", "support", "abstention", "stages")
        if name in measures
    ]


def _suite(suite: Result, language: Language) -> Mapping[str, Any]:
    rows = [
        (share_name(suite.suite, name, language), _words(share.as_json()))
        for name, share in suite.shares.items()
    ]
    title = say(language, "eval.html.suite", name=suite.suite)
    return {"title": title, "rows": rows, "failures": suite.failures}


def _words(value: Any) -> str:
    if isinstance(value, Mapping):
        share = share_words(value["share"], (value["low"], value["high"]))
        return f"{share} ({value['count']:.0f} / {value['of']:.0f})"
    if value and isinstance(value[0], list):
        return " | ".join(" / ".join(str(count) for count in row) for row in value)
    return " / ".join(f"{number:.1f}" for number in value)


def _curve(measures: Mapping[str, Any]) -> Mapping[str, Any] | None:
    if "risk_coverage" not in measures:
        return None
    left, width, bottom, height = _CURVE
    points = measures["risk_coverage"]["points"]
    most = max([risk for _, risk in points] + [0.1])
    drawn = (f"{left + width * at:.1f},{bottom - height * risk / most:.1f}" for at, risk in points)
    halves = (0.0, 0.5, 1.0)
    return {
        "points": " ".join(drawn),
        "area": f"{measures['risk_coverage']['area']:.3f}",
        "ticks": [{"x": left + width * at, "label": f"{at:.0%}"} for at in halves],
        "levels": [{"y": bottom - height * at, "label": f"{at * most:.0%}"} for at in halves],
    }


def _failing(
    scores: Sequence[Score], shown: Material, language: Language
) -> list[Mapping[str, Any]]:
    known = {case.id: case for case in shown.cases}
    return [
        {
            "id": one.id,
            "kind": one.kind,
            "critical": one.critical,
            "question": _question(known[one.case], one.id) if shown.questions else "",
            "reasons": reasons(one, known[one.case], language),
            "answers": [_marked(answer) for answer in shown.answers[one.id]]
            if shown.questions
            else [],
        }
        for one in scores
        if not one.whole
    ]


def _question(case: Case, asking: str) -> str:
    turns = case.wordings[case.askings.index(asking)]
    return " / ".join(turns)


def _marked(answer: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the text of an answer in pieces, those that a quotation carries marked as cited."""
    text, pieces, at = str(answer.get("text", "")), [], 0
    quoted = (quote["words"] for claim in answer.get("claims", ()) for quote in claim["quotes"])
    spans = sorted((text.find(words), len(words)) for words in quoted)
    for start, length in spans:
        if start >= at:
            pieces += [{"text": text[at:start], "cited": False}]
            pieces += [{"text": text[start : start + length], "cited": True}]
            at = start + length
    return [*pieces, {"text": text[at:], "cited": False}]
