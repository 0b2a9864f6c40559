"""The options of ``sportello eval``."""

import argparse
import datetime as dt
from pathlib import Path

from assistant.model import LANGUAGES

_CASES_DAY = dt.date(2026, 11, 22)  # the day for which the cases were written
PARTS = ("dense", "lexical", "rewriting", "abstention")  # that can be switched off


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options; what they do is in docs/evaluation.md."""
    parser.add_argument("suites", nargs="*", metavar="SUITE", help="suites of cases (all)")
    parser.add_argument("--split", choices=("dev", "test"), default="dev", help="dev, or held out")
    parser.add_argument("--as-of", type=_day, default=_CASES_DAY, metavar="DATE", help="their day")
    parser.add_argument("--baseline", type=Path, metavar="FILE", help="results to compare with")
    parser.add_argument("--without", choices=PARTS, help="switch a part off (ablation)")
    parser.add_argument("--systems", action="store_true", help="run the plain systems and save")
    parser.add_argument("--report", type=Path, metavar="FILE.html", help="write the report too")
    parser.add_argument("--report-language", choices=LANGUAGES, default="en", help="of the page")
    parser.add_argument("--failures", action="store_true", help="list what is not wholly right")
    parser.add_argument("--questions", action="store_true", help="list it with the questions")
    parser.add_argument("--keep-answers", type=Path, metavar="FILE", help="save the answers")
    parser.add_argument("--answers", type=Path, metavar="FILE", help="score these saved answers")
    parser.add_argument("--ask-file", type=Path, metavar="FILE", help="only write an ask --batch")


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
