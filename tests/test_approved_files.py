"""An approved answer as a file: read strictly, written whole, never over what was not seen."""

import datetime as dt
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assistant.approved.acts import Seen, approve, find, renew, withdraw
from assistant.approved.files import load, recover, write_whole
from assistant.approved.record import Approved, cite, dump, parse
from assistant.errors import CorpusError, InputError
from assistant.settings import CHECKOUT
from assistant.text import explain
from tests.approvals import EXPIRES, LEADER, ON, a_proposal, approved

WORDS = st.text(
    st.characters(blacklist_categories=["Cs", "Cc"], whitelist_characters="\n"), min_size=1
).filter(lambda text: bool(text.strip()))


def edited(folder: Path, **changes: object) -> Path:
    """Change fields of the file of an approved answer, as a hand would."""
    path = folder / f"{approved(folder).id}.yaml"
    fields = yaml.safe_load(path.read_text(encoding="utf-8"))
    path.write_text(yaml.safe_dump({**fields, **changes}), encoding="utf-8")
    return path


def test_what_was_approved_is_read_back(tmp_path: Path) -> None:
    entry = approved(tmp_path)
    assert load(tmp_path) == (entry,)


def test_the_file_is_named_after_the_question(tmp_path: Path) -> None:
    assert approved(tmp_path, "Chi può fare da capofila?").id == "chi-puo-fare-da-capofila"


def test_two_answers_never_share_a_name(tmp_path: Path) -> None:
    long = "Quali sono tutte le condizioni che il partenariato deve rispettare per"
    names = [approved(tmp_path, f"{long} {what}?").id for what in ("candidarsi", "vincere")]
    assert names[1] == f"{names[0]}-2"


def test_the_file_reads_as_a_diff(tmp_path: Path) -> None:
    entry = approved(tmp_path, answer={"it": "Prima riga.\n\nSeconda riga."})
    text = (tmp_path / f"{entry.id}.yaml").read_text(encoding="utf-8")
    assert "  it: |-\n    Prima riga.\n\n    Seconda riga.\n" in text
    assert "approved_on: 2026-03-01\n" in text


@given(question=WORDS, answer=WORDS, office=WORDS)
def test_any_text_survives_its_file(
    question: str, answer: str, office: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("approved")
    entry = approve(
        folder,
        a_proposal(questions={"it": [question]}, answer={"it": answer}, office=office),
        "B",
        ON,
    )
    assert parse(folder / f"{entry.id}.yaml") == entry


@pytest.mark.parametrize(
    ("changes", "key", "named"),
    [
        ({"answer": None}, "corpus_wrong_value", "answer"),
        ({"expires": "domani"}, "corpus_wrong_value", "expires"),
        ({"surprise": 1}, "corpus_unknown_field", "surprise"),
        ({"sources": []}, "corpus_wrong_value", "sources"),
        ({"revision": "1"}, "corpus_wrong_value", "revision"),
        ({"topic": "meteo"}, "approved.field", "topic"),
        ({"id": "other"}, "approved.field", "id"),
        ({"expires": ON}, "approved.field", "expires"),
        ({"answer": {"en": "No."}}, "approved.field", "questions"),
    ],
)
def test_a_wrong_field_is_named_with_its_file(
    tmp_path: Path, changes: dict[str, object], key: str, named: str
) -> None:
    path = edited(tmp_path, **changes)
    with pytest.raises(CorpusError) as caught:
        load(tmp_path)
    assert caught.value.key == key
    said = explain(caught.value, "it")
    assert path.name in said
    assert named in said


def test_a_text_edited_by_hand_no_longer_has_its_digest(tmp_path: Path) -> None:
    path = edited(tmp_path)
    told = path.read_text(encoding="utf-8").replace("impresa privata. C", "impresa pubblica. C")
    path.write_text(told, encoding="utf-8")
    with pytest.raises(CorpusError, match=r"approved\.field.*digest"):
        load(tmp_path)


def test_words_that_are_not_in_the_passage_cannot_be_cited() -> None:
    with pytest.raises(InputError, match=r"approved\.words"):
        cite(LEADER, "Il capofila è un ente pubblico.", ["it"])


def test_a_part_of_a_passage_is_cited_with_the_whole_of_it() -> None:
    cited = cite(LEADER, "Coordina i partner.", ["it", "en"])
    assert cited.words == {"it": "Coordina i partner.", "en": LEADER.text_in("en")}
    assert cited.text == {"it": LEADER.text}


def test_the_same_question_is_not_approved_twice(tmp_path: Path) -> None:
    first = approved(tmp_path, "Chi può fare da capofila?")
    with pytest.raises(InputError, match=r"approved\.repeated") as caught:
        approved(tmp_path, "chi puo fare da capofila")
    assert first.id in explain(caught.value, "it")


def test_a_withdrawn_answer_leaves_its_question_free(tmp_path: Path) -> None:
    old = approved(tmp_path)
    withdraw(tmp_path, Seen(old.id, 1), "Carla", ON, "È cambiato il bando.")
    assert approved(tmp_path).id == f"{old.id}-2"


def test_a_proposal_without_a_source_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"approved\.proposal.*sources"):
        approved(tmp_path, sources=[])
    assert list(tmp_path.glob("*.yaml")) == []


