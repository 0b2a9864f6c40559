"""Calibrate abstention: ``python -m evals.calibration`` writes ``corpus/scope/weights.json``.

It prints the weights for abstain.py too. Ours: the questions of the guide and of
``corpus/scope/ours.yaml``; not ours: ``corpus/beyond.yaml``; vague: ``corpus/scope/vague.yaml``.
First what a message means (ridge logistic regression on its vector), then that beside how its
search went, in an index without it: each message by the weights of the folds that it is not in.
"""

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.answering import abstain
from assistant.answering.beyond import Beyond, load_beyond
from assistant.answering.lexicon import lexicon
from assistant.answering.scope import FOLDER, SORTS, Likeness, Sort
from assistant.answering.turn import Asked
from assistant.learned import WEIGHTS, Signs, dump_signs
from assistant.model import Passage
from assistant.retrieval.embed import CachedEmbedder
from assistant.retrieval.search import Searcher, live_folder
from assistant.retrieval.store import read_generation
from assistant.retrieval.words import guess_language
from assistant.settings import Settings
from evals.logistic import FOLDS, Fitting, Floats, fit, fit_vectors, left_out
from evals.teaching import command, digest_of

_SEED, _DAY = 2026, dt.date(2026, 11, 22)
_EMBEDDED = 3  # the first questions of a fact have vectors in the index: they are left there
_HELD = {"it": 2, "en": 1}  # of the others, how many are asked of an index without them
_RIDGE_VECTOR = 5e-4  # a row
_RIDGE_SEARCH = 0.01


@dataclass(frozen=True, slots=True)
class Message:
    """A message of a sort; those of one ``group`` (the questions of a fact) share a fold.

    ``held``: the index that it is asked of does not have it.
    """

    text: str
    sort: Sort
    group: str
    held: bool = True


def held_out(passages: Sequence[Passage]) -> tuple[tuple[Passage, ...], frozenset[str]]:
    """Return the passages without some of their questions, and those questions."""
    dice = random.Random(_SEED)  # noqa: S311
    kept, held = [], set()
    for passage in passages:
        taken: set[str] = set()
        for language, count in _HELD.items():
            asked = [one for one in passage.finders if guess_language(one, "it") == language]
            spare = asked[_EMBEDDED:]
            taken |= set(dice.sample(spare, min(count, len(spare))))
        held |= taken
        rest = tuple(one for one in passage.finders if one not in taken)
        kept.append(replace(passage, finders=rest))
    return tuple(kept), frozenset(held)


def messages(corpus: Path, passages: Sequence[Passage], held: frozenset[str]) -> list[Message]:
    """Return the messages of every sort, those of the guide by the fact that they ask for."""
    guide = [
        Message(text, "ours", passage.id, text in held)
        for passage in passages
        for text in passage.finders
    ]
    ours, vague = (load_beyond(corpus / FOLDER / f"{name}.yaml") for name in ("ours", "vague"))
    beyond = load_beyond(corpus / "beyond.yaml")
    return [
        *guide,
        *(Message(text, "ours", text) for text in ours),
        *(Message(text, "beyond", text) for text in beyond),
        *(Message(text, "vague", text) for text in vague),
    ]


def folds_of(told: Sequence[Message]) -> NDArray[np.int64]:
    """Return the fold of each message, one a group."""
    groups = sorted({one.group for one in told})
    dealt = np.random.default_rng(_SEED).integers(0, FOLDS, len(groups))
    fold = dict(zip(groups, dealt.tolist(), strict=True))
    return np.array([fold[one.group] for one in told])


def by_meaning(rows: Floats, shows: Floats) -> tuple[Floats, float]:
    """Return the weights and the bias of one sort over vectors."""
    return fit_vectors(rows, shows, ridge=_RIDGE_VECTOR)


def by_search(rows: Floats, shows: Floats) -> tuple[Floats, float]:
    """Return the weights and the bias of one sort over columns of any scale."""
    return fit(rows, shows, scale=rows.std(axis=0) + 1e-9, ridge=_RIDGE_SEARCH * len(rows))


