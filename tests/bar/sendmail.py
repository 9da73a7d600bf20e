"""What sendmail -t does: read a message, take the readers from its headers, and give it to the server on a port."""

import smtplib
import sys
from email import policy
from email.parser import BytesParser


def main() -> None:
    raw = sys.stdin.buffer.read()
    message = BytesParser(policy=policy.default).parsebytes(raw)
    readers = [one.addr_spec for name in ("To", "Cc") for one in (message[name].addresses if name in message else ())]
    try:
        with smtplib.SMTP("127.0.0.1", int(sys.argv[1]), timeout=30) as server:
            refused = server.sendmail(message["From"].addresses[0].addr_spec, readers, raw)
    except smtplib.SMTPServerDisconnected:
        sys.exit(76)
    if refused:  # others have got it
        print(f"refused: {', '.join(refused)}", file=sys.stderr)
        sys.exit(76)


if __name__ == "__main__":
    main()
