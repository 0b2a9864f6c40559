"""The rules of the call are read strictly: what is wrong is named by file, entry and key."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from assistant.call.rules import Rules, load_rules
from assistant.errors import CorpusError
from assistant.model import LANGUAGES, Status
from assistant.settings import Settings
from assistant.text import explain
from tests.builders import a_rule

RATE = {
    "id": "a-rate",
    "kind": "rate",
    "subject": "the_rate",
    "value": 0.4,
    "unit": "share",
    "text_it": "La quota è questa.",
    "text_en": "This is the share.",
    "fact_ids": ["F1", "F2"],
    "certainty": "reported",
    "note": None,
}
CAP = RATE | {"id": "a-cap", "kind": "amount", "subject": "the_cap", "value": 7000}

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return what writes entries to ``rules.yaml`` and gives its path."""

    def written(*entries: Any) -> Path:
        path = tmp_path / "rules.yaml"
        path.write_text(yaml.safe_dump(list(entries), allow_unicode=True), encoding="utf-8")
        return path

    return written


def fault(path: Path) -> tuple[str, dict[str, Any]]:
    with pytest.raises(CorpusError) as caught:
        load_rules(path)
    return caught.value.key, caught.value.params


def test_a_rule_is_read_with_all_it_says(write: Write) -> None:
    rule = load_rules(write(RATE)).find("the_rate")
    assert rule is not None
    assert (rule.id, rule.kind, rule.unit, rule.certainty) == (
        "a-rate",
        "rate",
        "share",
        "reported",
    )
    assert rule.number == Decimal("0.4")
    assert rule.texts == {"it": "La quota è questa.", "en": "This is the share."}
    assert rule.facts == ("F1", "F2")


def test_rules_keep_the_order_of_the_file(write: Write) -> None:
    assert [rule.id for rule in load_rules(write(RATE, CAP))] == ["a-rate", "a-cap"]


def test_the_shipped_rules_are_read() -> None:
    rules = load_rules(Settings().corpus / "rules.yaml")
    rate, cap = rules.find("phase1_grant_rate"), rules.find("phase1_grant_cap_per_proposal")
    assert len(list(rules)) > 40
    assert rate is not None
    assert cap is not None
    assert 0 < rate.number < 1 < cap.number


def test_a_missing_file_is_no_rules(tmp_path: Path) -> None:
    assert load_rules(tmp_path / "rules.yaml") == Rules({})


def test_an_unknown_subject_has_no_rule(write: Write) -> None:
    assert load_rules(write(RATE)).find("the_cap") is None


@pytest.mark.parametrize("key", list(RATE))
def test_a_missing_key_is_named(write: Write, key: str) -> None:
    entry = {name: value for name, value in RATE.items() if name != key}
    name = entry.get("id", "2")
    expected = {"file": "rules.yaml", "entry": name, "field": key}
    assert fault(write(CAP, entry)) == ("rules_missing_key", expected)


@pytest.mark.parametrize("key", ["notes", "Value", 7])
def test_an_unknown_key_is_named(write: Write, key: str | int) -> None:
    expected = {"file": "rules.yaml", "entry": "a-rate", "field": key}
    assert fault(write(RATE | {key: "x"})) == ("rules_unknown_key", expected)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("id", 3),
        ("id", " "),
        ("subject", None),
        ("subject", ""),
        ("kind", "rates"),
        ("kind", ["rate"]),
        ("certainty", "certain"),
        ("certainty", None),
        ("text_it", None),
        ("text_en", 5),
        ("unit", 5),
        ("note", ["x"]),
        ("fact_ids", "F1"),
        ("fact_ids", None),
        ("fact_ids", ["F1", 2]),
        ("fact_ids", [""]),
        ("value", "0.4"),
        ("value", True),
        ("value", [0.4]),
        ("value", 1.01),
        ("value", 50),
        ("value", -0.1),
        ("value", float("nan")),
        ("value", float("inf")),
        ("value", {"share": 0.4}),
    ],
)
def test_a_wrong_value_is_named_by_its_key(write: Write, key: str, value: Any) -> None:
    kind, params = fault(write(CAP, RATE | {key: value}))
    assert (kind, params["file"], params["field"]) == ("rules_value", "rules.yaml", key)


