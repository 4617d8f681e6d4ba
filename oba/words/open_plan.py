"""What the columns of the published plan mean, and of what stands behind it: for files that programs read."""

from __future__ import annotations

from oba.model.open_table import Column, Kind, Reference, Shape
from oba.words.open_figures import INDICATOR, PERIOD, TO_INDICATOR

THEME = Column("theme", Kind.TEXT, "The key of the theme.")
TO_THEME = Reference("theme", "themes", "theme")
ORDER = Column("order", Kind.WHOLE, "The place in the plan.", True)
THEMES = Shape(
    "themes",
    "Themes",
    "The priorities of the plan.",
    (
        Column("theme", Kind.TEXT, "The key of the theme.", True),
        Column("title", Kind.TEXT, "The theme in words.", True),
        Column("lead partner", Kind.TEXT, "The key of the partner that leads it."),
        ORDER,
    ),
    ("theme",),
)
OUTCOMES = Shape(
    "outcomes",
    "Outcomes",
    "The conditions of well-being that every child should enjoy.",
    (
        Column("outcome", Kind.TEXT, "The key of the outcome.", True),
        Column("theme", Kind.TEXT, "The key of the theme.", True),
        Column("sentence", Kind.TEXT, "The outcome in one sentence.", True),
        ORDER,
    ),
    ("outcome",),
    (TO_THEME,),
)
INDICATORS = Shape(
    "indicators",
    "Indicators",
    "The measures that help to tell how far an outcome is achieved.",
    (
        INDICATOR,
        Column("title", Kind.TEXT, "The indicator in words.", True),
        THEME,
        Column("outcome", Kind.TEXT, "The key of the outcome that it helps to quantify."),
        Column("standing", Kind.TEXT, "Headline, secondary, or on the data development agenda.", True),
        Column("unit", Kind.TEXT, "What it is counted in."),
        Column("value type", Kind.TEXT, "What kind of number it is.", True),
        Column("multiplier", Kind.NUMBER, "What numerator over denominator is multiplied by.", True),
        Column("decimals", Kind.WHOLE, "How many decimals the pages show.", True),
        Column("polarity", Kind.TEXT, "Whether high or low is good, as the Trust has set it.", True),
        Column("period kind", Kind.TEXT, "What sort of stretch of time it is measured over.", True),
        Column("years pooled", Kind.WHOLE, "How many years one figure covers.", True),
        Column("lowest possible", Kind.NUMBER, "The lowest value that is possible at all."),
        Column("highest possible", Kind.NUMBER, "The highest value that is possible at all."),
        Column("statutory number", Kind.TEXT, "Its number in a statutory set."),
        Column("lay definition", Kind.TEXT, "What it means in plain words."),
        Column("technical definition", Kind.TEXT, "How it is worked out."),
        Column("owner", Kind.TEXT, "The post or partner that answers for the figures."),
        Column("next release", Kind.DAY, "When newer figures are expected."),
        Column("notes", Kind.TEXT, "What has to be known to read it rightly."),
        Column("codes", Kind.TEXT, "What publishers call it, parted by semicolons."),
        ORDER,
    ),
    ("indicator",),
    (TO_THEME, Reference("outcome", "outcomes", "outcome")),
)
AREAS = Shape(
    "areas",
    "Areas",
    "The places that the figures are for.",
    (
        Column("area code", Kind.TEXT, "The code given by the Government Statistical Service.", True),
        Column("area name", Kind.TEXT, "The name of the area.", True),
        Column("kind", Kind.TEXT, "Country, region, local authority or other.", True),
        Column("education number", Kind.TEXT, "The number given by the Department for Education."),
        Column("old code", Kind.TEXT, "The code that it had before."),
        Column("from", Kind.DAY, "The day from which it is, where that is known."),
        Column("to", Kind.DAY, "The day to which it was; empty while it is."),
        Column("own area", Kind.YES_NO, "Whether the plan is for this area.", True),
    ),
    ("area code",),
)
COMPARATORS = Shape(
    "comparators",
    "Comparators",
    "Which area another is compared with, and as what.",
    (
        Column("area code", Kind.TEXT, "The code of the area.", True),
        Column("compared with", Kind.TEXT, "The code of the area that it is compared with.", True),
        Column("role", Kind.TEXT, "What that area is to it.", True),
        Column("set", Kind.TEXT, "The name of the set that pairs them."),
        Column("rank", Kind.WHOLE, "The place in the set, 1 the most alike; 0 for none.", True),
        Column("from", Kind.DAY, "The first day of the set."),
        Column("to", Kind.DAY, "The last day of the set; empty while it holds."),
    ),
    (),
    (Reference("area code", "areas", "area code"), Reference("compared with", "areas", "area code")),
)
PARTNERS = Shape(
    "partners",
    "Partners",
    "The organisations of the Trust.",
    (
        Column("partner", Kind.TEXT, "The key of the partner.", True),
        Column("name", Kind.TEXT, "The name of the partner.", True),
        Column("role", Kind.TEXT, "Its part in the Trust."),
        Column("themes", Kind.TEXT, "The keys of the themes that it takes part in, parted by semicolons."),
        Column("left on", Kind.DAY, "The day on which it left; empty while it takes part."),
        Column("left because", Kind.TEXT, "Why it left."),
    ),
    ("partner",),
)
ACTIONS = Shape(
    "actions",
    "Actions",
    "The action plan in its own words, and how each action goes.",
    (
        Column("action", Kind.WHOLE, "The number of the action.", True),
        Column(
            "recommendation number",
            Kind.WHOLE,
            "The number of the recommendation it answers; 0 for none.",
            True,
        ),
        Column("recommendation", Kind.TEXT, "The recommendation in words."),
        Column("proposed action", Kind.TEXT, "What is proposed.", True),
        Column("by whom", Kind.TEXT, "Who is to do it, in the plan's words."),
        Column("budget cost", Kind.TEXT, "What it costs, in the plan's words."),
        Column("timescale", Kind.TEXT, "By when, in the plan's words."),
        Column("starts", Kind.DAY, "The day on which it starts."),
        Column("due", Kind.DAY, "The day by which it is due."),
        Column("status", Kind.TEXT, "How far it is.", True),
        THEME,
        Column("lead", Kind.TEXT, "The key of the partner that leads it."),
        Column("supports", Kind.TEXT, "The keys of the partners that support it, parted by semicolons."),
        Column("funding", Kind.TEXT, "Whether the money is pooled or aligned."),
        Column("funded with", Kind.TEXT, "With whom."),
        Column("indicators", Kind.TEXT, "The keys of the curves that it is to bend, parted by semicolons."),
        Column(
            "also serves",
            Kind.TEXT,
            "The numbers of other recommendations that it serves, parted by semicolons.",
        ),
        Column("stops", Kind.YES_NO, "Whether it is to end something.", True),
        Column("note", Kind.TEXT, "What the plan notes of it."),
        Column("progress", Kind.TEXT, "What was last noted of how it goes."),
        Column("progress on", Kind.DAY, "The day on which that was noted."),
    ),
    ("action",),
    (TO_THEME, Reference("lead", "partners", "partner")),
)
RELEASES = Shape(
    "releases",
    "Sources",
    "The releases that the figures are from, as their publishers put them out.",
    (
        Column("release", Kind.WHOLE, "The number of the release.", True),
        Column("publisher", Kind.TEXT, "Who published it.", True),
        Column("title", Kind.TEXT, "What it is.", True),
        Column("edition", Kind.TEXT, "Which edition of it."),
        Column("address", Kind.LINK, "Where it was found."),
        Column("licence", Kind.TEXT, "The licence that it is under."),
        Column("published", Kind.DAY, "The day on which it was published."),
        Column("retrieved", Kind.DAY, "The day on which it was fetched."),
        Column(
            "sha256",
            Kind.TEXT,
            "The checksum of the file; empty where it would help to guess a hidden figure.",
        ),
        Column("note", Kind.TEXT, "What is noted of it."),
    ),
    ("release",),
)
PUBLICATIONS = Shape(
    "publications",
    "Publications",
    "This publication and those before it.",
    (
        Column("publication", Kind.WHOLE, "The number of the publication.", True),
        Column("published on", Kind.DAY, "The day on which it was published.", True),
        Column("note", Kind.TEXT, "What it changed."),
        Column("withdrawn", Kind.YES_NO, "Whether it was withdrawn.", True),
    ),
    ("publication",),
)
SERVICES = Shape(
    "services",
    "Services",
    "What providers do for their customers. No service answers for a curve of the whole population.",
    (
        Column("service", Kind.TEXT, "The key of the service.", True),
        Column("name", Kind.TEXT, "The name of the service.", True),
        Column("lead partner", Kind.TEXT, "The key of the partner that leads it."),
        Column("customers", Kind.TEXT, "Whom it serves."),
        Column("does", Kind.TEXT, "What it does."),
        Column(
            "outcomes", Kind.TEXT, "The keys of the outcomes that it contributes to, parted by semicolons."
        ),
        ORDER,
    ),
    ("service",),
)
MEASURES = Shape(
    "measures",
    "Performance measures",
    "How much a service does, how well, and whether anyone is better off.",
    (
        Column("measure", Kind.TEXT, "The key of the measure.", True),
        Column("service", Kind.TEXT, "The key of the service.", True),
        Column("text", Kind.TEXT, "The measure in words.", True),
        Column("question", Kind.TEXT, "Which question it answers.", True),
        Column("unit", Kind.TEXT, "What it is counted in."),
        Column("polarity", Kind.TEXT, "Whether high or low is good.", True),
        Column("definition", Kind.TEXT, "How it is worked out."),
        ORDER,
    ),
    ("measure",),
    (Reference("service", "services", "service"),),
)
MEASURE_FIGURES = Shape(
    "measure_figures",
    "Measure figures",
    "One row for each figure of a service's own measure.",
    (
        Column("measure", Kind.TEXT, "The key of the measure.", True),
        *PERIOD,
        Column("value", Kind.FIGURE, "The figure, or a marker in square brackets in its place."),
        Column("numerator", Kind.NUMBER, "The count above the line."),
        Column("denominator", Kind.NUMBER, "The count below the line."),
        Column(
            "markers", Kind.TEXT, "The codes of the markers that qualify the figure or stand in its place."
        ),
    ),
    ("measure", "period start", "period end"),
    (Reference("measure", "measures", "measure"),),
)
CONTRIBUTIONS = Shape(
    "contributions",
    "What partners contribute",
    "The part that each partner has in bending a curve, and what it brings.",
    (
        INDICATOR,
        Column("partner", Kind.TEXT, "The key of the partner.", True),
        Column("role", Kind.TEXT, "Its part in this curve."),
        Column("brings", Kind.TEXT, "What it brings."),
    ),
    ("indicator", "partner"),
    (TO_INDICATOR, Reference("partner", "partners", "partner")),
)
STORY = Shape(
    "story",
    "Stories behind the baselines",
    "What pushes each curve, what people say of it, and what is not known.",
    (
        INDICATOR,
        Column("part", Kind.TEXT, "Whether it helps or hinders, is a voice, or is not known.", True),
        Column("place", Kind.WHOLE, "The place among the parts of its kind, 1 first.", True),
        Column("text", Kind.TEXT, "What is said.", True),
        Column("kind", Kind.TEXT, "A cause or a symptom; whose voice; what is to be found out."),
        Column("more", Kind.TEXT, "The evidence; where it was heard, and when; who finds out, and by when."),
        Column("link", Kind.LINK, "An address of the evidence."),
    ),
    ("indicator", "part", "place"),
    (TO_INDICATOR,),
)
IDEAS = Shape(
    "ideas",
    "Ideas of what works",
    "What might bend each curve, as the group rates it.",
    (
        INDICATOR,
        Column("place", Kind.WHOLE, "The place in the group's order, 1 first.", True),
        Column("text", Kind.TEXT, "The idea.", True),
        Column("stops", Kind.YES_NO, "Whether it is to end something.", True),
        Column("cost", Kind.TEXT, "Whether it costs nothing, little or more.", True),
        Column("evidence level", Kind.TEXT, "How it is known that it works.", True),
        Column("evidence", Kind.TEXT, "What is known of it."),
        Column("link", Kind.LINK, "An address of the evidence."),
        Column("leverage", Kind.TEXT, "How much it would bend the curve."),
        Column("feasibility", Kind.TEXT, "Whether it can be done and would reach enough people."),
        Column("specificity", Kind.TEXT, "Whether it is clear what is to be done."),
        Column("values", Kind.TEXT, "Whether it fits the Trust's values."),
        Column("dissent", Kind.TEXT, "What those say who see it otherwise."),
        Column("action", Kind.WHOLE, "The number of the action that it became."),
    ),
    ("indicator", "place"),
    (TO_INDICATOR, Reference("action", "actions", "action")),
)
