"""Measures: what a run says beside its scores: finding, citing, abstaining, and time by stage."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from assistant.answering import abstain
from assistant.answering.pipeline import Pipeline, retrieve
from assistant.answering.route import questions_of
from assistant.answering.turn import Turn
from assistant.model import Language, Question
from evals.answers import Answers, Score
from evals.cases import Case
from evals.citations import cited, support_test
from evals.faithful import faithful
from evals.finding import found
from evals.knowing import area, cells, risk_coverage
from evals.shares import Share

_DEPTH = 10


def measure(
    cases: Sequence[Case],
    scores: Sequence[Score],
    answers: Mapping[str, Answers],
    pipeline: Pipeline,
    day: dt.date,
) -> Mapping[str, Any]:
    """Return every measure as JSON; docs/evaluation.md defines each."""
    passages = {one.id: one for one in pipeline.knowledge.searcher.passages}
    given = [answer for turns in answers.values() for answer in turns]
    four = cells(scores, cases)
    surest = _confidences(cases, pipeline, day)
    curve = risk_coverage([one for one in scores if one.id in surest], surest.__getitem__)
    return {
        "retrieval": _shares(found(cases, lambda text: _names(pipeline, text, day))),
        "support": _shares(support_test(passages)),
        "citations": _shares({**cited(given), **faithful(given, passages)}),
        "abstention": {
            "cells": [
                [four.answered_answerable, four.declined_answerable],
                [four.answered_unanswerable, four.declined_unanswerable],
            ],
            "precision": four.precision.as_json(),
            "recall": four.recall.as_json(),
            "false_refusals": four.false_refusals.as_json(),
        },
        "risk_coverage": {"points": curve, "area": area(curve)},
        "stages": stages(given),
    }


def stages(answers: Sequence[Mapping[str, Any]]) -> Mapping[str, tuple[float, float]]:
    """Return the median and the 95th percentile of each stage in ms, those of ``total`` last."""
    times: dict[str, list[float]] = {}
    for answer in answers:
        for stage, spent in answer.get("timings_ms", {}).items():
            times.setdefault(stage, []).append(spent)
    return {
        stage: (float(np.percentile(spent, 50)), float(np.percentile(spent, 95)))
        for stage, spent in times.items()
    }


def _names(pipeline: Pipeline, text: str, day: dt.date) -> list[str]:
    return [hit.passage.id for hit in pipeline.search(text, _DEPTH, day)]


def _confidences(cases: Sequence[Case], pipeline: Pipeline, day: dt.date) -> Mapping[str, float]:
    """Return how sure the desk is of each single question, as ``abstain`` reckons it."""
    return {
        name: _confidence(turns[0], case.lang, pipeline, day)
        for case in cases
        if not case.turns
        for name, turns in zip(case.askings, case.wordings, strict=True)
    }


def _confidence(text: str, language: Language, pipeline: Pipeline, day: dt.date) -> float:
    turn = Turn(Question(text), language, day, text, text)
    asked = retrieve(replace(turn, asked=questions_of(turn)), pipeline.knowledge.on(day)).asked
    return max((abstain.confidence(one) for one in asked), default=0.0)


def _shares(shares: Mapping[str, Share]) -> dict[str, Any]:
    return {name: share.as_json() for name, share in shares.items()}
