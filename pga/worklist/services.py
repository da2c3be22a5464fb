"""The mail without content: who wants it hears, once a day at most, how much waits."""

from collections.abc import Callable
from smtplib import SMTPException

from pga.accounts.reading import digest_readers
from pga.accounts.reading.approvals import approvals_waiting_for
from pga.accounts.reading.news import list_news
from pga.accounts.services import give_digest_turn_back, take_digest_turn
from pga.cases.reading.concept_work import concepts_waiting_for
from pga.cases.room import CASES
from pga.dossiers.reading.notices import waiting_for

Post = Callable[[str, int], None]
"""Sends to an address how much waits; raises OSError, SMTPException or ValueError."""


def send_digests(post: Post) -> tuple[int, int]:
    """Mail everybody who wants it and has something waiting; return how many went and failed.

    The turn of today is noted before the mail goes: rather none than two, and no lock is held
    while a mail server thinks. A mail that failed is tried again at the next run.
    """
    sent = failed = 0
    for reader in digest_readers():
        news = {one.id for actor in reader.actors for one in list_news(actor)}
        told = (waiting_for(one, CASES) | concepts_waiting_for(one) for one in reader.actors)
        asked = (approvals_waiting_for(one) for one in reader.actors)
        waiting = len(news.union(*told, *asked))
        if not waiting or not take_digest_turn(reader.actors[0]):
            continue
        try:
            post(reader.address, waiting)
        except (OSError, SMTPException, ValueError):
            give_digest_turn_back(reader.actors[0])
            failed += 1
        else:
            sent += 1
    return sent, failed
