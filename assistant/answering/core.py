"""Core: what a long message asks, without what it says before asking ("siamo un ente e ...")."""

from dataclasses import replace

from assistant.answering.lexicon import lexicon
from assistant.ingestion.sentences import sentences
from assistant.model import Language
from assistant.retrieval.lexical import fold, words
from assistant.retrieval.search import Search

_FEWEST_WORDS = 3  # that carry a subject, in a core that can be looked for by itself


def core_of(text: str, language: Language) -> str:
    """Return the question inside a message, where it can be looked for by itself; else ""."""
    core = asking_of(text, language)
    return core if _FEWEST_WORDS <= len(words(core)) < len(words(text)) else ""


def asking_of(text: str, language: Language) -> str:
    """Return the words of a message that ask: what a request asks for, or its questions."""
    folded = fold(text)
    found = lexicon(language).follow_up["request"].search(folded)
    if found and len(folded) == len(text):
        return text[found.end() :]
    told = [text[start:end] for start, end in sentences(text)]
    asking = [one for one in told if one.rstrip().endswith("?")]
    return " ".join(asking) if 0 < len(asking) < len(told) else text


def both(whole: Search, core: Search) -> Search:
    """Return what two searches found, each passage with its mean score, 0 where it was not found.

    The features are those of the search that came nearer to a passage.
    """
    scores = {hit.passage.id: hit.score for hit in whole.hits}
    merged = {hit.passage.id: replace(hit, score=hit.score / 2) for hit in whole.hits}
    for hit in core.hits:
        score = (scores.get(hit.passage.id, 0.0) + hit.score) / 2
        merged[hit.passage.id] = replace(hit, score=score)
    surer = max((whole, core), key=lambda search: search.features.cosine)
    ranked = sorted(merged.values(), key=lambda hit: -hit.score)
    return Search(tuple(ranked), surer.features)
