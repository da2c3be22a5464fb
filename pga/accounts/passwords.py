"""Secrets of people: Argon2id for passwords, two at a time; digests for tokens and codes."""

import base64
import hashlib
import os
import unicodedata
from threading import BoundedSemaphore
from typing import Final

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from pga.accounts.rules.login import LoginRules

_two: Final = BoundedSemaphore(2)
MISREAD: Final = str.maketrans("018", "OIB")
"""What base32 does not hold, and the letter of it that it looks like."""


def hashed(password: str, rules: LoginRules) -> str:
    """Return the PHC string of a password, with its salt and cost inside."""
    kdf = Argon2id(
        salt=os.urandom(16), length=32, iterations=rules.passes, lanes=1, memory_cost=rules.memory
    )
    with _two:
        return kdf.derive_phc_encoded(spelled(password).encode())


def spelled(password: str) -> str:
    """Return a password in one spelling: keyboards send an accent in two ways."""
    return unicodedata.normalize("NFC", password)


def matches(password: str, phc: str) -> bool:
    """Tell whether a password belongs to a PHC string, also to one of before, made as typed."""
    spellings = (spelled(password), password, unicodedata.normalize("NFD", password))
    return any(_matches(one, phc) for one in dict.fromkeys(spellings))


def _matches(password: str, phc: str) -> bool:
    with _two:
        try:
            Argon2id.verify_phc_encoded(password.encode(), phc)
        except InvalidKey:
            return False
    return True


def outdated(phc: str, rules: LoginRules) -> bool:
    """Tell whether a hash was made at a lower cost than is asked now."""
    cost = dict(part.split("=") for part in phc.split("$")[3].split(","))
    return int(cost["m"]) < rules.memory or int(cost["t"]) < rules.passes


def digest(token: str) -> bytes:
    """Return the digest of a random token or code; it has so many bits that no salt is needed."""
    return hashlib.sha256(token.encode()).digest()


def base32(secret: bytes) -> str:
    """Return a secret as an authenticator wants to read it."""
    return base64.b32encode(secret).decode().rstrip("=")


def from_base32(text: str) -> bytes:
    """Return the bytes of a secret in base32."""
    return base64.b32decode(text + "=" * (-len(text) % 8))


def bare(code: str) -> str:
    """Return a code as it is kept, however it was typed: capitals, marks, a misread letter."""
    kept = (character for character in code.upper() if character.isalnum())
    return "".join(kept).translate(MISREAD)


def readable(secret: bytes) -> str:
    """Return a secret in groups of four that can be copied by hand."""
    text = base32(secret)
    return "-".join(text[at : at + 4] for at in range(0, len(text), 4))
