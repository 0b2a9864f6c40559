"""A partnership in a file: read in both formats, and told wrong by line, key, reason, example."""

import json
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.call.parsing import parse_partnership
from assistant.call.partnership import Partnership
from assistant.call.partnership_file import read_partnership, template
from assistant.call.rules import load_rules
from assistant.errors import InputError
from assistant.model import LANGUAGES, Language
from assistant.settings import Settings
from assistant.text import explain

RULES = load_rules(Settings().corpus / "rules.yaml")
GOOD = """lead = "Alfa"
provinces = ["Pavia", "milano"]
requested = "1,2 M€"

[[partner]]
name = "Alfa"
type = "firm"
private_share = "cinquantuno per cento"
nature = "mista"

[[quote]]
what = "Studio"
amount = "centomila euro"
"""


def read(tmp_path: Path, text: str, name: str = "p.toml") -> Partnership:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_partnership(path, RULES)


def fault(tmp_path: Path, text: str, name: str = "p.toml") -> str:
    with pytest.raises(InputError) as caught:
        read(tmp_path, text, name)
    return explain(caught.value, "it")


def test_a_file_is_read_with_what_people_write(tmp_path: Path) -> None:
    given = read(tmp_path, GOOD)
    assert given.provinces == ("Pavia", "Milano (Città metropolitana)")
    assert given.requested == Decimal(1_200_000)
    assert given.spending == Decimal(100_000)
    assert given.lead_partner is not None
    assert given.lead_partner.private_share == Decimal(51)
    assert given.lead_partner.kind is not None
    assert given.lead_partner.kind.id == "impresa"


def test_json_says_the_same_as_toml(tmp_path: Path) -> None:
    as_json = json.dumps(tomllib.loads(GOOD), ensure_ascii=False, indent=1)
    assert read(tmp_path, as_json, "p.json") == read(tmp_path, GOOD)


@pytest.mark.parametrize(
    ("amount", "euro"),
    [
        ("1.250.000,00 €", "1250000"),
        ("1,2 M€", "1200000"),
        ("centomila euro", "100000"),
        ("120k", "120000"),
        ("99.999,99", "99999.99"),
        ("€ 40.000", "40000"),
        ("un milione e mezzo di euro", "1500000"),
    ],
)
def test_an_amount_is_read_as_italians_write_it(amount: str, euro: str) -> None:
    given = parse_partnership({"quote": [{"what": "x", "amount": amount}]}, RULES)
    assert given.spending == Decimal(euro)


@pytest.mark.parametrize(
    ("wrong", "line", "key", "example"),
    [
        ("led = 'Alfa'", 1, "led", "lead"),
        ("lead = 3", 1, "lead", 'lead = "Alfa"'),
        ("provinces = 'Pavia'", 1, "provinces", '["Pavia"]'),
        ("interprovincial = 'sì'", 1, "interprovincial", "true"),
        ("requested = 'tanto'", 1, "requested", "40.000 €"),
        ("requested = '-5'", 1, "requested", "40.000 €"),
        ("lead = 'Beta'", 1, "lead", "Alfa S.p.A."),
        ("masterplan = [9]", 1, "masterplan", "[1, 2]"),
        ("\n[[partner]]\nname = 'A'\ntype = 'drago'", 4, "partner[1].type", "impresa"),
        ("\n[[partner]]\ntype = 'impresa'", 2, "partner[1].name", "Alfa S.p.A."),
        ("[[partner]]\nname='A'\ncategory=7", 3, "partner[1].category", "category = 1"),
        ("[[partner]]\nname='A'\nprivate_share=101", 3, "partner[1].private_share", "60%"),
        ("[[partner]]\nname='A'\nnature='x'", 3, "partner[1].nature", "mixed"),
        (
            "[[partner]]\nname='A'\ntype='Comune'\nnature='private'",
            4,
            "partner[1].nature",
            "impresa",
        ),
        ("[[partner]]\nname='A'\n[[partner]]\nname='A'", 4, "partner[2].name", "A (2)"),
        ("[[quote]]\nwhat='x'", 1, "quote[1].amount", "40.000 €"),
        ("[[quote]]\nwhat='x'\namount='boh'", 3, "quote[1].amount", "40.000 €"),
        ("[[other]]\nprovinces=[3]", 2, "other[1].provinces", "Pavia"),
        ("partner = 'A'", 1, "partner", "[[partner]]"),
    ],
)
def test_what_is_wrong_is_told_with_line_key_and_an_example(
    tmp_path: Path, wrong: str, line: int, key: str, example: str
) -> None:
    told = fault(tmp_path, wrong)
    assert f"riga {line}:" in told
    assert f"«{key}»" in told
    assert example in told


def test_toml_that_does_not_parse_is_told_with_its_line(tmp_path: Path) -> None:
    assert "riga 2" in fault(tmp_path, "lead = 'A'\nprovinces = [")


def test_json_that_does_not_parse_is_told_with_its_line(tmp_path: Path) -> None:
    assert "riga 2" in fault(tmp_path, '{"lead": "A",\n oops}', "p.json")


def test_a_key_of_json_is_told_with_its_line(tmp_path: Path) -> None:
    text = '{\n"partner": [\n{"name": "A"},\n{"name": "B",\n"category": 9}]}'
    told = fault(tmp_path, text, "p.json")
    assert "riga 5" in told
    assert "«partner[2].category»" in told


@pytest.mark.parametrize("text", ["[]", "3", '"x"'])
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, text: str) -> None:
    assert "p.json" in fault(tmp_path, text, "p.json")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_partnership(tmp_path / "none.toml", RULES)
    assert "none.toml" in explain(caught.value, "it")


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError):
        read_partnership(path, RULES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_is_a_file_that_can_be_checked(tmp_path: Path, language: Language) -> None:
    given = read(tmp_path, template(RULES, language))
    assert len(given.partners) > 3
    assert given.lead_partner is not None
    assert given.spending is not None
    assert given.others
