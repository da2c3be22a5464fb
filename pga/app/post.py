"""Mail goes out here: that something waits, how much, and where; never a case or a name."""

import smtplib
import ssl
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final

from config import MailSettings
from pga.accounts.rules.mail import address_problem
from pga.web.filters import counted

SUBJECT: Final = "Er staat iets voor u klaar in PGA"
PATIENCE: Final = 20
"""Seconds before a mail server is taken to be away."""


class Unmailable(ValueError):
    """An address is not one plain address, so nothing is sent to it."""


def send_digest(mail: MailSettings, to: str, waiting: int) -> None:
    """Send how much waits for somebody; raises Unmailable, OSError or SMTPException."""
    message = digest_to(mail, to, waiting)
    with smtplib.SMTP(mail.host, mail.port, timeout=PATIENCE) as server:
        if mail.starttls:
            server.starttls(context=ssl.create_default_context())
        server.send_message(message)


def digest_to(mail: MailSettings, to: str, waiting: int) -> EmailMessage:
    """Return the mail: one sentence with a number, and the address of this installation."""
    if address_problem(to) is not None:
        raise Unmailable
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = mail.sender, to, SUBJECT
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(
        f"{SUBJECT}: {counted(waiting, 'bericht', 'berichten')}.\n\n{mail.address}\n\n"
        "U krijgt dit hoogstens één keer per dag. Bij Mijn account zet u het uit.\n"
    )
    return message
