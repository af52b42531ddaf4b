"""What coordinators do with their members in the demo: searches kept, news that left, news being written."""
from __future__ import annotations

import datetime as dt
from typing import Any

from industrielles.kit import clock
from industrielles.members import tasks
from industrielles.members import verbs as members
from industrielles.network.models import Membership, Network
from industrielles.people import verbs as people

TOLD = (
    "Bonjour,\n\nCet automne, **des classes de tout le territoire** ont rencontré une femme de l’industrie. Merci à chacune de vous.\n\n"
    "Ce qui vient :\n\n- une rencontre entre rôles modèles, en janvier ;\n- des demandes de collèges à moins de 30 km de chez vous.\n\n"
    "Une envie, une question ? Répondez simplement à ce courriel."
)
NEXT = "Bonjour,\n\nLa rencontre annuelle aura lieu en mars. La date vous sera donnée dans la prochaine lettre.\n\n- ateliers\n- repas"


def play(network: Network, coordinator: Any, on: Any) -> None:
    """Two views, a letter of news that left ten days ago, a draft; most members agree to the news. `on`: (days ago) -> that day."""
    joined = Membership.objects.current().filter(network=network).select_related("person").order_by("pk")
    with on(60):
        for number, member in enumerate(joined):
            if number % 4 != 3 and member.person.email:
                people.consent(member.person, purpose="news", source="profile", network_id=network.pk, by=member.person)
            if number % 5 == 0:
                people.consent(member.person, purpose="media", source="profile", network_id=network.pk, by=member.person)
    with on(30):
        members.keep_view("Sans visite depuis six mois", network=network, query="activity=silent-6", shared=True, by=coordinator)
        members.keep_view("Prêtes à parler aux journalistes", network=network, query="consent=media", by=coordinator)
    with on(10):
        news = members.compose(network, by=coordinator, stream="news", subject_fr="Les nouvelles de l’automne", text_fr=TOLD)
        members.send(news, by=coordinator)
        now = clock.now()
    for minute in range(1, 6):
        with clock.at(now + dt.timedelta(minutes=minute)):
            tasks.send_news()
    with on(1):
        members.compose(network, by=coordinator, stream="news", subject_fr="La rencontre annuelle", text_fr=NEXT)
