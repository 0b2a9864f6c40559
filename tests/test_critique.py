"""``sportello critique``: the contract of DESIGN.md, two versions, every format, clear errors."""

import json
from pathlib import Path

import pytest

from assistant.cli import main
from assistant.errors import CorpusError
from assistant.masterplan.compare import compare
from assistant.masterplan.critique import Knowledge, critique_text, load_knowledge
from assistant.masterplan.standard import load_standard
from assistant.masterplan.telling import critique_json, tell_short
from evals.critique import DRAFTS, is_hit, judge, knowledge_of, load_drafts, shares, untrue
from tests.critiques import IDS
from tests.test_masterplan_findings import CORPUS, SOUND


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge(CORPUS)


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "bozza.md"
    path.write_text(SOUND, encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def _without_embedder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPORTELLO_EMBEDDER", "none")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["critique", *arguments])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_the_json_has_the_keys_of_the_contract(
    draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, str(draft), "--json")
    told = json.loads(out)
    assert code == 0
    assert [one["id"] for one in told["criteria"]] == list(IDS)
    assert told["kind"] == "masterplan"
    assert told["language"] == "it"
    assert {"id", "level", "in_scope", "why", "to_next", "strengths"} <= set(told["criteria"][0])
    assert "non ufficiale" in told["disclaimer"]
    strength = told["criteria"][0]["strengths"][0]
    assert SOUND[strength["start"] : strength["end"]] == strength["quote"]


