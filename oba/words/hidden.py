"""Why a published copy has no forecast of a curve that has one: sentences for the public."""

SMALL_NUMBERS = (
    "A forecast was frozen for this curve. It is not published, because some of the figures that it was made from are"
    " small numbers that are kept back to protect children, and the forecast would give them away."
)
PEERS = (
    "A forecast was frozen for this curve. It is not published, because some of the other areas' figures that it was"
    " made with are small numbers that are kept back to protect children, and the forecast would give them away."
)
ROUNDED = (
    "A forecast was frozen for this curve. It is not published, because it was made from exact figures and the"
    " published ones are rounded to protect children: the forecast would give the exact ones away."
)
ROUNDED_PEERS = (
    "A forecast was frozen for this curve. It is not published, because it was made with exact figures of other areas"
    " and the published ones are rounded to protect children: the forecast would give the exact ones away."
)
TAKEN_BACK = (
    "A forecast was frozen for this curve. It is not published, because some of the figures that it was made from have"
    " been taken back since."
)
