"""Sentences for people: the same in both languages, all there, none in the code."""

import ast
import re
import string
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from assistant.errors import InputError
from assistant.model import LANGUAGES, Language
from assistant.text import explain, listing, say, sentences

ROOT = Path(__file__).resolve().parent.parent
CODE = sorted(ROOT.glob("assistant/**/*.py"))
WORDED = [
    *CODE,
    *ROOT.glob("assistant/l*/*.toml"),
    *ROOT.glob("assistant/web/templates/*"),
    *ROOT.glob("prompts/**/*.md"),
]
SPOKEN = {"say", "listing"}
RAISED = {
    "SportelloError",
    "InputError",
    "CorpusError",
    "IndexMissing",
    "IndexBusy",
    "Unreadable",
    "PromptError",
}
RAISED |= {"DatabaseDown", "TooMany", "Unknown", "Conflict", "Forbidden"}

# Words that Italian needs for a sentence and that neither English nor code uses.
ITALIAN = re.compile(
    r"\b(?:il|lo|gli|una|uno|del|della|dei|delle|degli|che|non|per|con|sono|nel|nella|alla|dal"
    r"|questo|questa|può|è|più|dalla|sul|sulla|ai|agli)\b",
    re.IGNORECASE,
)
MONTHS = {
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre"
    " dicembre",
    "en": "january february march april may june july august september october november december",
}


def leaves(node: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield (dotted key, sentence or list of sentences) for every entry of a table."""
    if not isinstance(node, dict):
        yield prefix, node
        return
    for key, value in node.items():
        yield from leaves(value, f"{prefix}.{key}" if prefix else key)


def placeholders(value: Any) -> set[str]:
    parts = [str(item) for item in (value if isinstance(value, list) else [value])]
    return {name for part in parts for _, name, _, _ in string.Formatter().parse(part) if name}


def docstrings(tree: ast.Module) -> set[int]:
    """Return the identities of the nodes that are docstrings or bare string statements."""
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def constants(path: Path) -> Iterator[object]:
    """Yield every literal of a module but its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    ours = docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in ours:
            yield node.value


def literals(path: Path) -> Iterator[str]:
    yield from (value for value in constants(path) if isinstance(value, str))


def named_keys(path: Path) -> Iterator[str]:
    """Yield the keys that a module names outright in ``say``, ``listing`` and its errors."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        if node.func.id in SPOKEN and len(node.args) > 1:
            yield from constant(node.args[1], "")
        if node.func.id in RAISED and node.args:
            yield from constant(node.args[0], "errors.")


def constant(node: ast.expr, prefix: str) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield prefix + node.value


def is_italian_sentence(text: str) -> bool:
    """Tell a sentence from a list of words: it starts or ends as one, and Italian holds it."""
    shape = re.match(r"\s*[A-ZÈ«]|.*[.?!:]\s*$", text, re.DOTALL)
    return bool(shape) and len(text.split()) >= 4 and len(ITALIAN.findall(text)) >= 2


@cache
def written(path: Path) -> str:
    """Return what a file says in earnest: of Python its literals, without docstrings.

    Rooms that know nothing of money may count bytes and entries in round numbers.
    """
    if path.suffix != ".py":
        return path.read_text(encoding="utf-8")
    is_technical = path.relative_to(ROOT / "assistant").parts[0] in ("ingestion", "retrieval")
    kinds = str if is_technical else str | int | float
    return "\n".join(str(value) for value in constants(path) if isinstance(value, kinds))


def grouped(value: int) -> str:
    """Return a pattern for a whole amount, however its thousands are separated."""
    return r"(?<![\d.,])" + f"{value:,}".replace(",", r"[._,' ]?") + r"(?![\d_])"


def millions(value: int) -> str:
    return rf"\b{value // 1_000_000} (?:milion[ei]|million)\b"


def percentage(value: Decimal) -> str:
    """Return a pattern for a rate in words for people (not a width in a style sheet)."""
    return rf"(?<!: )\b{value * 100:.0f} ?(?:%(?![;,)])|per cento|per cent|percent)"


def day(value: date) -> str:
    italian, english = (MONTHS[language].split()[value.month - 1] for language in ("it", "en"))
    return (
        rf"{value.isoformat()}|{value:%d[/.]%m[/.]%Y}|\b{value.day}°? {italian}|"
        rf"\b{value.day} {english}|{english} {value.day}\b"
    )


def patterns_of_the_call() -> Iterator[str]:
    """Yield a pattern for each amount, rate and date that the rules of the call fix."""
    for rule in yaml.safe_load((ROOT / "corpus/rules.yaml").read_text(encoding="utf-8")):
        value, unit = rule["value"], rule["unit"]
        if rule["kind"] == "rate":
            yield percentage(Decimal(str(value)))
        if unit == "EUR" and value:
            yield grouped(value)
        if unit == "EUR" and value and value % 1_000_000 == 0:
            yield millions(value)
        if unit == "data":
            yield day(date.fromisoformat(str(value)))


FIGURES_OF_THE_CALL = sorted(set(patterns_of_the_call()))


def test_both_languages_have_the_same_sentences() -> None:
    italian, english = (dict(leaves(sentences(language))) for language in LANGUAGES)
    assert italian.keys() ^ english.keys() == set()


def test_a_sentence_has_the_same_placeholders_in_both_languages() -> None:
    italian, english = (dict(leaves(sentences(language))) for language in LANGUAGES)
    assert [
        key for key in italian if placeholders(italian[key]) != placeholders(english[key])
    ] == []


def test_a_list_is_as_long_in_both_languages() -> None:
    italian, english = (dict(leaves(sentences(language))) for language in LANGUAGES)
    lists = [key for key, value in italian.items() if isinstance(value, list)]
    assert [key for key in lists if len(italian[key]) != len(english[key])] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_empty(language: Language) -> None:
    assert [key for key, value in leaves(sentences(language)) if not str(value).strip()] == []


def test_every_key_named_in_the_code_exists() -> None:
    known = dict(leaves(sentences("it"))).keys()
    missing = {(path.name, key) for path in CODE for key in named_keys(path) if key not in known}
    assert missing == set()


def test_no_sentence_for_people_is_in_the_code() -> None:
    found = [(path.name, text) for path in CODE for text in literals(path)]
    assert [entry for entry in found if is_italian_sentence(entry[1])] == []


@pytest.mark.parametrize("figure", FIGURES_OF_THE_CALL)
def test_a_figure_of_the_call_is_only_in_the_corpus(figure: str) -> None:
    pattern = re.compile(figure, re.IGNORECASE)
    assert [str(path) for path in WORDED if pattern.search(written(path))] == []


@pytest.mark.parametrize("amount", ["100.000", "100000", "100_000", "100,000", "100 000"])
def test_an_amount_is_recognised_however_it_is_grouped(amount: str) -> None:
    assert re.search(grouped(100_000), f"fino a {amount} euro")


def test_a_longer_number_is_not_taken_for_an_amount() -> None:
    assert not re.search(grouped(100_000), "1.100.000 o 1000001")


def test_a_sentence_is_filled_with_its_parameters() -> None:
    assert say("it", "dates.euro", amount="7") == "7 euro"


def test_a_list_of_sentences_is_read_whole() -> None:
    assert listing("en", "dates.months")[0] == "January"


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(KeyError):
        say("it", "answer.no_such_sentence")


def test_an_error_explains_itself_in_the_language_of_the_reader() -> None:
    error = InputError("corpus_no_folder", folder="bandi")
    explained = {explain(error, language) for language in get_args(Language)}
    assert len(explained) == 2
    assert all("bandi" in sentence for sentence in explained)
