"""The texts of the About page that belong to no single finding."""

from __future__ import annotations

PURPOSE = (
    "This dashboard asks one question of each outcome that the partners of the Trust have agreed for children: "
    "did we turn the curve? It shows where each curve came from, where it was heading when the forecast was frozen, "
    "and what has happened since."
)
CREDIT = (
    "The way of working is outcomes-based accountability, also called results-based accountability, devised by "
    "Mark Friedman and set out in his book Trying Hard Is Not Good Enough (2005). The words here are our own. "
    "He and his organisations have not reviewed or endorsed this product."
)
ACCESS = (
    "The dashboard is meant to meet WCAG 2.2 at level AA. Its pages are tested with the axe rules at a phone's and a desk's "
    "width, the public ones in dark colours too, before each release. Each chart has a sentence that says what it shows and a "
    "table with the same numbers.",
    "Known limits: the interactive chart needs JavaScript; its figures stand in the table below it. Printing a page replaces the "
    "interactive chart by a still one.",
    "If something here does not work for you, tell the Trust; it will give you the figures in another form.",
)
SOFTWARE = "The software is free, under the MIT licence."
LICENCE = (
    "The figures of the example are Crown copyright, published by the Office for National Statistics, the Office for Health Improvement and "
    "Disparities, the Department for Education, the Department for Work and Pensions and HM Revenue & Customs, and used "
    "under the Open Government Licence v3.0. Each indicator and each row of a download names its own source and licence.",
    SOFTWARE,
)
WORDS = (
    ("Outcome", "A condition of well-being that every child in the place should enjoy, in one sentence."),
    ("Indicator", "A measure that helps to tell how far an outcome is achieved."),
    (
        "Baseline",
        "History and forecast together: where the curve was heading if nothing changed. Not the first year's value.",
    ),
    (
        "Frozen",
        "The forecast was stored with the figures it was made from, and is not redrawn when later figures come in.",
    ),
    (
        "Interval",
        "The range in which a figure would fall 95 times in 100 (or 80, where it says so) if only chance were at work.",
    ),
    ("Comparator", "An area that another is compared with: England, the region, or a statistical neighbour."),
    ("Statistical neighbour", "An authority that the Department for Education counts as most like this one."),
    (
        "Polarity",
        "Whether high or low is good. The Trust sets it. Without it nothing is called better or worse.",
    ),
    ("Data development agenda", "Indicators that are wanted and cannot be measured well yet."),
)
STORY_PROMPTS = (
    "What is helping this curve, and what is hindering it? Which of these are causes, and which are symptoms?",
    "What evidence is there for each, and who wrote it down, when?",
    "What do children, young people, parents and schools say?",
    "What do we not know, and who could find out?",
)
