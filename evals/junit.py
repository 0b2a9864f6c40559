"""Scores as JUnit XML, which every CI server shows: one test an asking."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from assistant.model import Language
from evals.answers import Score
from evals.cases import Case
from evals.report import reasons


def junit(scores: Sequence[Score], cases: Sequence[Case], language: Language) -> str:
    """Return the XML; an asking that is not wholly right is a failure, with its reasons."""
    known = {case.id: case for case in cases}
    failed = [score for score in scores if not score.whole]
    counts = {"tests": str(len(scores)), "failures": str(len(failed))}
    suite = Element("testsuite", {"name": "sportello eval", **counts})
    for score in scores:
        kind = f"{known[score.case].suite}.{score.kind}"
        case = SubElement(suite, "testcase", {"name": score.id, "classname": kind})
        if not score.whole:
            said = reasons(score, known[score.case], language)
            SubElement(case, "failure", {"message": "; ".join(said)})
    return tostring(suite, encoding="unicode", xml_declaration=True)
