"""What a text without a telling heading is about: by its words, and by its meaning where it can."""

from collections.abc import Mapping

from assistant.masterplan.meaning import Meaning
from assistant.masterplan.plain import plain
from assistant.masterplan.view import scores_of

# Measured on 109 sections, of drafts it was not learned from, whose heading says what they are
# about: words alone put 71% of them under the right criterion, meaning 87%, both together 89%.
_MEANING_WEIGHT = 0.3
_SECOND_SHARE = 0.5
_LEAST_SECOND = 2


def criteria_of(text: str, meaning: Meaning | None, least: int = _LEAST_SECOND) -> tuple[str, ...]:
    """Return the criteria that a text is about, the likeliest first; none when nothing says it.

    ``least``: words that must name the first, unless its meaning is the nearest too.
    """
    named = scores_of(plain(text))
    most = max(named.values(), default=0)
    if not most or (most < least and meaning is None):
        return ()
    near = meaning.likeness(text) if meaning else {}
    first = max(named, key=lambda name: _score(name, named, near))
    if named[first] < least and first != max(near, key=lambda name: near[name], default=""):
        return ()
    return first, *_others(first, named)


def _score(name: str, named: Mapping[str, int], near: Mapping[str, float]) -> float:
    return named[name] / max(named.values()) + _MEANING_WEIGHT * near.get(name, 0.0)


def _others(first: str, named: Mapping[str, int]) -> list[str]:
    """Return the other criteria that a text names nearly as much as any."""
    least = max(_LEAST_SECOND, _SECOND_SHARE * max(named.values()))
    others = [name for name, count in named.items() if name != first and count >= least]
    return sorted(others, key=lambda name: -named[name])
