"""What a form says beside a field that anyone may read and that a person's name would easily be typed into."""

from __future__ import annotations

POST = "A post or a partner, not a person: this is public"
PLACE = "A survey, a meeting or a place, never who said it: this is public"
BODY = "What the organisation does or brings, without names of people: this is public"
STEP = "What is to be done, without names of people: this is public"
HINTS = {
    "owner": POST,
    "by_whom": POST,
    "next_step": STEP,
    "where_from": PLACE,
    "role": BODY,
    "brings": BODY,
}
"""By the name of the field."""
