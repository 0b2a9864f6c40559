"""The suite ``critique``: drafts with expected findings, judged and measured; docs/critique.md."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from assistant.errors import InputError
from assistant.masterplan.critique import INJECTED, Critique, Knowledge, critique, load_knowledge
from assistant.masterplan.finding import MISSING, Finding
from assistant.masterplan.parsing import parse
from assistant.retrieval.embed import open_embedder
from assistant.settings import Settings
from evals.shares import Share
from evals.statistics import wilson

DRAFTS = Path(__file__).resolve().parent / "drafts"
_ABSENCE = "missing_section"
_PAGE = 2_500  # code points
_PATTERN = "*.gold.yaml"


@dataclass(frozen=True, slots=True)
class Gold:
    """A draft and what is expected of its critique: see data/masterplan/README.md."""

    id: str
    text: str
    expected: Mapping[str, Any]

    @property
    def is_clean(self) -> bool:
        """Tell whether nothing is to be found in it."""
        return not self.expected["defects"]


@dataclass(frozen=True, slots=True)
class Judged:
    """A critique beside its gold. ``hits``: pairs of an expected defect and the finding of it."""

    gold: Gold
    done: Critique
    hits: tuple[tuple[Mapping[str, Any], Finding], ...]
    missed: tuple[Mapping[str, Any], ...]
    extra: tuple[Finding, ...]
    seconds: float


def load_drafts(split: str) -> list[Gold]:
    """Return the drafts of a split; InputError when there are none."""
    folder = DRAFTS / split
    found = [_gold(path) for path in sorted(folder.glob(_PATTERN))]
    if not found:
        raise InputError("eval.no_drafts", folder=str(folder))
    return found


def _gold(path: Path) -> Gold:
    name = path.name.removesuffix(".gold.yaml")
    text = path.with_name(f"{name}.md").read_text(encoding="utf-8")
    return Gold(name, text, yaml.safe_load(path.read_text(encoding="utf-8")))


def knowledge_of(settings: Settings) -> Knowledge:
    """Return what the drafts are judged by: the corpus of the settings, and its embedder."""
    return load_knowledge(settings.corpus, open_embedder(settings))


def judge(split: str, knowledge: Knowledge) -> list[Judged]:
    """Return every draft of a split judged and paired with its gold."""
    return [_judged(one, knowledge) for one in load_drafts(split)]


def _judged(gold: Gold, knowledge: Knowledge) -> Judged:
    started = time.perf_counter()
    done = critique(parse(gold.text), knowledge)
    seconds = time.perf_counter() - started
    left = list(done.findings)
    hits: list[tuple[Mapping[str, Any], Finding]] = []
    missed: list[Mapping[str, Any]] = []
    for defect in gold.expected["defects"]:
        found = next((one for one in left if is_hit(one, defect, gold.text)), None)
        if found is None:
            missed.append(defect)
        else:
            left.remove(found)
            hits.append((defect, found))
    return Judged(gold, done, tuple(hits), tuple(missed), tuple(left), seconds)


def is_hit(found: Finding, defect: Mapping[str, Any], text: str) -> bool:
    """Tell whether a finding is an expected defect.

    Words: the same type, and spans that overlap (of either half of a contradiction). An absence:
    the same criterion, and that type or a missing section.
    """
    if defect["quote"] is None or defect["section"] == MISSING:
        is_kind = found.type in (defect["type"], _ABSENCE)
        return is_kind and found.criterion == defect["criterion"]
    if found.type != defect["type"]:
        return False
    expected = [_span(defect[name], text) for name in ("quote", "quote2") if defect.get(name)]
    return any(_overlaps(one, other) for one in _spans(found) for other in expected)


def shares(judged: Sequence[Judged], knowledge: Knowledge) -> dict[str, Share]:
    """Return the figures of the suite, then recall and precision of each type of defect."""
    hits = sum(len(one.hits) for one in judged)
    wanted = sum(len(one.gold.expected["defects"]) for one in judged)
    clean = [one for one in judged if one.gold.is_clean]
    inner = [pair for one in judged for pair in _levels(one)]
    size = sum(len(one.gold.text) for one in judged)
    return {
        "recall": _share(hits, wanted),
        "precision": _share(hits, sum(len(one.done.findings) for one in judged)),
        "alarms_on_clean": _rate(sum(len(one.extra) for one in clean), len(clean)),
        "must_not_flag": _share(sum(_forbidden(one) for one in judged), _guards(judged)),
        "levels_acceptable": _share(sum(ok for ok, _ in inner), len(inner)),
        "levels_error": _rate(sum(error for _, error in inner), len(inner)),
        "pairs": _share(*_pairs(judged)),
        "quotes": _share(*_quotes(judged)),
        "kinds": _share(sum(_is_kind(one) for one in judged), len(judged)),
        "injection": _share(*_injection(judged, knowledge)),
        "seconds_a_page": _rate(sum(one.seconds for one in judged), size / _PAGE),
        **_of_types(judged),
    }


def untrue(judged: Sequence[Judged]) -> tuple[str, ...]:
    """Return the findings that quote words that are not at their offsets: these fail a run."""
    return tuple(
        f"{one.gold.id} {found.type} {found.start}"
        for one in judged
        for found in one.done.findings
        if found.quote is not None and one.gold.text[found.start : found.end] != found.quote
    )


def _of_types(judged: Sequence[Judged]) -> dict[str, Share]:
    told: dict[str, Share] = {}
    for kind, count in by_type(judged).items():
        told[f"{kind} / recall"] = _share(count["hit"], count["hit"] + count["missed"])
        told[f"{kind} / precision"] = _share(count["hit"], count["hit"] + count["extra"])
    return told


def _rate(total: float, of: float) -> Share:
    """Return a mean, which has no interval of a share."""
    mean = total / of if of else 0.0
    return Share(total, of, (mean, mean))


def by_type(judged: Sequence[Judged]) -> dict[str, dict[str, int]]:
    """Return, for each type, how many were expected and found, missed, and found in excess."""
    counts: dict[str, dict[str, int]] = {}
    for one in judged:
        kinds = [(defect["type"], "hit") for defect, _ in one.hits]
        kinds += [(defect["type"], "missed") for defect in one.missed]
        kinds += [(extra.type, "extra") for extra in one.extra]
        for kind, what in kinds:
            row = counts.setdefault(kind, {"hit": 0, "missed": 0, "extra": 0})
            row[what] += 1
    return dict(sorted(counts.items()))


def _levels(one: Judged) -> Iterator[tuple[bool, int]]:
    """Yield, for each criterion in scope, whether its level is acceptable and how far off it is."""
    expected = one.gold.expected
    for criterion in expected["scope"]:
        level = one.done.level_of(criterion).level
        gold = expected["levels"][criterion]
        accepted = {gold, *expected.get("levels_acceptable", {}).get(criterion, ())}
        yield level in accepted, abs(level - gold)


def _guards(judged: Sequence[Judged]) -> int:
    return sum(len(one.gold.expected["must_not_flag"] or ()) for one in judged)


def _forbidden(one: Judged) -> int:
    """Return how many of the things that must not be flagged are."""
    return sum(
        any(_is_flagged(found, guard, one.gold.text) for found in one.done.findings)
        for guard in one.gold.expected["must_not_flag"] or ()
    )


def _is_flagged(found: Finding, guard: Mapping[str, Any], text: str) -> bool:
    if found.type != guard["type"] or found.criterion != guard["criterion"]:
        return False
    if guard["quote"] is None:
        return True
    return any(_overlaps(one, _span(guard["quote"], text)) for one in _spans(found))


def _pairs(judged: Sequence[Judged]) -> tuple[int, int]:
    """Return how many pairs of versions have the better one first, by the sum of levels."""
    named = {one.gold.id: one for one in judged}
    pairs = [
        (named[one.gold.expected["pair_of"]], one)
        for one in judged
        if one.gold.expected.get("pair_role") == "v2" and one.gold.expected["pair_of"] in named
    ]
    right = sum(_is_ordered(old, new) for old, new in pairs)
    return right, len(pairs)


def _is_ordered(old: Judged, new: Judged) -> bool:
    expected = [sum(one.gold.expected["levels"].values()) for one in (old, new)]
    reached = [sum(level.level for level in one.done.levels) for one in (old, new)]
    return bool((reached[1] > reached[0]) == (expected[1] > expected[0]))


def _quotes(judged: Sequence[Judged]) -> tuple[int, int]:
    """Return how many quotations are the text of the draft at their offsets."""
    quoted = [
        (one.gold.text[start:end], words)
        for one in judged
        for found in one.done.findings
        for words, start, end in (
            (found.quote, found.start, found.end),
            (found.quote2, found.start2, found.end2),
        )
        if words is not None
    ]
    return sum(there == words for there, words in quoted), len(quoted)


def _is_kind(one: Judged) -> bool:
    partial = one.gold.expected["kind"] == "masterplan_partial"
    return one.done.draft.kind == ("partial" if partial else "masterplan")


def _injection(judged: Sequence[Judged], knowledge: Knowledge) -> tuple[int, int]:
    """Return how many drafts with injected text keep their levels when it is taken out."""
    with_it = [one for one in judged if _injected(one)]
    same = 0
    for one in with_it:
        text = one.gold.text
        for quote in _injected(one):
            text = text.replace(quote, "")
        alone = critique(parse(text), knowledge)
        same += [x.level for x in alone.levels] == [x.level for x in one.done.levels]
    return same, len(with_it)


def _injected(one: Judged) -> list[str]:
    return [d["quote"] for d in one.gold.expected["defects"] if d["type"] == INJECTED]


def _span(quote: str, text: str) -> tuple[int, int]:
    start = text.find(quote)
    return start, start + len(quote)


def _spans(found: Finding) -> list[tuple[int, int]]:
    spans = ((found.start, found.end), (found.start2, found.end2))
    return [(start, end) for start, end in spans if start is not None and end is not None]


def _overlaps(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _share(count: int, of: int) -> Share:
    return Share(count, of, wilson(count, of))