def test_a_withdrawal_says_who_when_and_why(tmp_path: Path) -> None:
    old = approved(tmp_path)
    withdraw(tmp_path, Seen(old.id, 1), "Carla", ON, "È cambiato il bando.")
    kept = find(tmp_path, old.id)
    assert kept.withdrawn is not None
    assert (kept.withdrawn.by, kept.withdrawn.day) == ("Carla", ON)
    assert kept.withdrawn.reason == "È cambiato il bando."
    assert kept.revision == 2


def test_a_reason_is_needed_to_withdraw(tmp_path: Path) -> None:
    old = approved(tmp_path)
    with pytest.raises(InputError, match="reason"):
        withdraw(tmp_path, Seen(old.id, 1), "Carla", ON, " ")
    assert find(tmp_path, old.id) == old


def test_a_renewal_is_a_new_revision(tmp_path: Path) -> None:
    old = approved(tmp_path)
    later = dt.date(2027, 1, 1)
    renew(tmp_path, Seen(old.id, 1), a_proposal(expires=later), "Carla", ON)
    new = find(tmp_path, old.id)
    assert (new.revision, new.expires, new.approved_by) == (2, later, "Carla")


def test_a_version_that_was_not_seen_is_never_overwritten(tmp_path: Path) -> None:
    old = approved(tmp_path)
    renew(tmp_path, Seen(old.id, 1), a_proposal(owner="Carla"), "Carla", ON)
    with pytest.raises(InputError, match=r"approved\.changed"):
        renew(tmp_path, Seen(old.id, 1), a_proposal(owner="Dario"), "Dario", ON)
    with pytest.raises(InputError, match=r"approved\.changed"):
        withdraw(tmp_path, Seen(old.id, 1), "Dario", ON, "No.")
    assert find(tmp_path, old.id).owner == "Carla"


@pytest.mark.parametrize("name", ["nessuna", "../facts", "a/b", ""])
def test_an_answer_that_is_not_there_is_a_clear_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=r"approved\.unknown"):
        find(tmp_path, name)


def test_a_crash_before_the_rename_leaves_the_old_version(tmp_path: Path) -> None:
    entry = approved(tmp_path)
    changed = entry.model_copy(update={"owner": "Carla"})

    def crash(source: Path, target: Path) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / f"{entry.id}.yaml", dump(changed), crash)
    assert load(tmp_path) == (entry,)
    recover(tmp_path)
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".tmp"] == []


def test_a_folder_that_cannot_be_written_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match=r"approved\.unwritable"):
        approved(tmp_path / "file" / "approved")


def test_a_file_that_is_not_an_answer_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# Approved answers\n", encoding="utf-8")
    assert load(tmp_path) == ()


def test_the_example_of_the_papers_is_a_valid_file(tmp_path: Path) -> None:
    papers = (CHECKOUT / "docs" / "approved.md").read_text(encoding="utf-8")
    example = papers.split("```yaml\n")[1].split("```")[0]
    path = tmp_path / "un-comune-puo-essere-capofila.yaml"
    path.write_text(example, encoding="utf-8")
    assert set(yaml.safe_load(example)) == set(Approved.model_fields)
    assert parse(path).withdrawn is not None


def test_an_answer_expires_after_it_was_approved(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="expires"):
        approve(tmp_path, a_proposal(expires=ON), "Bruno", ON)
    entry: Approved = approve(tmp_path, a_proposal(expires=EXPIRES), "Bruno", ON)
    assert entry.expires == EXPIRES
