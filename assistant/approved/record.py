"""An approved answer: what its file says, read strictly, written so that a person can diff it."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import Field

from assistant.errors import CorpusError, InputError
from assistant.ingestion.strict import StrictEntry, Words, read_entries, read_yaml
from assistant.model import Language, Passage
from assistant.quotes import locate
from assistant.text import sentences

SUFFIX = ".yaml"
Name = Annotated[str, Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=80)]
Texts = Mapping[Language, Words]
_WIDTH = 100


class Cited(StrictEntry):
    """A passage that an answer rests on, as it was when the answer was approved.

    ``words``: what is quoted of it, by language; ``text``: the whole passage, in the languages in
    which it says more than that; ``digest``: of the whole.
    """

    passage: Words
    source: Words
    digest: str = Field(pattern=r"^sha256:[0-9a-f]{64}$")
    words: Texts = Field(min_length=1)
    text: Texts = Field(default_factory=dict)

    @property
    def whole(self) -> dict[Language, str]:
        """Return the whole passage, by language."""
        return {**self.words, **self.text}

    def words_in(self, language: Language) -> str:
        """Return the words quoted in a language where there are any, else the original ones."""
        return self.words.get(language) or next(iter(self.words.values()))


class Withdrawal(StrictEntry):
    """Who took an answer back, when and why."""

    by: Words
    day: dt.date
    reason: Words


class Approved(StrictEntry):
    """One answer that an office has approved. ``revision`` counts its changes, from 1.

    ``expires``: the first day on which it is served no more.
    """

    id: Name
    topic: Words
    questions: Mapping[Language, Annotated[tuple[Words, ...], Field(min_length=1)]]
    answer: Texts = Field(min_length=1)
    owner: Words
    office: Words
    approved_by: Words
    approved_on: dt.date
    expires: dt.date
    revision: Annotated[int, Field(ge=1, strict=True)]
    sources: Annotated[tuple[Cited, ...], Field(min_length=1)]
    withdrawn: Withdrawal | None = None

    @property
    def title(self) -> str:
        """Return the first question that it answers."""
        return next(iter(self.questions.values()))[0]


def cite(passage: Passage, words: str, languages: Iterable[Language]) -> Cited:
    """Return a passage as it is now, quoted in each language; InputError for words not in it.

    ``words``: of the passage in the first language; in another language it is quoted whole.
    """
    first, *others = languages
    original = passage.text_in(first)
    span = locate(words, original)
    if span is None:
        raise InputError("approved.words", passage=passage.id)
    texts: dict[Language, str] = {first: original}
    texts |= {other: passage.text_in(other) for other in others if other in passage.versions}
    quoted: dict[Language, str] = {**texts, first: original[span.start : span.end]}
    more = {lang: text for lang, text in texts.items() if text != quoted[lang]}
    return Cited(
        passage=passage.id,
        source=passage.source,
        digest=digest_of(texts),
        words=quoted,
        text=more,
    )


def now(cited: Cited, passage: Passage) -> dict[Language, str]:
    """Return what a passage says today, in the languages in which it was cited."""
    return {language: passage.text_in(language) for language in cited.words}


def digest_of(texts: Texts) -> str:
    """Return the digest of a passage in its languages."""
    told = "\0".join(f"{language}\0{texts[language]}" for language in sorted(texts))
    return f"sha256:{hashlib.sha256(told.encode('utf-8', 'replace')).hexdigest()}"


def parse(path: Path) -> Approved:
    """Return the answer of a file; raise CorpusError naming the file and what is wrong in it."""
    (entry,) = read_entries(Approved, [read_yaml(path)], path.name)
    agreed = {"id": entry.id == path.stem, **agreements(entry)}
    for field, is_right in agreed.items():
        if not is_right:
            raise CorpusError("approved.field", file=path.name, field=field)
    return entry


def agreements(entry: Approved) -> dict[str, bool]:
    """Return whether each field agrees with the others: what no single field can tell."""
    found: dict[str, bool] = {
        "topic": entry.topic in sentences("it")["catalogue"]["topics"],
        "questions": set(entry.questions) == set(entry.answer),
        "expires": entry.expires > entry.approved_on,
    }
    for number, cited in enumerate(entry.sources):
        place = f"sources.{number}"
        found[f"{place}.digest"] = cited.digest == digest_of(cited.whole)
        found[f"{place}.text"] = all(
            cited.words.get(language, "\0") in text for language, text in cited.text.items()
        )
    return found


class _Dumper(yaml.SafeDumper):
    """Writes a text of several lines as it reads."""


def _told(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style: Literal["|"] | None = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _told)


def dump(entry: Approved) -> str:
    """Return an answer as the text of its file; ``parse`` reads the same back."""
    return yaml.dump(
        _plain(entry.model_dump()),
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=_WIDTH,
    )


def _plain(value: Any) -> Any:
    """Return a value made of what YAML knows, without what is empty."""
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items() if one not in (None, {})}
    return [_plain(one) for one in value] if isinstance(value, tuple | list) else value
