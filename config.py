"""What an installation is told from outside; without its keys it refuses to start."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

ROOT_KEY_LENGTH: Final = 32


class Misconfigured(Exception):
    """A setting is missing or unsafe; the message says which."""


class Kind(StrEnum):
    """What kind of installation this is; a store remembers for which it was made."""

    REAL = "real"
    """A municipality's own."""
    DEMO = "demo"
    """Invented persons, watermark, second factor off."""


@dataclass(frozen=True, slots=True)
class PasswordCost:
    """What one Argon2id hash costs: memory in KiB and the number of passes."""

    memory: int = 65536
    passes: int = 3


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the two stores of an installation are: all that a change of their shape needs."""

    database: str
    keystore: str

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> "Addresses":
        """Read the two addresses; raises Misconfigured with what is missing."""
        try:
            _refuse_relative(environ["PGA_DATABASE"], environ["PGA_KEYSTORE"])
            return cls(environ["PGA_DATABASE"], environ["PGA_KEYSTORE"])
        except KeyError as absent:
            raise Misconfigured(f"{absent.args[0]} is not set") from None


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one installation."""

    database: str
    keystore: str
    root_key: bytes
    heads: Path
    kind: Kind = Kind.REAL
    second_factor: bool = True
    https: bool = True
    idle: timedelta = timedelta(minutes=15)
    longest: timedelta = timedelta(hours=9)
    password_cost: PasswordCost = PasswordCost()

    def __post_init__(self) -> None:
        """Refuse what is not safe; raises Misconfigured."""
        if len(self.root_key) != ROOT_KEY_LENGTH:
            raise Misconfigured("PGA_ROOT_KEY_FILE: the key must be 32 bytes")
        if self.kind is Kind.REAL and not (self.second_factor and self.https):
            raise Misconfigured("only the demo may do without a second factor or https")

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        """Read the settings of a real installation; raises Misconfigured with what is missing."""
        try:
            key_file = Path(environ["PGA_ROOT_KEY_FILE"])
        except KeyError as absent:
            raise Misconfigured(f"{absent.args[0]} is not set") from None
        stores = Addresses.from_environment(environ)
        return cls(
            database=stores.database,
            keystore=stores.keystore,
            root_key=read_root_key(key_file),
            heads=key_file.with_suffix(".heads"),
        )

    @classmethod
    def demo(cls, folder: Path) -> "Settings":
        """Return the settings of a demo municipality that lives in one folder."""
        return cls(
            database=f"sqlite:///{folder / 'pga.db'}",
            keystore=f"sqlite:///{folder / 'keys.db'}",
            root_key=read_root_key(folder / "root.key"),
            heads=folder / "root.heads",
            kind=Kind.DEMO,
            second_factor=False,
            https=False,
        )


def _refuse_relative(*urls: str) -> None:
    """Refuse an SQLite file whose place depends on where one stands; raises Misconfigured."""
    for url in urls:
        if url.startswith("sqlite:") and not url.startswith("sqlite:////"):
            raise Misconfigured("an SQLite file needs its whole path: sqlite:////…")


@dataclass(frozen=True, slots=True)
class MailSettings:
    """Where a mail without content goes out, and the address of this installation in it."""

    host: str
    sender: str
    address: str
    port: int = 587
    starttls: bool = True

    def __post_init__(self) -> None:
        """Refuse what could become a header or a link of its own; raises Misconfigured."""
        for name, value in (("PGA_SMTP_FROM", self.sender), ("PGA_ADDRESS", self.address)):
            if not value.isprintable() or " " in value:
                raise Misconfigured(f"{name}: one plain address")
        if "@" not in self.sender:
            raise Misconfigured("PGA_SMTP_FROM: one plain address")
        if not self.address.startswith(("https://", "http://127.0.0.1")):
            raise Misconfigured("PGA_ADDRESS: begins with https://")

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> "MailSettings":
        """Read how mail goes out; raises Misconfigured with what is missing or unsafe."""
        starttls = environ.get("PGA_SMTP_STARTTLS", "yes")
        port = environ.get("PGA_SMTP_PORT", "587")
        if starttls not in {"yes", "no"}:
            raise Misconfigured("PGA_SMTP_STARTTLS: yes or no")
        if not port.isdecimal():
            raise Misconfigured("PGA_SMTP_PORT: a number")
        try:
            return cls(
                host=environ["PGA_SMTP_HOST"],
                sender=environ["PGA_SMTP_FROM"],
                address=environ["PGA_ADDRESS"],
                port=int(port),
                starttls=starttls == "yes",
            )
        except KeyError as absent:
            raise Misconfigured(f"{absent.args[0]} is not set") from None


def read_root_key(path: Path) -> bytes:
    """Read the root key from a file that only its owner may read; raises Misconfigured."""
    try:
        mode = path.stat().st_mode
    except OSError:
        raise Misconfigured(f"{path.name}: there is no such file") from None
    if mode & 0o077:
        raise Misconfigured(f"{path.name}: others can read this file; chmod 600")
    return path.read_bytes()


def make_root_key(path: Path) -> None:
    """Write a new root key that only its owner may read; an existing one stays."""
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(os.urandom(ROOT_KEY_LENGTH))
