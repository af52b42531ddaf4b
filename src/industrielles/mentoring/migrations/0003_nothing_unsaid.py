"""Messages only between the two of a pair under way; messages, rulings and readings never changed, removed with the pair's words only:
the database sees to it."""
from django.db import migrations

from industrielles.kit.guards import Ageing, AppendOnly, Only

EMPTIED = "EXISTS (SELECT 1 FROM mentoring_pair p WHERE p.id = OLD.pair_id AND p.emptied_at IS NOT NULL)"
EMPTIED_TOO = ("EXISTS (SELECT 1 FROM mentoring_message m JOIN mentoring_pair p ON p.id = m.pair_id "
               "WHERE m.id = OLD.message_id AND p.emptied_at IS NOT NULL)")
UNDER_WAY = ("EXISTS (SELECT 1 FROM mentoring_pair p JOIN mentoring_mentee g ON g.id = p.mentee_id "
             "JOIN mentoring_mentor m ON m.id = p.mentor_id WHERE p.id = NEW.pair_id AND p.status = 'active' "
             "AND ((NEW.side = 'mentee' AND g.person_id = NEW.author_id) OR (NEW.side = 'mentor' AND m.person_id = NEW.author_id)))")


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0002_life")]
    operations = [
        Only("mentoring_message", UNDER_WAY),
        AppendOnly("mentoring_message"), Ageing("mentoring_message", EMPTIED),
        AppendOnly("mentoring_ruling"), Ageing("mentoring_ruling", EMPTIED_TOO),
        AppendOnly("mentoring_opening"), Ageing("mentoring_opening", EMPTIED),
    ]
