"""Signing in with another service, against a small issuer on loopback."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc.jwk import RSAKey
from pydantic import SecretStr

from assistant.desk.accounts import Accounts
from assistant.journal.database import open_database
from assistant.settings import Settings
from assistant.web.banco_staff import COOKIE
from assistant.web.site import build_site
from tests.databases import settings_with
from tests.fakes_issuer import Issuer, issuing
from tests.fakes_web import FakePipeline
from tests.visitors import served


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    made = Issuer()
    with issuing(made):
        yield made


@pytest.fixture(scope="module")
def settings(issuer: Issuer, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder: Path = tmp_path_factory.mktemp("oidc")
    return settings_with(
        folder,
        oidc_issuer=issuer.address,
        oidc_client_id="banco",
        oidc_client_secret=SecretStr("segreto"),
        oidc_roles={"zis-staff": "drafter", "zis-heads": "approver"},
    )


@pytest.fixture(scope="module")
def address(settings: Settings) -> Iterator[str]:
    with served(build_site(settings, FakePipeline())) as found:
        yield found


@pytest.fixture(autouse=True)
def _a_person_of_the_staff(issuer: Issuer) -> None:
    issuer.claims = {"preferred_username": "carla", "roles": ["zis-staff", "unknown"]}
    issuer.signing = None


def come_back(address: str, issuer: Issuer, state: str | None = None) -> httpx.Response:
    """Go to the issuer and come back; return the answer to who comes back."""
    with httpx.Client(base_url=address) as browser:
        sent = browser.get("banco/oidc")
        told = parse_qs(urlsplit(sent.headers["location"]).query)
        issuer.nonce = told["nonce"][0]
        query = {"code": "x", "state": told["state"][0] if state is None else state}
        return browser.get("banco/oidc/back", params=query)


def test_a_person_with_a_role_comes_in(address: str, issuer: Issuer, settings: Settings) -> None:
    answer = come_back(address, issuer)
    assert answer.status_code == 303
    token = answer.cookies[COOKIE]
    assert httpx.get(f"{address}banco/config", cookies={COOKIE: token}).status_code == 200
    (account,) = Accounts(open_database(settings)).people()
    assert (account.name, account.role, account.is_local) == ("carla", "drafter", False)


def test_the_code_is_proved_to_be_ours(address: str, issuer: Issuer) -> None:
    come_back(address, issuer)
    assert issuer.asked[-1]["code_verifier"]


def test_the_highest_role_counts(address: str, issuer: Issuer, settings: Settings) -> None:
    issuer.claims = {"preferred_username": "carla", "roles": ["zis-staff", "zis-heads"]}
    assert come_back(address, issuer).status_code == 303
    (account,) = Accounts(open_database(settings)).people()
    assert account.role == "approver"


@pytest.mark.parametrize("roles", [[], ["other"], None, "admin"])
def test_who_has_no_role_of_ours_stays_out(
    address: str, issuer: Issuer, roles: list[str] | str | None
) -> None:
    issuer.claims = {"preferred_username": "dora", "sub": "7", "roles": roles}
    answer = come_back(address, issuer)
    assert answer.status_code == 401
    assert "non ha un ruolo per lo sportello" in answer.text
    assert COOKIE not in answer.cookies


def test_a_state_of_somebody_else_is_refused(address: str, issuer: Issuer) -> None:
    answer = come_back(address, issuer, state="forged")
    assert answer.status_code == 401
    assert COOKIE not in answer.cookies


def test_a_token_signed_by_another_key_is_refused(address: str, issuer: Issuer) -> None:
    issuer.signing = RSAKey.generate_key(2048, {"kid": "one"})
    assert come_back(address, issuer).status_code == 401


@pytest.mark.parametrize(
    "claims", [{"nonce": "old"}, {"aud": "another"}, {"iss": "https://evil.example"}, {"exp": 1}]
)
def test_a_token_for_another_moment_or_place_is_refused(
    address: str, issuer: Issuer, claims: dict[str, object]
) -> None:
    issuer.claims = {**issuer.claims, **claims}
    answer = come_back(address, issuer)
    assert answer.status_code == 401
    assert "non ha confermato" in answer.text


def test_an_issuer_that_is_down_is_told(tmp_path: Path) -> None:
    settings = settings_with(tmp_path, oidc_issuer="http://127.0.0.1:9", oidc_client_id="banco")
    with served(build_site(settings, FakePipeline())) as address:
        answer = httpx.get(f"{address}banco/oidc")
    assert answer.status_code == 401
    assert "non ha confermato" in answer.text
