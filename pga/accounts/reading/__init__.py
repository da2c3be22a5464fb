"""What is known of people: who a token belongs to, own sessions, colleagues, accounts."""

from pga.accounts.reading.people import (
    Colleague,
    DigestReader,
    SignedIn,
    actor_of,
    actors_today,
    colleagues,
    digest_readers,
    find_presence,
    get_account,
    get_lapses,
    grants_today,
    list_other_grants,
    names_of,
    organisations_of_people,
    people_here,
)

__all__ = [
    "Colleague",
    "DigestReader",
    "SignedIn",
    "actor_of",
    "actors_today",
    "colleagues",
    "digest_readers",
    "find_presence",
    "get_account",
    "get_lapses",
    "grants_today",
    "list_other_grants",
    "names_of",
    "organisations_of_people",
    "people_here",
]
