"""Serve pages: the demo, and a real installation."""

import argparse
import ipaddress
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from config import Settings
from pga.app import create_app
from pga.app.stores import close_stores
from pga.cli.leaving import OK, Stopped
from pga.cli.tending import bring_rows_over
from pga.cli.waiting import ProgressBar
from pga.demo import folder as demo_folder
from pga.demo.town import PASSWORD, SHOWN

PORT: Final = 8000
HOST: Final = "127.0.0.1"
THREADS: Final = 4


@dataclass(frozen=True, slots=True)
class Server:
    """Where and how the pages are served."""

    app: str
    """As gunicorn finds it: ``module:factory()``."""
    host: str
    port: int
    workers: int
    certificate: str = ""
    key: str = ""

    @property
    def argv(self) -> list[str]:
        """Return the command that serves: no line per request, as addresses are people too."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        more = ["--certfile", self.certificate, "--keyfile", self.key] if self.certificate else []
        return [
            *(sys.executable, "-P", "-m", "gunicorn", self.app),
            *("--bind", f"{host}:{self.port}", "--workers", str(self.workers)),
            *("--threads", str(THREADS), "--timeout", "30", "--log-level", "warning"),
            *("--no-control-socket", *more),
        ]


def add(commands: Any) -> None:
    """Add ``demo`` and ``serve``."""
    demo = commands.add_parser("demo", help="een verzonnen gemeente om mee te oefenen")
    demo.add_argument("--fresh", action="store_true", help="maak haar opnieuw")
    demo.add_argument("--port", type=int, default=PORT)
    demo.add_argument("--no-serve", action="store_true", help="maak haar alleen")
    demo.add_argument("--folder", type=Path, default=demo_folder.FOLDER)
    demo.set_defaults(run=_demo)

    serve = commands.add_parser("serve", help="een echte installatie, uit de omgeving")
    serve.add_argument("--host", default=HOST)
    serve.add_argument("--port", type=int, default=PORT)
    serve.add_argument("--workers", type=int, default=2)
    serve.add_argument("--certificate", default="", help="voor https zonder proxy")
    serve.add_argument("--key", default="", help="de sleutel van het certificaat")
    serve.set_defaults(run=_serve)


def _demo(asked: argparse.Namespace) -> int:
    folder: Path = asked.folder
    if asked.fresh or not demo_folder.has_demo(folder):
        print("De oefengemeente wordt gemaakt, iedereen erin is verzonnen.", flush=True)
        made = demo_folder.make_demo(folder, ProgressBar("casussen").at)
        print(f"Zij heeft {len(made.numbers)} casussen.")
    else:
        demo_folder.bring_up(folder)
        bring_rows_over(demo_folder.settings_in(folder))
        print("De oefengemeente staat er nog, met wat u erin typte.")
    # what does not open must fail here, and not in a worker
    close_stores(demo_folder.demo_app(folder))
    if not asked.no_serve:
        _show_logins(asked.port)
        app = f"pga.demo.folder:demo_app({str(folder.resolve())!r})"
        _serve_for_ever(Server(app, HOST, asked.port, workers=2))
    return OK


def _serve(asked: argparse.Namespace) -> int:
    if bool(asked.certificate) != bool(asked.key):
        raise Stopped("Geef --certificate en --key samen.")
    if not _is_loopback(asked.host) and not asked.certificate:
        raise Stopped(
            f"{asked.host} is van buiten bereikbaar, en zonder https start PGA dan niet. Geef "
            "--certificate en --key, of zet een proxy met https voor 127.0.0.1."
        )
    close_stores(create_app(Settings.from_environment()))
    _serve_for_ever(
        Server(
            "pga.app:create_app()",
            *(asked.host, asked.port, asked.workers, asked.certificate, asked.key),
        )
    )
    return OK


def _serve_for_ever(server: Server) -> None:
    """Become the server: it gets our signals, and nothing of the command stays behind."""
    sys.stdout.flush()
    os.execv(sys.executable, server.argv)  # noqa: S606 - no shell, and no word of a user


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _show_logins(port: int) -> None:
    print(f"\nOpen http://{HOST}:{port} en kies wie u wilt zijn:\n")
    for username, role, name in SHOWN:
        print(f"  {username:<14} {role:<36} {name}")
    print(f"\nHet wachtwoord is voor allemaal: {PASSWORD}\nStoppen: Ctrl-C\n")
