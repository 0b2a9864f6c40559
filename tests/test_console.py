"""What the command writes: lines for people, JSON for programs."""

import io
import json

import pytest

from assistant.console import IndexReport, write, write_json
from assistant.ingestion.sync import Plan, Report
from assistant.text import say

MANY = tuple(f"Z{number:03}" for number in range(40))


def a_plan(**lists: tuple[str, ...]) -> Plan:
    names = ("add", "change", "remove", "keep", "unsupported")
    return Plan(**{name: lists.get(name, ()) for name in names}, is_current=False)


def a_report(*unreadable: str, notices: tuple[str, ...] = ()) -> Report:
    faults = tuple((path, "unreadable_empty", {"file": path}) for path in unreadable)
    remarks = tuple((path, "hidden_text", {"count": 2}) for path in notices)
    return Report(passages=9, unreadable=faults, notices=remarks)


def test_a_line_goes_to_the_stream_told() -> None:
    stream = io.StringIO()
    write("ciao", stream)
    assert stream.getvalue() == "ciao\n"


def test_json_is_one_line_with_accents_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    write_json({"perché": "così\nva"})
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    assert "perché" in out
    assert json.loads(out) == {"perché": "così\nva"}


def test_a_plan_counts_its_lists_and_names_what_changes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    IndexReport("it", as_json=False).plan(a_plan(add=("Z1",), keep=("Z2", "Z3")), ())
    out = capsys.readouterr().out
    assert say("it", "cli.plan", add=1, change=0, remove=0, keep=2, unsupported=0) in out
    assert "+ Z1" in out
    assert "Z2" not in out


def test_a_long_list_is_cut_and_says_how_much_is_left(capsys: pytest.CaptureFixture[str]) -> None:
    IndexReport("it", as_json=False).plan(a_plan(add=MANY), ())
    named = [line for line in capsys.readouterr().out.split("\n") if "+ Z" in line]
    assert 0 < len(named) < len(MANY)


def test_the_items_left_out_of_a_long_list_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    IndexReport("it", as_json=False).plan(a_plan(remove=MANY[:13]), ())
    assert "(+1)" in capsys.readouterr().out


def test_the_notices_of_the_corpus_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    notice = ("catalogue.unlisted", {"files": "prova.md"})
    IndexReport("it", as_json=False).plan(a_plan(), [notice])
    assert "prova.md" in capsys.readouterr().out


def test_a_finished_index_says_how_many_passages_it_holds(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert IndexReport("it", as_json=False).end(a_report()) == 0
    assert say("it", "cli.indexed", passages=9) in capsys.readouterr().out


def test_a_file_that_could_not_be_read_is_told_apart_from_the_rest(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert IndexReport("it", as_json=False).end(a_report("vuoto.md")) == 1
    assert "vuoto.md" in capsys.readouterr().err


def test_what_reading_noticed_names_its_file(capsys: pytest.CaptureFixture[str]) -> None:
    IndexReport("it", as_json=False).end(a_report(notices=("bozza.docx",)))
    assert "bozza.docx" in capsys.readouterr().out


def test_a_plan_that_is_not_applied_ends_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert IndexReport("it", as_json=False).end() == 0
    assert capsys.readouterr().out == ""


def test_for_a_program_everything_is_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    shown = IndexReport("en", as_json=True)
    shown.plan(a_plan(add=MANY), [("catalogue.unlisted", {"files": "prova.md"})])
    assert shown.end(a_report("vuoto.md")) == 1
    out, err = capsys.readouterr()
    found = json.loads(out)
    assert err == ""
    assert found["add"] == list(MANY)
    assert found["passages"] == 9
    assert [fault["path"] for fault in found["unreadable"]] == ["vuoto.md"]


def test_a_report_speaks_the_language_of_the_settings(capsys: pytest.CaptureFixture[str]) -> None:
    IndexReport("en", as_json=False).end(a_report())
    assert say("en", "cli.indexed", passages=9) in capsys.readouterr().out


def test_progress_is_silent_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    IndexReport("it", as_json=False).progress()(1, 2, "embedding")
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("step", ["reading", "embedding", "writing"])
def test_progress_says_its_step_to_a_person(
    step: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    IndexReport("it", as_json=False).progress()(1, 2, step)
    assert say("it", f"index.{step}") in capsys.readouterr().err
