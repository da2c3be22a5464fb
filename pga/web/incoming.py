"""What comes in over the line, before anybody reads it: nothing that a store cannot hold."""

from collections.abc import Iterable
from typing import Any, Final

from flask import Request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.routing import BaseConverter, IntegerConverter, Map

from pga.core.numbers import DIGITS

NUL: Final = "\x00"


class Words(ImmutableMultiDict[str, Any]):
    """What was typed or asked, without NUL: nobody sees it, and PostgreSQL has no place for it."""

    def __init__(self, pairs: Iterable[tuple[str, Any]] = ()) -> None:
        super().__init__([(_told(name), _told(value)) for name, value in pairs])


class Incoming(Request):
    """A request of which the fields can be kept as they are."""

    parameter_storage_class = Words


class AddressPart(BaseConverter):
    """A part of an address; one with NUL in it is the address of nothing."""

    regex = r"[^/\x00]+"
    part_isolating = True


class Count(IntegerConverter):
    """A number in an address, as we write it ourselves and no longer than a column holds."""

    regex = rf"[0-9]{{1,{DIGITS}}}"


def read_addresses(addresses: Map) -> None:
    """Let the parts of all addresses be read so."""
    addresses.converters |= {"default": AddressPart, "string": AddressPart, "int": Count}


def _told(value: Any) -> Any:
    return value.replace(NUL, "") if isinstance(value, str) else value
