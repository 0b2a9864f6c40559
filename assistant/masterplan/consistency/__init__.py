"""What a draft says against itself and against the figures of the call: sums, numbers, dates."""

from assistant.masterplan.consistency.bodies import body_contradictions
from assistant.masterplan.consistency.breakdowns import word_sums
from assistant.masterplan.consistency.breakeven import break_even
from assistant.masterplan.consistency.claims import (
    overlapping_specialisation,
    zones_per_province,
)
from assistant.masterplan.consistency.contradictions import count_contradictions
from assistant.masterplan.consistency.grant import grant_request
from assistant.masterplan.consistency.indicators import indicators_in_tables
from assistant.masterplan.consistency.labelled import (
    amount_contradictions,
    price_contradictions,
)
from assistant.masterplan.consistency.listed import list_sums
from assistant.masterplan.consistency.measures import measure_contradictions
from assistant.masterplan.consistency.promises import indicators_in_words, sources_of_indicators
from assistant.masterplan.consistency.sales import early_sales
from assistant.masterplan.consistency.shares import remainders, share_sums
from assistant.masterplan.consistency.statements import share_contradictions
from assistant.masterplan.consistency.timeline import (
    early_reviews,
    impossible_orders,
    inverted_conditions,
    inverted_ranges,
    inverted_rows,
    past_in_the_future,
)
from assistant.masterplan.consistency.totals import table_sums
from assistant.masterplan.consistency.volumes import volume_sums
from assistant.masterplan.consistency.years import projections
from assistant.masterplan.finding import Check

CHECKS: tuple[Check, ...] = (
    table_sums,
    volume_sums,
    word_sums,
    list_sums,
    share_sums,
    remainders,
    count_contradictions,
    share_contradictions,
    body_contradictions,
    measure_contradictions,
    amount_contradictions,
    price_contradictions,
    break_even,
    impossible_orders,
    inverted_ranges,
    inverted_rows,
    inverted_conditions,
    early_reviews,
    past_in_the_future,
    early_sales,
    projections,
    indicators_in_tables,
    indicators_in_words,
    sources_of_indicators,
    grant_request,
    overlapping_specialisation,
    zones_per_province,
)
