"""Teach what drafts write about each criterion: ``python -m evals.topics``.

Learned from the development drafts, whose headings name the criterion of the text under them: the
opening of each section, and each of its paragraphs, is an example of one criterion and of no other.
Ridge logistic regression, classes balanced; written to ``corpus/topics/weights.json``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.learned import WEIGHTS, Signs, dump_signs
from assistant.masterplan.meaning import OPENING
from assistant.masterplan.parsing import parse
from assistant.masterplan.scope import criteria, heading_criteria
from assistant.retrieval.embed import CachedEmbedder
from assistant.settings import Settings
from evals.critique import DRAFTS, Gold, load_drafts
from evals.logistic import FOLDS, fit_vectors
from evals.teaching import command, digest_of

_RIDGE = 3e-3  # a row
_SHORTEST = 60  # code points of a paragraph that says what it is about


@dataclass(frozen=True, slots=True)
class Told:
    """A text under a heading that names one criterion; ``fold``: of its draft, to be left out."""

    text: str
    criterion: str
    fold: int


def told_of(drafts: Iterable[Gold]) -> list[Told]:
    """Return the openings and the paragraphs of the sections whose heading names one criterion."""
    return [
        Told(text, criterion, number % FOLDS)
        for number, gold in enumerate(drafts)
        for text, criterion in dict(_examples(gold)).items()
    ]


def _examples(gold: Gold) -> Iterator[tuple[str, str]]:
    draft = parse(gold.text)
    for section in draft.sections:
        named = heading_criteria(section.heading)
        body = draft.text[section.body : section.end]
        if len(named) == 1:
            texts = (body, *body.split("\n\n"))
            told = (text.strip() for text in texts)
            yield from ((text[:OPENING], named[0]) for text in told if len(text) >= _SHORTEST)


def digest(drafts: Path = DRAFTS / "dev") -> str:
    """Return the digest of all that the weights are learned from."""
    return digest_of(sorted(drafts.glob("*.md")))


def learned(told: list[Told], vectors: NDArray[np.float32], model: str) -> Signs:
    """Return the weights of each criterion; ``vectors``: (texts, dimensions)."""
    rows = np.asarray(vectors, dtype=np.float64)
    shows = (np.array([float(one.criterion == name) for one in told]) for name in criteria())
    lines = [fit_vectors(rows, one, ridge=_RIDGE) for one in shows]
    return Signs(
        model=model,
        digest=digest(),
        names=criteria(),
        weights=np.array([weights for weights, _ in lines]),
        bias=np.array([bias for _, bias in lines]),
    )


def share_right(told: list[Told], vectors: NDArray[np.float32], model: str) -> float:
    """Return the share of texts put under their criterion by weights that have not seen a draft."""
    right = 0
    for fold in range(FOLDS):
        out = np.array([one.fold == fold for one in told])
        topics = learned([one for one in told if one.fold != fold], vectors[~out], model)
        best = topics.scores(vectors[out]).argmax(axis=1)
        names = [one.criterion for one in told if one.fold == fold]
        right += sum(topics.names[n] == name for n, name in zip(best, names, strict=True))
    return right / len(told)


def teach(settings: Settings, embedder: CachedEmbedder) -> list[str]:
    """Write the weights; return what they come to on drafts left out."""
    told = told_of(load_drafts("dev"))
    vectors = embedder.sentences([one.text for one in told])
    path = settings.corpus / "topics" / WEIGHTS
    path.parent.mkdir(exist_ok=True)
    path.write_text(dump_signs(learned(told, vectors, embedder.model)), encoding="utf-8")
    share = share_right(told, vectors, embedder.model)
    return [f"{len(told)} texts; left out: right {share:.2f}"]


def main() -> int:
    """Run the command."""
    return command("topics", __doc__, teach)


if __name__ == "__main__":
    raise SystemExit(main())