def test_a_wrong_value_is_named_by_its_entry(write: Write) -> None:
    assert fault(write(CAP, RATE | {"value": 2}))[1]["entry"] == "a-rate"


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("amount", -1),
        ("amount", "7.000"),
        ("count", -1),
        ("count", 2.5),
        ("count", False),
        ("requirement", {"a": 1}),
        ("limit", yaml.safe_load("2031-01-31")),
    ],
)
def test_a_value_that_is_not_of_its_kind_is_refused(write: Write, kind: str, value: Any) -> None:
    assert fault(write(CAP | {"kind": kind, "value": value}))[0] == "rules_value"


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("rate", 0),
        ("rate", 1),
        ("rate", None),
        ("amount", 0),
        ("amount", 12.5),
        ("amount", None),
        ("count", 3),
        ("requirement", False),
        ("requirement", ["a", "b"]),
        ("requirement", [{"nature": "private"}]),
        ("limit", -3),
        ("limit", "2031-01-31"),
    ],
)
def test_a_value_of_its_kind_is_read(write: Write, kind: str, value: Any) -> None:
    (rule,) = load_rules(write(CAP | {"kind": kind, "value": value}))
    assert rule.value == value


@pytest.mark.parametrize("certainty", get_args(Status))
def test_every_certainty_of_a_fact_may_be_that_of_a_rule(write: Write, certainty: str) -> None:
    (rule,) = load_rules(write(RATE | {"certainty": certainty}))
    assert rule.certainty == certainty


@pytest.mark.parametrize("key", ["id", "subject"])
def test_two_rules_may_not_share_an_id_or_a_subject(write: Write, key: str) -> None:
    expected = {"file": "rules.yaml", "entry": RATE[key], "field": key}
    assert fault(write(RATE, CAP | {key: RATE[key]})) == ("rules_repeated", expected)


def test_an_entry_that_is_no_rule_is_named_by_its_place(write: Write) -> None:
    assert fault(write(RATE, "a rule")) == (
        "rules_not_an_entry",
        {"file": "rules.yaml", "entry": 2},
    )


@pytest.mark.parametrize("content", ["rules: []", "", "just words"])
def test_a_file_that_is_no_list_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text(content, encoding="utf-8")
    assert fault(path) == ("rules_not_a_list", {"file": "rules.yaml"})


@pytest.mark.parametrize("content", ["- id: [", "- id: a\n  id: b"])
def test_a_file_that_is_not_well_formed_is_named_with_its_line(
    tmp_path: Path, content: str
) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text(content, encoding="utf-8")
    key, params = fault(path)
    assert (key, params["file"]) == ("corpus_malformed", "rules.yaml")


@pytest.mark.parametrize(
    "key",
    [
        *("rules_not_a_list", "rules_not_an_entry", "rules_missing_key"),
        *("rules_unknown_key", "rules_value", "rules_repeated"),
    ],
)
def test_what_is_wrong_is_told_in_both_languages(key: str) -> None:
    error = CorpusError(key, file="rules.yaml", entry="a-rate", field="value")
    told = {explain(error, language) for language in LANGUAGES}
    assert len(told) == 2
    assert all("rules.yaml" in sentence for sentence in told)


@pytest.mark.parametrize("value", ["words", True, None, [1]])
def test_a_rule_without_a_number_has_no_number(value: Any) -> None:
    with pytest.raises(TypeError, match="the_rule"):
        _ = a_rule("the_rule", value).number


def test_a_number_is_read_as_it_is_written() -> None:
    assert a_rule("the_rule", 0.1).number == Decimal("0.1")
