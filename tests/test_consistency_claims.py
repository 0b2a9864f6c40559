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
        (
            "it",
            (
                "Ci sovrapponiamo in parte alla candidatura di Cremona sulla zootecnia di "
                "precisione, tema che vogliamo comunque presidiare."
            ),
        ),
        (
            "en",
            (
                "The Varese ZIS has already chosen drones; our zone will pursue the same "
                "specialisation."
            ),
        ),
        (
            "it",
            (
                "# Piano\n\n## Tema\n\n"
                "Il secondo asse è la mobilità elettrica, su cui è già stata depositata la "
                "candidatura milanese: crediamo che il nostro territorio meriti di essere "
                "riconosciuto anche per questo.\n"
            ),
        ),
        (
            "it",
            (
                "# P\n\n## Tema\n\n"
                "Alla nautica affianchiamo l'idrogeno, benché sia già il tema della ZIS "
                "bergamasca: contiamo che la Regione lo riconosca a entrambe.\n"
            ),
        ),
        (
            "it",
            (
                "# P\n\n## Tema\n\n"
                "La candidatura di Lecco lavora sulle stesse tecnologie e ha presentato per "
                "prima la specializzazione; noi la rivendichiamo ugualmente.\n"
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
        (
            "it",
            (
                "# Piano\n\n## Tema\n\n"
                "La mobilità elettrica è il tema della candidatura milanese: per questo "
                "resta fuori dal nostro progetto. In provincia le candidature sono due.\n"
            ),
        ),
        (
            "it",
            (
                "# Piano\n\n## Dati\n\n"
                "Le segherie sono 88 (Registro Imprese, 2025), con 1.240 addetti. Le 88 "
                "segherie lavorano abete; 31 hanno meno di cinque addetti. Tra le 40 "
                "segherie intervistate, 22 esportano.\n\n"
                "## Obiettivi di lungo periodo\n\n"
                "Nel 2040 le segherie saranno 100 e gli addetti 1.600.\n"
            ),
        ),
        (
            "it",
            (
                "# Piano\n\n## Conti\n\n"
                "I costi sono di 480.000 euro nel 2027 e di 500.000 euro nel 2028. Il canone "
                "è di 12.000 euro l'anno, 60.000 in cinque anni. Il pareggio arriva nel "
                "2029; con volumi ridotti passa al 2030.\n"
            ),
        ),
        (
            "it",
            (
                "# P\n\n## Economia\n\n"
                "I cantieri nautici sono 156 (Registro Imprese, 2025). Di questi, 34 "
                "costruiscono scafi a vela. Hanno sede nel perimetro 156 cantieri. I "
                "cantieri con più di venti addetti sono 21. Il nuovo bacino servirà in media "
                "60 cantieri l'anno. Il partenariato comprende 19 cantieri.\n"
            ),
        ),
        (
            "it",
            (
                "# P\n\n## Calendario\n\n"
                "- permesso di costruire: rilasciato il 4 marzo 2026\n"
                "- gara per il bacino: settembre 2026\n"
                "- lavori: da gennaio 2027 a febbraio 2028\n- collaudo: marzo 2028\n"
                "- apertura: maggio 2028\n- rendiconto del 2028: aprile 2029\n"
            ),
        ),
        (
            "en",
            (
                "# P\n\n## Money\n\n"
                "The kilns cost EUR 1,020,000 and the press EUR 440,000. Members pay EUR "
                "1,500 a year. Losses of EUR 170,000 are covered by a reserve of EUR "
                "180,000. The centre keeps 40% of the hours for small firms and 10% for "
                "schools.\n"
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
        (
            "it",
            (
                "Insieme alle altre due, già in corsa, saremo tre ZIS bergamasche nella "
                "stessa provincia."
            ),
        ),
        (
            "it",
            (
                "# Piano\n\n## Tema\n\n"
                "Nella provincia esistono già due ZIS; la nostra sarà la terza.\n"
            ),
        ),
        (
            "it",
            (
                "# P\n\n## Contesto\n\n"
                "Con la nostra, le ZIS della provincia di Como diventerebbero tre.\n"
            ),
        ),
    ],
)
def test_a_zone_too_many_in_a_province_is_found(language: Language, text: str) -> None:
    assert kinds(text, language) == {"more_than_two_zis_per_province_claim"}
