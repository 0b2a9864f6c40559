"""Core: what a long message asks, without what it says before asking ("siamo un ente e ...")."""

from dataclasses import replace

from assistant.answering.lexicon import lexicon
from assistant.ingestion.sentences import sentences
from assistant.model import Language
from assistant.retrieval.lexical import fold, words
from assistant.retrieval.search import Search

_LEAST_WORDS = 2  # that carry a subject, in a question that is more than "is it right?"
_POINTING_WORDS = 5
_FEWEST_WORDS = 3  # that carry a subject, in a core that can be looked for by itself
_HELD_BY_FIRST = 0.5  # share of the most that a passage holds of a core, for its first to be it


def core_of(text: str, language: Language) -> str:
    """Return what a message requests, where it can be looked for by itself; else ""."""
    return _alone(_requested(text, language) or "", text, language)


def requests(sentence: str, language: Language) -> bool:
    """Tell whether a sentence requests something that it names."""
    return len(words(_requested(sentence, language) or "")) >= _FEWEST_WORDS


def question_of(text: str, language: Language) -> str:
    """Return the question after what a message tells first, if it can be looked for by itself."""
    return _alone(asking_of(text, language), text, language)


def _alone(core: str, text: str, language: Language) -> str:
    is_pointing = lexicon(language).follow_up["pointing"].search(fold(core))
    if is_pointing and len(words(core)) <= _POINTING_WORDS:
        return ""  # it needs what is said before it
    return core if _FEWEST_WORDS <= len(words(core)) < len(words(text)) else ""


def asking_of(text: str, language: Language) -> str:
    """Return the words of a message that ask: what a request asks for, or its questions."""
    core = _requested(text, language)
    if core is not None and not _goes_on_asking(core, language):
        return core
    text = core or text
    told = [text[start:end] for start, end in sentences(text)]
    asking = [place for place, one in enumerate(told) if one.rstrip().endswith("?")]
    if not asking:
        return text
    first, last = asking[0], asking[-1]
    while first and len(words(" ".join(told[first : last + 1]))) < _LEAST_WORDS:
        first -= 1  # "Sbaglio?" asks about what was said before it
    return " ".join(told[first : last + 1])


def _goes_on_asking(text: str, language: Language) -> bool:
    """Tell whether a text asks a question of its own after its first sentence."""
    _, *told = [text[start:end].rstrip() for start, end in sentences(text)] or [""]
    kind_of = lexicon(language).kind_of
    return any(one.endswith("?") and kind_of(one) for one in told)


def _requested(text: str, language: Language) -> str | None:
    folded = fold(text)
    found = lexicon(language).follow_up["request"].search(folded)
    return text[found.end() :] if found and len(folded) == len(text) else None


def both(whole: Search, core: Search) -> Search:
    """Return what two searches found, each passage with its mean score, 0 where it was not found.

    The features are those of the search that came nearer to a passage. Where another passage holds
    much more of the core than its first one, the core has lost what it is about, and the ranking
    of the whole stands.
    """
    surer = max((whole, core), key=lambda search: search.features.cosine)
    if core.features.top_coverage < _HELD_BY_FIRST * core.features.best_coverage:
        return Search(whole.hits, surer.features)
    scores = {hit.passage.id: hit.score for hit in whole.hits}
    merged = {hit.passage.id: replace(hit, score=hit.score / 2) for hit in whole.hits}
    for hit in core.hits:
        score = (scores.get(hit.passage.id, 0.0) + hit.score) / 2
        merged[hit.passage.id] = replace(hit, score=score)
    ranked = sorted(merged.values(), key=lambda hit: -hit.score)
    return Search(tuple(ranked), surer.features)
