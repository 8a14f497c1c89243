"""What a `?` tells of questions about medicines and plans, wherever they are asked."""

DOSE = (
    "What you take at one time. The same each time: 30, or with how often: 30 mg twice a day, 30 mg every 8 hours."
    " Different ones, in the order of the day, with commas: 30,20,30."
)
TIMES = "Times of day with commas, 24 hours or with am and pm: 8:00, 14:00, 10pm."
STRENGTHS = "What is printed on the boxes, with commas: 5,10,20. A plan is made of these alone."
HALVES = "The strengths, with commas, of which a half can be taken. Slow-release ones never are."
BOX = (
    "The name as it stands on the box, and the kind: ir acts for some hours, er (slow release) longer; a patch is worn."
)
FIRST = "The number of the one to come down now. The other stays as it is, and has a plan of its own later if you like."
A_LOT = "y goes on with it. n or Enter asks for the dose again."
MONTHS = "It decides how fast a plan may be. A number of months: 8, 30; or 3 years."
HURTS = "The dose of that time comes down last. 1 morning, 2 midday, 3 evening."
FIRST_CUT = "No dose changes before that day: 2026-12-01, mon, tomorrow. Enter leaves time to show the draft."
PACES = "A number of the list. It is a draft: nothing holds until you and your prescriber have agreed to it."
