"""The options of ``sportello eval``."""

import argparse
import datetime as dt
from pathlib import Path

from assistant.model import LANGUAGES

_CASES_DAY = dt.date(2026, 11, 22)  # the day for which the cases were written
MODES = ("embedded", "llm")
PARTS = ("dense", "lexical", "rewriting", "abstention")  # that can be switched off


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options; what they do is in docs/evaluation.md."""
    parser.add_argument("suites", nargs="*", metavar="SUITE", help="suites of cases (all)")
    parser.add_argument("--split", choices=("dev", "test"), default="dev", help="dev, or held out")
    parser.add_argument("--as-of", type=_day, default=_CASES_DAY, metavar="DATE", help="their day")
    parser.add_argument("--baseline", type=Path, metavar="FILE", help="results to compare with")
    parser.add_argument("--mode", choices=MODES, help="with a model or without (as configured)")
    parser.add_argument("--samples", type=_count, default=1, metavar="K", help="of the llm mode")
    parser.add_argument("--cassettes", type=Path, metavar="DIR", help="keep requests and replies")
    parser.add_argument("--replay", action="store_true", help="score these replies, ask nobody")
    parser.add_argument("--labels", type=Path, metavar="FILE", help="verdicts of people, JSONL")
    parser.add_argument("--without", choices=PARTS, help="switch a part off (ablation)")
    parser.add_argument("--systems", action="store_true", help="run the plain systems and save")
    parser.add_argument("--report", type=Path, metavar="FILE.html", help="write the report too")
    parser.add_argument("--report-language", choices=LANGUAGES, default="en", help="of the page")
    parser.add_argument("--failures", action="store_true", help="list what is not wholly right")
    parser.add_argument("--questions", action="store_true", help="list it with the questions")
    parser.add_argument("--keep-answers", type=Path, metavar="FILE", help="save the answers")
    parser.add_argument("--answers", type=Path, metavar="FILE", help="score these saved answers")
    parser.add_argument("--ask-file", type=Path, metavar="FILE", help="only write an ask --batch")


def _count(text: str) -> int:
    count = int(text)
    if count < 1:
        raise ValueError(text)
    return count


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