def of_sorts(fitted: Fitting, rows: Floats, sorts: Floats, fold: NDArray[np.int64]) -> Floats:
    """Return the scores of each sort, (rows, sorts), by the weights of the folds left out."""
    shows = ((sorts == place).astype(np.float64) for place in range(len(SORTS)))
    return np.stack([left_out(fitted, rows, one, fold) for one in shows], axis=1)


def area(scores: Floats, shows: NDArray[np.bool_]) -> float:
    """Return the area under the curve: how often one of a sort scores more than one of another."""
    return float(np.mean(scores[shows][:, None] > scores[~shows][None, :]))


def _searched(
    told: Sequence[Message], likes: Floats, searcher: Searcher, embedder: CachedEmbedder
) -> Floats:
    """Return a row a message: what it is like, and how its search went."""
    foreign = [one.text for one in told if one.sort == "beyond"]
    every = Beyond(tuple(foreign), embedder)
    found = []
    for one, like in zip(told, likes.tolist(), strict=True):
        others = tuple(text for text in foreign if text != one.text)
        near = (Beyond(others, embedder) if one.sort == "beyond" else every).nearness(one.text)
        language = guess_language(one.text, "it")
        search = searcher.look(lexicon(language).spelled_out(one.text), 20, _DAY, language)
        asked = Asked(one.text, search=search, beyond=near, likeness=Likeness(*like))
        found.append(list(abstain.values(asked).values()))
    return np.array(found)


def taught(rows: Floats, sorts: Floats, model: str, corpus: Path) -> Signs:
    """Return what vectors of messages, (rows, dimensions), teach of each sort."""
    pairs = [by_meaning(rows, (sorts == place).astype(np.float64)) for place in range(len(SORTS))]
    weights, bias = (np.array(part) for part in zip(*pairs, strict=True))
    return Signs(model, digest(corpus), SORTS, weights, bias)


def digest(corpus: Path) -> str:
    """Return the digest of the examples that the weights are learned from, the guide apart."""
    return digest_of((corpus / "beyond.yaml", *sorted((corpus / FOLDER).glob("*.yaml"))))


def _told(rows: Floats, sorts: Floats, fold: NDArray[np.int64]) -> Iterator[str]:
    """Yield the weights of the second step, and what both come to on what they did not see."""
    names = abstain.WEIGHTS["ours"]
    scores = of_sorts(by_search, rows, sorts, fold)
    chosen = scores.argmax(axis=1)
    for place, sort in enumerate(SORTS):
        shows = sorts == place
        weights, bias = by_search(rows, shows.astype(np.float64))
        told = dict(zip(names, np.round(weights, 2).tolist(), strict=True))
        yield f"{sort}: bias {bias:.2f} {told}"
        taken = {other: int((chosen[shows] == n).sum()) for n, other in enumerate(SORTS)}
        alone = area(rows[:, place], shows)
        yield f"  area {area(scores[:, place], shows):.3f} (meaning alone {alone:.3f}), {taken}"


def teach(settings: Settings, embedder: CachedEmbedder) -> Iterator[str]:
    """Write what the messages mean; yield the rest."""
    generation = read_generation(live_folder(settings))
    passages, held = held_out(generation.passages)
    told = messages(settings.corpus, generation.passages, held)
    vectors = embedder.sentences([one.text for one in told]).astype(np.float64)
    sorts = np.array([SORTS.index(one.sort) for one in told], dtype=np.float64)
    fold = folds_of(told)
    signs = taught(vectors, sorts, embedder.model, settings.corpus)
    (settings.corpus / FOLDER / WEIGHTS).write_text(dump_signs(signs), encoding="utf-8")
    likes = of_sorts(by_meaning, vectors, sorts, fold)
    asked = np.array([one.held for one in told])
    searcher = Searcher(replace(generation, passages=passages), embedder, settings)
    rows = _searched([one for one in told if one.held], likes[asked], searcher, embedder)
    yield from _told(rows, sorts[asked], fold[asked])


def main() -> int:
    """Run the command."""
    return command("calibration", __doc__, teach)


if __name__ == "__main__":
    raise SystemExit(main())
