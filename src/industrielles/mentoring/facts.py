"""What this room counts. Whoever mentors or is accompanied is counted once by her number (ledger.Entry.tally), from the first meeting of a
pair to its last day; pairs, meetings and minutes are sums. `kind` of each line is the code of the programme."""
from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from industrielles.ledger.facts import Fact

MENTORS = Fact("mentoring.mentors", unit="person", label=_("mentors of a running pair"))
MENTEES = Fact("mentoring.mentees", unit="person", label=_("mentees of a running pair"))
PAIRS = Fact("mentoring.pairs", unit="pair", label=_("pairs that began"))
MEETINGS = Fact("mentoring.meetings", unit="meeting", label=_("meetings of pairs"))
MINUTES = Fact("mentoring.minutes", unit="minute", label=_("minutes pairs spent together"))
AGAIN = Fact("mentoring.again", unit="pair", label=_("mentees accompanied again"))
ON_TIME = Fact("mentoring.on_time", unit="pair", label=_("pairs that ended as planned"))
EARLY = Fact("mentoring.early", unit="pair", label=_("pairs that ended early"))
LONGER = Fact("mentoring.longer", unit="pair", label=_("pairs that still met after their planned day"))
ANSWERED_BY_MENTEES = Fact("mentoring.answered_by_mentees", unit="answer", label=_("questions that mentees answered to the end"))
ANSWERED_BY_MENTORS = Fact("mentoring.answered_by_mentors", unit="answer", label=_("questions that mentors answered to the end"))
WELL_FOR_MENTEES = Fact("mentoring.well_for_mentees", unit="answer", label=_("questions to which a mentee answered nothing low"))
WELL_FOR_MENTORS = Fact("mentoring.well_for_mentors", unit="answer", label=_("questions to which a mentor answered nothing low"))
