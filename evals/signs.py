"""Teach the signs: ``python -m evals.signs`` writes ``corpus/signs/weights.json``.

Learned from the examples of ``corpus/signs/*.yaml`` and the sentences of the development drafts.
Ridge logistic regression, classes balanced; folds of whole drafts (and of examples) are left out
to set the two thresholds of a sign, which the weights have in them: see ``masterplan.signs``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.ingestion.strict import read_yaml
from assistant.learned import WEIGHTS, Signs, dump_signs
from assistant.masterplan.consistency.claims import counts_more
from assistant.masterplan.critique import Knowledge, load_knowledge
from assistant.masterplan.draft import Sentence
from assistant.masterplan.findings.claims import may_claim
from assistant.masterplan.findings.formulas import may_be_empty
from assistant.masterplan.findings.lead import may_be_public
from assistant.masterplan.findings.payers import may_tell
from assistant.masterplan.findings.sources import may_lack
from assistant.masterplan.injection import may_steer
from assistant.masterplan.parsing import parse
from assistant.masterplan.scope import in_scope
from assistant.masterplan.signs import LONGEST, is_readable
from assistant.masterplan.view import View, view
from assistant.retrieval.embed import CachedEmbedder
from assistant.settings import Settings
from evals.critique import DRAFTS, Gold, load_drafts
from evals.logistic import FOLDS, Floats, fit_vectors, left_out
from evals.teaching import command, digest_of

BETA = 0.7  # of the F measure: a false alarm costs more than a miss
fitted = partial(fit_vectors, ridge=3e-3)
_OVERLAP = 0.5
_ZONES = Decimal(2)
# Where the checks look for a sign; for the others everywhere.
_MAY: Mapping[str, Callable[[Sentence, View], bool]] = {
    "unquantified_claim": may_claim,
    "no_source_or_year": may_lack,
    "generic_boilerplate": may_be_empty,
    "revenue_only_public_grants": may_tell,
    "no_paying_subjects": may_tell,
    "capofila_public": may_be_public,
    "injected_instruction": lambda one, seen: may_steer(seen.told(one)),
    "more_than_two_zis_per_province_claim": lambda one, seen: counts_more(seen.draft, one, _ZONES),
}
_LEAST = 0.05  # of the examples: those that score less would be lost where a pattern finds them


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of a draft. ``types``: the defects that it is; ``may``: that it could be."""

    text: str
    types: frozenset[str]
    may: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sample:
    """What a sign is learned from. ``fold``: that each row is left out with.

    ``vectors``: (rows, dimensions); ``shows``: 1 where a row shows the sign; ``drafted``: rows that
    are sentences of drafts, the others are examples; ``may``: those where a check would look.
    """

    vectors: Floats
    shows: Floats
    fold: NDArray[np.int64]
    drafted: NDArray[np.bool_]
    may: NDArray[np.bool_]


def examples(folder: Path) -> dict[str, Mapping[str, list[str]]]:
    """Return the examples of each sign: texts that show it and texts that do ``not``."""
    return {path.stem: read_yaml(path) for path in sorted(folder.glob("*.yaml"))}


def digest(folder: Path, drafts: Path = DRAFTS / "dev") -> str:
    """Return the digest of all that the weights are learned from."""
    return digest_of(
        (
            *sorted(folder.glob("*.yaml")),
            *sorted(drafts.glob("*.md")),
            *sorted(drafts.glob("*.yaml")),
        )
    )


def sentences(gold: Gold, knowledge: Knowledge) -> list[Told]:
    """Return the sentences of a draft with the defects that they are, and could be."""
    draft = in_scope(parse(gold.text), knowledge.meaning)
    seen = view(draft)
    return [
        Told(
            draft.words(one)[:LONGEST],
            _types(one, gold),
            frozenset(name for name, may in _MAY.items() if may(one, seen)),
        )
        for one in draft.sentences
        if is_readable(draft, one)
    ]


def _types(sentence: Sentence, gold: Gold) -> frozenset[str]:
    return frozenset(
        one["type"]
        for one in gold.expected["defects"]
        if one["quote"] and _is_of(sentence, gold.text.find(one["quote"]), len(one["quote"]))
    )


def _is_of(sentence: Sentence, start: int, length: int) -> bool:
    common = min(sentence.end, start + length) - max(sentence.start, start)
    return common > _OVERLAP * min(length, sentence.end - sentence.start)


