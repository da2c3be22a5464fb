import socket
import struct
from threading import Event
from urllib.parse import urlsplit

from tests.support.server import served, serving

CUT = struct.pack("ii", 1, 0)  # SO_LINGER: on close, drop the connection at once


class Answer:
    """A short answer, that comes to its end when its reader says so."""

    def __init__(self):
        self.go_on = Event()
        self.closed = 0
        self.done = Event()

    def __iter__(self):
        yield b"x"
        self.go_on.wait(10)

    def close(self):
        self.closed += 1
        self.done.set()

    def __call__(self, _environ, start_response):
        start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "1")])
        return self


def asking(address):
    place = urlsplit(address)
    reader = socket.create_connection((place.hostname, place.port), timeout=10)
    reader.sendall(b"GET / HTTP/1.1\r\nHost: hier\r\n\r\n")
    reader.recv(1_000)
    return reader


def test_an_answer_is_closed_when_its_reader_leaves():
    answer = Answer()

    with serving(answer) as address:
        reader = asking(address)
        reader.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, CUT)
        reader.close()
        answer.go_on.set()
        assert answer.done.wait(10)

    assert answer.closed == 1


def test_an_answer_that_was_read_is_closed_once():
    answer = Answer()

    with serving(answer) as address, asking(address) as reader:
        answer.go_on.set()
        b"".join(iter(lambda: reader.recv(1_000), b""))
        assert answer.done.wait(10)

    assert answer.closed == 1


def test_an_answer_that_is_a_list_has_nothing_to_close():
    with serving(plain) as address, asking(address) as reader:
        answered = b"".join(iter(lambda: reader.recv(1_000), b""))

    assert served == {}
    assert answered.endswith(b"x") or answered == b""


def plain(_environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "1")])
    return [b"x"]
