"""Rules that contradict themselves, their facts or their sources stop at load, by name."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.call.rules import LiveRules, Rules, load_rules
from assistant.errors import CorpusError
from assistant.settings import CHECKOUT
from assistant.text import explain

Edit = Callable[..., Path]
MANIFEST = """[[document]]
id = "avviso"
path = "documents/avviso.md"
title = "Avviso"
publisher = "Ente"
kind = "{kind}"
authority = 5
published = "2026-10-01"
"""


@pytest.fixture
def edited(tmp_path: Path) -> Edit:
    """Return what writes the shipped rules and facts with some rules changed."""
    shutil.copy(CHECKOUT / "corpus" / "facts.yaml", tmp_path)
    shipped = yaml.safe_load((CHECKOUT / "corpus" / "rules.yaml").read_text(encoding="utf-8"))

    def edit(**changed: dict[str, Any]) -> Path:
        entries = [entry | changed.get(entry["subject"], {}) for entry in shipped]
        path = tmp_path / "rules.yaml"
        path.write_text(yaml.safe_dump(entries, allow_unicode=True), encoding="utf-8")
        return path

    return edit


def notice(folder: Path, kind: str = "official") -> None:
    (folder / "documents").mkdir()
    (folder / "documents" / "avviso.md").write_text("# Avviso\n\nTesto.\n", encoding="utf-8")
    (folder / "manifest.toml").write_text(MANIFEST.format(kind=kind), encoding="utf-8")


def fault(path: Path) -> str:
    with pytest.raises(CorpusError) as caught:
        load_rules(path)
    return explain(caught.value, "it")


def rule(rules: Rules, subject: str) -> Any:
    return rules.by_subject[subject]


def test_the_shipped_rules_agree_with_their_facts(edited: Edit) -> None:
    assert list(load_rules(edited()))


def test_a_value_that_its_own_words_deny_names_both(edited: Edit) -> None:
    told = fault(edited(phase1_grant_cap_per_proposal={"value": 80_000}))
    assert "fase1-massimale" in told
    assert "80.000" in told
    assert "100.000" in told


def test_a_value_that_its_facts_deny_names_the_facts(edited: Edit) -> None:
    changed = {
        "value": 80_000,
        "text_it": "Il contributo ZIS di Fase 1 non può superare 80.000 euro.",
        "text_en": "The Phase 1 ZIS grant cannot exceed 80,000 euro.",
    }
    told = fault(edited(phase1_grant_cap_per_proposal=changed))
    assert "Z041" in told
    assert "80.000" in told


def test_a_derived_figure_that_no_longer_follows_names_its_bases(edited: Edit) -> None:
    told = fault(edited(phase1_min_spend_for_full_grant={"value": 210_000}))
    assert "fase1-spesa-minima-contributo-pieno" in told
    assert "fase1-massimale" in told
    assert "200.000" in told


@pytest.mark.parametrize(
    ("subject", "value"),
    [
        ("lead_partner_nature", "privata"),
        ("lead_partner_types", ["impresa"]),
        ("partner_category_1", [{"type_it": "x", "type_en": "x", "nature": "odd"}]),
        ("max_zis_per_province", "due"),
        ("single_applicant_allowed", "no"),
        ("lombardy_provinces_list", "Pavia"),
        ("masterplan_contents", []),
        ("phase1_grant_rate", None),
    ],
)
def test_a_value_of_a_form_that_code_cannot_read_is_refused(
    edited: Edit, subject: str, value: Any
) -> None:
    told = fault(edited(**{subject: {"value": value}}))
    assert "rules.yaml" in told
    assert "value" in told


def test_an_official_document_makes_a_rule_certain(edited: Edit, tmp_path: Path) -> None:
    notice(tmp_path)
    read = load_rules(edited(lead_partner_types={"source": "avviso"}))
    assert rule(read, "lead_partner_types").certainty == "reported"
    assert rule(read, "lead_partner_types").sources[0] == "avviso"


def test_a_source_that_is_not_in_the_manifest_is_named(edited: Edit) -> None:
    assert "avviso" in fault(edited(lead_partner_types={"source": "avviso"}))


def test_a_source_that_is_not_official_settles_nothing(edited: Edit, tmp_path: Path) -> None:
    notice(tmp_path, kind="press")
    assert "official" in fault(edited(lead_partner_types={"source": "avviso"}))


def test_a_source_without_the_value_it_states_is_refused(edited: Edit, tmp_path: Path) -> None:
    notice(tmp_path)
    assert "value" in fault(edited(partner_count_range={"source": "avviso"}))


def test_an_edit_is_served_at_once(edited: Edit) -> None:
    live = LiveRules(edited())
    before = live.get()
    edited(lead_partner_nature={"value": "public"})
    assert rule(before, "lead_partner_nature").value == "private"
    assert rule(live.get(), "lead_partner_nature").value == "public"


def test_a_wrong_edit_leaves_the_last_good_rules(edited: Edit) -> None:
    live = LiveRules(edited())
    before = live.get()
    edited(lead_partner_nature={"value": "odd"})
    assert live.get() is before


def test_rules_that_did_not_change_are_not_read_again(edited: Edit) -> None:
    live = LiveRules(edited())
    assert live.get() is live.get()
