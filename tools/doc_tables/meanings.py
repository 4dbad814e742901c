"""What every item of the Norwegian pack is, and what it leaves out and why: words for docs/trust/accounts.md."""

from __future__ import annotations

MEANINGS: dict[str, tuple[str, str]] = {
    "health_station": (
        "Child health centre, school health service, youth clinic and midwives: spending per resident aged 0-20",
        "Extra follow-up by need: no source was found, so everyone counts alike and nothing is saved here",
    ),
    "kindergarten": (
        "Special educational help by decision: the teacher's time, on top of the place",
        "The place itself (201) and the parental fee: grants for places are net of the fee, and attendance changes "
        "only where a programme pays for it. Assistants' time: the high end of the range",
    ),
    "child_welfare": (
        "Measures at home: average spending per child with a measure and not placed",
        "Case work (244), an item of its own; measures after 18, which the pack's use stops short of",
    ),
    "casework": (
        "Investigation and follow-up: average spending per child with an investigation or a measure",
        "Nothing of 251 or 252: it comes on top of both. Boards and courts that decide: no figure in the pack",
    ),
    "placement": (
        "Foster homes and institutions: municipal spending net of refunds, and the state's part of institutions, per "
        "child placed at the end of the year",
        "Own shares as a line: 252 already holds what the municipality pays the state. The state's part of "
        "specialised foster homes: no figure. Years after 18: the life course has none",
    ),
    "special_education": (
        "Teaching time by decision, ages 6-15, on top of the ordinary place: the mean of two counts",
        "The ordinary school place: the average per pupil is no marginal cost, and as many go to school. PPT: no "
        "figure of its own is in the price",
    ),
    "school": (
        "A pupil-year at 16-18: the county's average, special education and PPT in it",
        "Special education as a line: it is in the average. Years after 18 and private schools: another price. An "
        "average is not what one pupil more changes: see what can be released",
    ),
    "bup": (
        "A year as a patient at any level of care: all spending over all patients",
        "Contacts: their count holds short and indirect ones, so the price is per patient. Activity-based grants: "
        "money inside the state",
    ),
    "adult_mental_health": (
        "A year as a patient, ages 18-66: treatment for all, ward spending on those with high need",
        "Substance treatment, an item of its own; general practitioners and municipal mental health services: no use "
        "by need in the pack; activity-based grants, as above",
    ),
    "substance_treatment": (
        "Specialised substance treatment: the health trusts' spending per krone of mental health care for adults",
        "A use of its own: that it follows need as mental health care does is an assumption; municipal services",
    ),
    "nav_followup": (
        "The state's part of the office: a case worker's year over those followed up",
        "Municipal follow-up, which is 242",
    ),
    "labour_measures": (
        "The state's spending on measures, spread over those outside work who are not on disability benefit",
        "Benefits during measures: no figure. An average: one participant more is not one place more",
    ),
    "unemployment_benefit": (
        "The benefit at the wage of those who do not complete, for the share of those outside who have it",
        "Others outside, who have not earned a right to it; the end of the benefit period by person",
    ),
    "social_assistance": (
        "Grants and loans paid, per case and year, less for those under 30; not taxed",
        "Case work, which is 242; housing allowance and the qualification programme: no figure by activity",
    ),
    "social_followup": (
        "Social services that follow a case, per krone of assistance paid",
        "The rest of the sector: all of it per case is an upper bound, and only a part is counted",
    ),
    "aap": (
        "Under 30 the minimum rate; from 30 the average of all recipients in a budget year",
        "What those under 30 with earlier earnings get above the minimum: no average found, it is the high end of the"
        " range",
    ),
    "disability_benefit": (
        "Under 30 the minimum for those disabled young, single; from 30 the average of a budget year",
        "The lower rates of couples under 30: no average found; pensions: paid after 67",
    ),
    "disability_grant": (
        "What the equalisation of spending gives a municipality for a resident of 18-49 on disability benefit",
        "The lag of about two years, small beside the range; other criteria of the key, which no line here changes",
    ),
    "earnings": (
        "Wage by completed upper secondary school, full-time years by age",
        "Higher education: the wages are those of people on either side of completing; pension rights: paid after 67",
    ),
    "employer_contribution": (
        "The rate of zone I on top of the wage",
        "Lower rates of other zones, which a place can write itself; pension contributions: part of pensions",
    ),
    "tax_municipal": (
        "The municipal rate on ordinary income; the own municipality keeps what equalisation leaves it",
        "The yearly resetting of the rate: it answers a gain of the whole nation, not of one place",
    ),
    "tax_county": (
        "The county rate on ordinary income",
        "The counties' own equalisation: its strength has not been read in a source",
    ),
    "tax_common": (
        "The state's rate on ordinary income",
        "The lower rate of the northern action zone: a place there can write it",
    ),
    "tax_steps": (
        "Brackets on wage and benefits before deductions",
        "Nothing that is known",
    ),
    "contribution": (
        "The employee's rate on wage and taxable benefits",
        "The higher rate of the self-employed: everyone in work is an employee here",
    ),
}
