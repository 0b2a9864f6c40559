"""Consistency of a draft: claims, in wordings of our own, Italian and English."""

import pytest

from assistant.model import Language
from tests.consistency import kinds


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "it",
            (
                "La candidatura di Brescia ha già scelto la meccanica agricola, ma riteniamo "
                "di poter rivendicare lo stesso tema."
            ),
        ),
        (
            "it",
            (
                "Anche il progetto bergamasco punta sulle stesse batterie: il tema coincide "
                "con quello della ZIS già depositata, e comunque chiediamo il riconoscimento."
            ),
        ),
        (
            "en",
            (
                "Photonics is already claimed by the candidacy of Pavia; we nonetheless ask "
                "to be recognised for it as well."
            ),
        ),
        (
            "it",
            (
                "Il nostro tema è lo stesso scelto dalla ZIS di Bergamo, ma lo affrontiamo "
                "con più esperienza."
            ),
        ),
        (
            "it",
            (
                "La robotica è già la specializzazione della candidatura di Lecco. Chiediamo "
                "che venga riconosciuta anche al nostro territorio."
            ),
        ),
        (
            "it",
            (
                "Sappiamo che la filiera del freddo è al centro della proposta lodigiana: "
                "ciò nonostante intendiamo candidarci sullo stesso ambito."
            ),
        ),
        (
            "en",
            (
                "Our second theme, robotics, has already been filed by the Lecco candidacy, "
                "and we want it recognised for our zone too."
            ),
        ),
    ],
)
def test_a_theme_that_the_text_says_is_of_others_is_found(language: Language, text: str) -> None:
    assert kinds(text, language) == {"overlapping_specialization_claim"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "it",
            (
                "La candidatura di Brescia ha scelto la meccanica agricola; noi non ce ne "
                "occupiamo e abbiamo escluso quel tema."
            ),
        ),
        (
            "en",
            ("The candidacy of Pavia deals with photonics; our theme does not overlap with it."),
        ),
        (
            "it",
            (
                "In ogni provincia possono nascere al massimo due ZIS; nella nostra ne è "
                "prevista un'altra."
            ),
        ),
        (
            "it",
            (
                "Abbiamo verificato che nessun'altra candidatura lombarda ha scelto questo "
                "tema; la proposta di Lecco riguarda la robotica."
            ),
        ),
        (
            "it",
            (
                "La candidatura di Lecco riguarda la robotica, già presente sul suo "
                "territorio; noi chiediamo il riconoscimento per la seta, tema del tutto "
                "diverso."
            ),
        ),
        (
            "it",
            (
                "Il terzo capitolo descrive la provincia e la sua ZIS. La zona ha tre "
                "laboratori in provincia."
            ),
        ),
    ],
)
def test_a_boundary_kept_is_no_claim(language: Language, text: str) -> None:
    assert kinds(text, language) == set()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("it", "In provincia di Como vogliamo far riconoscere tre ZIS, una per filiera."),
        ("en", "Ours would be the third ZIS in the province of Como."),
        (
            "it",
            (
                "Nella nostra provincia sono già state riconosciute due ZIS: la nostra si "
                "aggiungerà a queste."
            ),
        ),
        (
            "it",
            (
                "Dopo le due già annunciate, la nostra sarebbe la terza zona riconosciuta "
                "sul territorio bresciano."
            ),
        ),
        ("it", "Proponiamo quattro ZIS distinte per la provincia di Pavia."),
        ("en", "The province would then host three zones, ours included."),
    ],
)
def test_a_zone_too_many_in_a_province_is_found(language: Language, text: str) -> None:
    assert kinds(text, language) == {"more_than_two_zis_per_province_claim"}
