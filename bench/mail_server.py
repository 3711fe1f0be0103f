"""A mail server that takes everything and keeps nothing, in a process of its own: what is measured is not its work.

It reads lines as any mail server must, and does nothing else. Its processor time can be asked for.
"""

import contextlib
import os
import socketserver
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
ANSWERS = {b"EHLO": b"250-here\r\n250 8BITMIME\r\n", b"DATA": b"354 go on\r\n", b"QUIT": b"221 goodbye\r\n"}


class Conversation(socketserver.StreamRequestHandler):
    """One connection, for as many mails as it brings."""

    disable_nagle_algorithm = True

    def handle(self) -> None:
        """Say yes to everything."""
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline():
            word = line[:4].upper().rstrip()
            self.wfile.write(ANSWERS.get(word, b"250 yes\r\n"))
            if word == b"QUIT":
                return
            if word == b"DATA":
                while self.rfile.readline() not in {b".\r\n", b""}:
                    pass
                self.wfile.write(b"250 taken\r\n")


class Server(socketserver.ThreadingTCPServer):
    """Conversations in threads."""

    daemon_threads = True


class MailServer:
    """What the bench knows of the process: where it listens, and at the end what it cost."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        self.process = process
        self.port = int(process.stdout.readline())

    def cpu(self) -> float:
        """Seconds of processor it has used so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextlib.contextmanager
def running() -> Iterator[MailServer]:
    """The server, in a process of its own."""
    command = [sys.executable, "-m", "bench.mail_server"]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        yield MailServer(process)
    finally:
        process.terminate()
        process.wait(30)


if __name__ == "__main__":
    with Server(("127.0.0.1", 0), Conversation) as server:
        print(server.server_address[1], flush=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        sys.stdin.read()  # until whoever started it is gone