def thresholds(sample: Sample, scores: Floats) -> tuple[float, float, float, float]:
    """Return (least, sure, recall, alarms a draft sentence is counted among) of left-out scores.

    ``least``: nearly every example scores more. ``sure``: where the F measure is highest, with the
    recall of all that show the sign, and the alarms among the sentences of the drafts (among the
    examples, where the sign is no defect).
    """
    shown = np.sort(scores[sample.shows == 1])
    counted = sample.drafted if sample.drafted.any() else ~sample.drafted
    others = scores[(sample.shows == 0) & counted & sample.may]
    wanted = max(1.0, float(sample.shows[counted].sum()))
    recall = np.array([float((shown >= one).mean()) for one in shown])
    alarms = np.array([float((others >= one).sum()) for one in shown])
    measure = (1 + BETA**2) * recall * wanted / (recall * wanted + alarms + BETA**2 * wanted)
    best = int(np.argmax(measure))
    least = float(np.quantile(shown, _LEAST))
    return least, max(float(shown[best]), least + 0.1), float(recall[best]), float(alarms[best])


def learn(
    told: Mapping[str, Mapping[str, list[str]]],
    drafts: Sequence[Sequence[Told]],
    vectors: Mapping[str, NDArray[np.float32]],
) -> tuple[dict[str, tuple[Floats, float]], list[str]]:
    """Return weights and bias of each sign, scaled by its thresholds, and what to tell of it."""
    learned: dict[str, tuple[Floats, float]] = {}
    report: list[str] = []
    for name, texts in told.items():
        sample = sample_of(name, texts, drafts, vectors)
        least, sure, recall, alarms = thresholds(
            sample, left_out(fitted, sample.vectors, sample.shows, sample.fold)
        )
        weights, bias = fitted(sample.vectors, sample.shows)
        span = sure - least
        learned[name] = weights / span, (bias - least) / span
        report.append(f"{name:38} left out: recall {recall:.2f}, alarms {alarms:.0f}")
    return learned, report


def sample_of(
    name: str,
    texts: Mapping[str, list[str]],
    drafts: Sequence[Sequence[Told]],
    vectors: Mapping[str, NDArray[np.float32]],
) -> Sample:
    """Return what one sign is learned from: of a sign that is no defect, the examples alone."""
    is_free = name not in _MAY
    is_defect = any(name in one.types for told in drafts for one in told)
    rows = [
        (one.text, float(name in one.types), n, True, is_free or name in one.may)
        for n, told in enumerate(drafts if is_defect else ())
        for one in told
    ]
    for value, key in ((1.0, "shows"), (0.0, "not")):
        rows += [(text, value, number, False, True) for number, text in enumerate(texts[key])]
    return Sample(
        vectors=np.array([vectors[text] for text, *_ in rows], dtype=np.float64),
        shows=np.array([value for _, value, *_ in rows]),
        fold=np.array([number % FOLDS for _, _, number, *_ in rows]),
        drafted=np.array([is_drafted for *_, is_drafted, _ in rows]),
        may=np.array([may for *_, may in rows]),
    )


def teach(settings: Settings, embedder: CachedEmbedder) -> list[str]:
    """Write the weights; return what they come to on what they were not learned from."""
    folder = settings.corpus / "signs"
    taught = examples(folder)
    knowledge = load_knowledge(settings.corpus, embedder)
    drafts = [sentences(one, knowledge) for one in load_drafts("dev")]
    texts = [one.text for told in drafts for one in told]
    texts += [text for one in taught.values() for key in ("shows", "not") for text in one[key]]
    unlike = list(dict.fromkeys(texts))
    vectors = dict(zip(unlike, embedder.sentences(unlike), strict=True))
    learned, report = learn(taught, drafts, vectors)
    signs = Signs(
        model=embedder.model,
        digest=digest(folder),
        names=tuple(learned),
        weights=np.array([weights for weights, _ in learned.values()]),
        bias=np.array([bias for _, bias in learned.values()]),
    )
    (folder / WEIGHTS).write_text(dump_signs(signs), encoding="utf-8")
    return report


def main() -> int:
    """Run the command."""
    return command("signs", __doc__, teach)


if __name__ == "__main__":
    raise SystemExit(main())