def test_a_finding_says_what_where_and_on_what_it_rests(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bozza.md"
    lead = "Capofila: Comune di Codogno."
    path.write_text(SOUND.replace("Capofila: Pompe Nuove S.r.l., società privata.", lead), "utf-8")
    _, out, _ = run(capsys, str(path), "--json", "--lang", "en")
    found = next(o for o in json.loads(out)["findings"] if o["type"] == "capofila_public")
    assert found["quote"] == lead
    assert found["section"] == "Partenariato"
    assert found["rule"] == "capofila-privato"
    assert found["severity"] == "high"
    assert {"rule", "text"} <= set(found["basis"][0])
    assert "private lead partner" in found["advice"]


def test_a_person_reads_levels_findings_and_that_it_is_unofficial(
    draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, str(draft))
    assert code == 0
    assert "non ufficiale" in out
    assert "Governance stabile e multilivello: livello 3 su 3" in out


def test_two_versions_are_compared_though_a_section_was_renamed_and_moved(
    draft: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = tmp_path / "prima.md"
    claim = "La qualità delle nostre pompe non teme confronti."
    start, end = SOUND.index("## Posizionamento"), SOUND.index("## Laboratori")
    moved = SOUND[start:end].replace("## Posizionamento\n\n", f"## Gli altri\n\n{claim} ")
    old.write_text(SOUND[:start] + SOUND[end:] + "\n" + moved, encoding="utf-8")
    _, out, _ = run(capsys, str(draft), "--against", str(old), "--json")
    change = json.loads(out)["comparison"]
    assert [one["type"] for one in change["fixed"]] == ["unquantified_claim"]
    assert change["new"] == []
    assert {"before": "Gli altri", "after": "Posizionamento"} in change["sections"]


@pytest.mark.parametrize(
    ("name", "content"),
    [("vuota.md", b" \n"), ("foto.png", b"x"), ("rotta.pdf", b"%PDF-1.7 x")],
)
def test_what_cannot_be_read_is_one_sentence_and_exit_code_2(
    name: str, content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    code, out, err = run(capsys, str(path))
    assert (code, out) == (2, "")
    assert name in err
    assert len(err.splitlines()) == 1


def test_a_missing_file_and_a_missing_argument_are_input_errors(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(capsys, "non-esiste.docx")[0] == 2
    assert run(capsys)[0] == 2


def test_a_word_document_is_read_with_its_headings(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    from assistant.masterplan.reading import read_draft
    from assistant.settings import load_settings

    document = docx.Document()
    for part in SOUND.split("\n\n"):
        style = "Heading 2" if part.startswith("#") else None
        document.add_paragraph(" ".join(part.lstrip("# ").split()), style=style)
    path = tmp_path / "bozza.docx"
    document.save(path)
    read = read_draft(path, load_settings())
    assert "Governance" in [section.heading for section in read.sections]


def test_an_old_windows_file_is_read_all_the_same(tmp_path: Path) -> None:
    from assistant.masterplan.reading import read_draft
    from assistant.settings import load_settings

    path = tmp_path / "bozza.txt"
    path.write_bytes(SOUND.encode("cp1252"))
    assert "società privata" in read_draft(path, load_settings()).text


def test_a_text_that_is_no_masterplan_is_not_judged(knowledge: Knowledge) -> None:
    text = "Sbattere le uova con lo zucchero. Unire la farina e il latte. Infornare un'ora. " * 9
    judged = critique_text(text, knowledge)
    assert judged.draft.kind == "not_a_masterplan"
    assert judged.findings == ()
    assert not any(level.in_scope for level in judged.levels)


def test_a_pasted_section_is_told_in_short(knowledge: Knowledge) -> None:
    text = "La governance della ZIS sarà leggera, inclusiva e partecipata da tutti gli attori."
    told = tell_short(critique_text(text, knowledge), knowledge, "it")
    assert "Formula valida per qualunque documento" in told
    assert "non ufficiale" in told


def test_a_missing_part_comes_with_an_outline_to_fill_in(knowledge: Knowledge) -> None:
    start, end = SOUND.index("## Governance"), SOUND.index("## Chi paga")
    told = critique_json(critique_text(SOUND[:start] + SOUND[end:], knowledge), knowledge, "it")
    governance = next(one for one in told["criteria"] if one["id"] == "governance")
    assert "| Organo |" in governance["outline"]


def test_a_level_says_what_would_raise_it(knowledge: Knowledge) -> None:
    text = SOUND.replace("Un\ntavolo con Provincia e Regione si riunisce ogni sei mesi.", "")
    text = text.replace("Ingresso su domanda, uscita con sei mesi di preavviso.", "")
    told = critique_json(critique_text(text, knowledge), knowledge, "it")
    governance = next(one for one in told["criteria"] if one["id"] == "governance")
    assert governance["level"] == 2
    assert governance["to_next"] == "Aggiungere: ingresso e uscita, il livello istituzionale."


def test_a_draft_compared_with_itself_has_nothing_fixed_and_nothing_new(
    knowledge: Knowledge,
) -> None:
    judged = critique_text(SOUND.replace("privata", "a maggioranza pubblica"), knowledge)
    change = compare(judged, judged)
    assert judged.findings
    assert (change.fixed, change.new) == ((), ())
    assert change.remaining == judged.findings


def test_the_grid_refuses_a_level_that_more_needs_than_there_are_would_make(
    tmp_path: Path,
) -> None:
    for name in ("rubric.yaml", "findings.yaml", "levels.yaml"):
        text = (CORPUS / name).read_text("utf-8")
        wrong = text.replace("three: 4", "three: 9") if name == "levels.yaml" else text
        (tmp_path / name).write_text(wrong, "utf-8")
    with pytest.raises(CorpusError, match="corpus_wrong_value"):
        load_standard(tmp_path)


def test_a_hit_needs_the_type_and_some_of_the_words(knowledge: Knowledge) -> None:
    claim = "La qualità delle nostre pompe non teme confronti."
    text = SOUND.replace("## Posizionamento\n\n", f"## Posizionamento\n\n{claim} ")
    (found,) = (
        one for one in critique_text(text, knowledge).findings if one.type == "unquantified_claim"
    )
    defect = {"type": found.type, "criterion": found.criterion, "section": "x", "quote": claim[:9]}
    assert is_hit(found, defect, text)
    assert not is_hit(found, {**defect, "quote": "Forze: officine"}, text)
    assert not is_hit(found, {**defect, "type": "generic_boilerplate"}, text)


@pytest.mark.skipif(not (DRAFTS / "dev").is_dir(), reason="no development drafts here")
def test_the_development_drafts_are_judged_with_true_quotations() -> None:
    from assistant.settings import load_settings

    settings = load_settings().model_copy(update={"embedder": "none"})
    knowledge = knowledge_of(settings)
    judged = judge("dev", knowledge)
    told = shares(judged, knowledge)
    assert len(judged) == len(load_drafts("dev"))
    assert untrue(judged) == ()
    assert told["injection"].value == 1
    assert told["recall"].value >= 0.8
    assert told["precision"].value >= 0.8
