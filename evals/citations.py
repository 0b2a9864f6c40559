"""Citations: forged quotations must be refused, true ones kept; claims must say what they quote.

The forgeries are made from the true quotations of the corpus: a digit changed, a negation put in,
the words of another passage, words in another order.
"""

import json
import random
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.model import Language, Passage
from assistant.quotes import locate
from assistant.text import say
from evals.shares import Share, share
from evals.support import supports

PAIRS = Path(__file__).resolve().parent / "pairs" / "support.jsonl"
_SEED = 2026
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Forgery:
    """Words that a passage does not have; ``kind`` says how they were made."""

    kind: str
    passage: Passage
    words: str


def forgeries(passages: Sequence[Passage]) -> list[Forgery]:
    """Return the forgeries of each passage, the same at every call."""
    dice = random.Random(_SEED)  # noqa: S311
    made = []
    for number, passage in enumerate(passages):
        text = passage.text
        other = passages[(number + 1) % len(passages)]
        made += [Forgery("negated", passage, _negated(text, dice))]
        made += [Forgery("swapped", passage, other.text)]
        made += [Forgery("shuffled", passage, _shuffled(text, dice))]
        if _DIGIT.search(text):
            made.append(Forgery("number", passage, _renumbered(text, dice)))
    return [
        one for one in made if " ".join(one.words.split()) != " ".join(one.passage.text.split())
    ]


def forged(passages: Sequence[Passage]) -> Mapping[str, Share]:
    """Return the share of forgeries accepted, by kind, and of true quotations kept as ``true``."""
    found: dict[str, list[bool]] = {}
    for one in forgeries(passages):
        accepted = locate(one.words, one.passage.text) is not None
        found.setdefault(one.kind, []).append(accepted)
    found["true"] = [locate(passage.text, passage.text) is not None for passage in passages]
    return {kind: share(verdicts) for kind, verdicts in found.items()}


def support_test(passages: Mapping[str, Passage]) -> Mapping[str, Share]:
    """Return the precision and recall of the support test itself, on the labelled pairs."""
    rows = [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()]
    judged = [
        (bool(row["supported"]), supports(_text(passages, row), row["claim"], row["lang"]))
        for row in rows
    ]
    accepted = [truth for truth, verdict in judged if verdict]
    true = [verdict for truth, verdict in judged if truth]
    return {"precision": share(accepted), "recall": share(true)}


def cited(answers: Iterable[Mapping[str, Any]]) -> Mapping[str, Share]:
    """Return ALCE's citation recall and precision of answers, with the support test as entailment.

    Recall: claims carried by all their quotations together. Precision: quotations that carry their
    claim alone, or without which the others would not. A calculated claim is left out: the rules
    carry it, its quotation only names their source.
    """
    recall: list[bool] = []
    precision: list[bool] = []
    for answer in answers:
        language: Language = answer.get("language", "it")
        for claim in answer.get("claims", ()):
            if claim["basis"] == "quoted":
                words = [quote["words"] for quote in claim["quotes"]]
                carried = supports(" ".join(words), _bare(claim["text"]), language)
                recall.append(carried)
                precision += [
                    carried and _is_needed(n, words, claim, language) for n in range(len(words))
                ]
    return {"recall": share(recall), "precision": share(precision)}


def _is_needed(n: int, words: Sequence[str], claim: Mapping[str, Any], language: Language) -> bool:
    text = _bare(claim["text"])
    rest = " ".join(words[:n] + words[n + 1 :])  # type: ignore[operator]
    return supports(words[n], text, language) or not supports(rest, text, language)


def _bare(text: str) -> str:
    """Return what a claim quotes, without who said it and when."""
    found = re.search(r"[«“](.+)[»”]", text, re.DOTALL)
    return found[1] if found else text


def _text(passages: Mapping[str, Passage], row: Mapping[str, Any]) -> str:
    return passages[row["fact"]].text_in(row["lang"])


def _negated(text: str, dice: random.Random) -> str:
    words = text.split()
    place = dice.randrange(1, len(words))
    return " ".join([*words[:place], say("it", "eval.forged_negation"), *words[place:]])


def _shuffled(text: str, dice: random.Random) -> str:
    words = text.split()
    dice.shuffle(words)
    return " ".join(words)


def _renumbered(text: str, dice: random.Random) -> str:
    places = [match.start() for match in _DIGIT.finditer(text)]
    place = dice.choice(places)
    return f"{text[:place]}{(int(text[place]) + 1) % 10}{text[place + 1 :]}"
