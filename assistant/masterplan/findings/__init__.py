"""The checks of a draft, a family a module; ``CHECKS`` are those that need the draft alone."""

from assistant.masterplan.finding import Check
from assistant.masterplan.findings.absences import check_absences
from assistant.masterplan.findings.claims import check_claims
from assistant.masterplan.findings.formulas import check_formulas
from assistant.masterplan.findings.horizon import check_horizon
from assistant.masterplan.findings.lead import check_lead
from assistant.masterplan.findings.partners import check_partners
from assistant.masterplan.findings.payers import check_payers
from assistant.masterplan.findings.sources import check_sources

CHECKS: tuple[Check, ...] = (
    check_absences,
    check_claims,
    check_sources,
    check_formulas,
    check_payers,
    check_lead,
    check_partners,
    check_horizon,
)
