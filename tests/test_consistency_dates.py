"""Consistency of a draft: dates, in wordings of our own, Italian and English."""

import pytest

from assistant.model import Language
from tests.consistency import kinds


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "it",
            (
                "Il laboratorio apre a marzo 2027; il permesso di costruire è atteso per "
                "settembre 2027."
            ),
        ),
        (
            "it",
            (
                "- Avvio dei lavori: gennaio 2028\n- Fine dei lavori: ottobre 2027\n"
                "- Collaudo: dicembre 2028\n"
            ),
        ),
        (
            "en",
            (
                "The pilot line opens in March 2027. The tender for the pilot line is "
                "published in autumn 2027."
            ),
        ),
        (
            "it",
            (
                "## Tempi\n\nLa serra entra in funzione a maggio 2028.\n\n"
                "| Fase | Data |\n|---|---|\n| Gara per la serra | marzo 2027 |\n"
                "| Montaggio della serra | settembre 2028 |\n"
            ),
        ),
        ("it", "Il cantiere va da settembre 2028 a marzo 2028."),
        (
            "it",
            (
                "# ZIS Prova\nbozza di aprile 2026\n\n## Endorsement\n\n"
                "La Provincia ha rilasciato l'endorsement il 12 giugno 2026.\n"
            ),
        ),
        (
            "it",
            (
                "Il pareggio è raggiunto nel 2028.\n\n"
                "| Migliaia di € | 2027 | 2028 | 2029 | 2030 | 2031 |\n"
                "|---|---|---|---|---|---|\n"
                "| Ricavi | 100 | 150 | 210 | 250 | 300 |\n"
                "| Costi | 180 | 180 | 190 | 200 | 210 |\n"
                "| Saldo | -80 | -30 | 20 | 50 | 90 |\n"
            ),
        ),
        ("en", "The first audit is held on 31 May 2028 and covers the whole of 2028."),
        (
            "it",
            (
                "Il finanziamento del centro sarà deliberato a dicembre 2028, mentre il "
                "centro apre a gennaio 2028."
            ),
        ),
        (
            "it",
            (
                "## A\n\nIl centro apre nel giugno 2028.\n\n## Cronoprogramma\n\n"
                "| Passo | Quando |\n|---|---|\n"
                "| Apertura del centro | gennaio 2029 |\n"
                "| Prime vendite | marzo 2029 |\n"
            ),
        ),
        ("it", "La convenzione resta in vigore dal 2029 al 2027."),
        (
            "it",
            (
                "## KPI\n\n| Indicatore | Partenza | Obiettivo | Entro |\n"
                "|---|---|---|---|\n"
                "| Brevetti | 3 (giugno 2026) | 12 | 31/12/2025 |\n"
                "| Clienti | 4 (2025) | 20 | 31/12/2030 |\n"
            ),
        ),
        (
            "it",
            (
                "## Tempi\n\n"
                "1. Entrata in funzione della camera bianca: aprile 2028.\n"
                "2. Consegna della camera bianca: giugno 2028.\n"
                "3. Corsi: ottobre 2028.\n"
            ),
        ),
        (
            "it",
            (
                "Il bando di gara per i forni uscirà nel secondo semestre 2028; i forni "
                "saranno installati entro marzo 2028."
            ),
        ),
        (
            "it",
            (
                "Il capannone sarà ristrutturato da settembre 2027 a giugno 2028, ma il "
                "laboratorio che vi ha sede apre a gennaio 2028."
            ),
        ),
        (
            "en",
            (
                "| Step | When |\n|---|---|\n| Order of the press | October 2028 |\n"
                "| Installation of the press | March 2028 |\n"
                "| Opening | July 2029 |\n"
            ),
        ),
        (
            "it",
            (
                "L'audit sui risultati dell'anno 2028 si terrà a settembre 2028 e riguarderà "
                "tutto il 2028."
            ),
        ),
        (
            "it",
            (
                "## Conti\n\n| Migliaia di € | 2027 | 2028 | 2029 | 2030 | 2031 |\n"
                "|---|---|---|---|---|---|\n"
                "| Ricavi | 100 | 150 | 210 | 250 | 300 |\n"
                "| Costi | 180 | 180 | 230 | 200 | 210 |\n"
                "| Saldo | -80 | -30 | -20 | 50 | 90 |\n\n"
                "Si va in pareggio già nel 2029.\n"
            ),
        ),
        (
            "it",
            (
                "# Piano\n\n## Lavori\n\n"
                "La sala bianca entra in esercizio a gennaio 2028.\n\n"
                "## Cronoprogramma\n\n- Progetto esecutivo: marzo 2027\n"
                "- Gara d'appalto per la sala bianca: febbraio 2028\n"
                "- Montaggio: giugno 2028\n"
            ),
        ),
        (
            "en",
            (
                "# Plan\n\n## Works\n\nThe test hall opens on 1 March 2028.\n\n"
                "## Timetable\n\n| Step | Date |\n|---|---|\n"
                "| Order of the machines | January 2027 |\n"
                "| Fire permit for the test hall | September 2028 |\n"
            ),
        ),
        (
            "it",
            (
                "# Piano\n\n## Fasi\n\nLa fase pilota termina a giugno 2027.\n\n"
                "## Avvio\n\nLa fase pilota inizia a ottobre 2027 con tre imprese.\n"
            ),
        ),
        (
            "it",
            (
                "# Piano\n\n## Verifiche\n\n"
                "Il rendiconto dell'intero esercizio 2028 è presentato il 15 ottobre 2028.\n"
            ),
        ),
        (
            "it",
            (
                "# Masterplan ZIS Prova\n\nVersione del 10 marzo 2026\n\n## Partner\n\n"
                "La lettera di endorsement della Provincia è stata firmata il 22 aprile 2026.\n"
            ),
        ),
        (
            "it",
            (
                "# P\n\n## Opere\n\n"
                "Il bacino di prova sarà operativo da febbraio 2028.\n\n"
                "## Calendario\n\n| Attività | Periodo |\n|---|---|\n"
                "| Autorizzazione paesaggistica del bacino | maggio 2028 |\n"
                "| Prime prove | settembre 2028 |\n"
            ),
        ),
        (
            "en",
            (
                "# P\n\n## Works\n\n"
                "The towing tank starts operating in February 2028; its delivery is planned "
                "for June 2028.\n"
            ),
        ),
        (
            "it",
            (
                "# P\n\n## Conti\n\n| Anno | Ricavi (k€) | Costi (k€) | Saldo (k€) |\n"
                "|---|---|---|---|\n| 2027 | 100 | 180 | -80 |\n"
                "| 2028 | 150 | 180 | -30 |\n| 2029 | 210 | 230 | -20 |\n"
                "| 2030 | 250 | 200 | 50 |\n| 2031 | 300 | 210 | 90 |\n\n"
                "L'equilibrio economico è raggiunto nel 2029.\n"
            ),
        ),
        (
            "it",
            (
                "# P\n\n## Controllo\n\n"
                "La valutazione del primo anno, il 2027, è affidata a un revisore che "
                "consegna la relazione il 31 ottobre 2027 sull'intero 2027.\n"
            ),
        ),
    ],
)
def test_dates_that_cannot_be_are_found(language: Language, text: str) -> None:
    assert kinds(text, language) == {"date_inconsistency"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "it",
            (
                "# ZIS Prova\nbozza di aprile 2026\n\n## Endorsement\n\n"
                "La Provincia rilascerà l'endorsement entro il 12 giugno 2026. La società è "
                "stata costituita il 3 marzo 2026.\n"
            ),
        ),
        (
            "it",
            (
                "## Tempi\n\n"
                "Permesso di costruire: marzo 2027. Gara per i lavori: giugno 2027. Lavori "
                "da settembre 2027 a maggio 2028. Collaudo a giugno 2028. Apertura a "
                "settembre 2028.\n"
            ),
        ),
        (
            "en",
            (
                "## Timetable\n\n"
                "The permit is issued in March 2027; the tender follows in June 2027; works "
                "run from September 2027 to May 2028; the centre opens in September 2028. "
                "The school opens in October 2026.\n"
            ),
        ),
        (
            "it",
            (
                "## Servizi\n\n"
                "I corsi partono a ottobre 2027. Il laboratorio prove apre nel 2028; la "
                "camera climatica è ordinata nel 2029.\n"
            ),
        ),
        (
            "it",
            (
                "Le candidature si chiudono ad agosto 2026. La società è stata costituita a "
                "marzo 2026. Il laboratorio esistente lavora dal 2019. Il centro apre nel "
                "2028 e la seconda linea è ordinata nel 2030."
            ),
        ),
    ],
)
def test_dates_in_their_order_are_left_alone(language: Language, text: str) -> None:
    assert kinds(text, language) == set()
