"""Settings: one object, one prefix, and papers that list exactly what there is."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from assistant.errors import InputError
from assistant.settings import CHECKOUT, Settings, load_settings
from assistant.text import explain

ROOT = Path(__file__).resolve().parent.parent
FIELDS = Settings.model_fields


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in FIELDS:
        monkeypatch.delenv(f"SPORTELLO_{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)


def shown(value: object) -> str:
    """Return a default as the papers write it: a path from the checkout, a secret in clear."""
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    return str(value.relative_to(CHECKOUT)) if isinstance(value, Path) else str(value)


def described() -> Iterator[tuple[str, str, str]]:
    for name, field in FIELDS.items():
        yield f"SPORTELLO_{name.upper()}", shown(field.default), str(field.description)


def test_the_corpus_and_the_data_are_found_from_the_checkout() -> None:
    settings = Settings()
    assert settings.corpus == ROOT / "corpus"
    assert settings.data == ROOT / ".data"


def test_the_environment_overrides_a_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPORTELLO_PORT", "9000")
    assert Settings().port == 9000


def test_an_env_file_overrides_a_default(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SPORTELLO_LANGUAGE=en\n", encoding="utf-8")
    assert Settings().language == "en"


def test_an_argument_overrides_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPORTELLO_PORT", "9000")
    assert Settings(port=9001).port == 9001


@pytest.mark.parametrize(
    ("name", "value"),
    [("PORT", "70000"), ("LANGUAGE", "fr"), ("EMBEDDER", "magic"), ("DENSE_WEIGHT", "2")],
)
def test_a_value_out_of_range_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"SPORTELLO_{name}", value)
    with pytest.raises(ValidationError, match=name.lower()):
        Settings()


def test_the_secret_is_not_shown() -> None:
    assert "sportello-zis" not in repr(Settings().browser_secret)


def test_the_server_listens_on_this_machine_only() -> None:
    assert Settings().host == "127.0.0.1"


def test_the_process_reads_its_settings_once() -> None:
    assert load_settings() is load_settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SPORTELLO_LLM_RETRIES", "molti"),
        ("SPORTELLO_MODE", "magic"),
        ("SPORTELLO_LLM_PRICES", "{no"),
        ("SPORTELLO_LLM_SECONDS", "-1"),
    ],
)
def test_a_wrong_setting_is_named_in_one_sentence_without_its_value(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    load_settings.cache_clear()
    with pytest.raises(InputError) as caught:
        load_settings()
    assert name in explain(caught.value, "it")
    assert value not in explain(caught.value, "it")


def test_a_key_is_not_shown() -> None:
    assert "sk-" not in repr(Settings(llm_api_key=SecretStr("sk-segreta")))


def test_every_setting_says_what_it_is() -> None:
    assert [name for name, field in FIELDS.items() if not field.description] == []


def test_the_readme_lists_every_setting_as_it_is() -> None:
    rows = re.findall(
        r"^\| `(SPORTELLO_\w+)` \| `([^`]*)` \| (.+?) \|$",
        (ROOT / "README.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    assert rows == list(described())


def test_the_example_environment_lists_every_setting_as_it_is() -> None:
    lines = re.findall(
        r"^# (.+)\n# (SPORTELLO_\w+)=(.*)$",
        (ROOT / ".env.example").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    assert [(name, default, text) for text, name, default in lines] == list(described())
