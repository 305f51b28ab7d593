"""An IMAP server of the tests' own, which speaks as much as a reader of mail needs and can misbehave."""

import contextlib
import re
import socket
import ssl

from tests.sources.hostile_server import CERTIFICATES, Server

CAPABILITIES = b"IMAP4rev1"


class MailServer(Server):
    """`messages` are bytes by UID; `acts` gives other answers to a command's name, or to "" for the greeting."""

    def __init__(self, messages, validity=7, acts=None):
        self.messages, self.validity, self.acts = messages, validity, acts or {}
        self.commands = []
        super().__init__(certificate="good")

    def uids_asked(self):
        """Of the messages whose bytes were asked for, in order."""
        found = [re.match(rb"UID FETCH (\d+) \(BODY", each, re.IGNORECASE) for each in self.commands]  # fmt: skip
        return [int(each[1]) for each in found if each]

    def _converse(self, made):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATES / "good.pem")
        with contextlib.suppress(OSError), context.wrap_socket(made, server_side=True) as secured:
            with secured.makefile("rb") as file:
                self._speak(secured, file)
            secured.shutdown(socket.SHUT_RDWR)

    def _speak(self, made, file):
        goes_on = self._send_parts(made, "", b"", b"* OK ready\r\n")
        while goes_on and (line := file.readline()):
            tag, _, command = line.rstrip(b"\r\n").partition(b" ")
            self.commands.append(command)
            name, answer = self._answer(command)
            goes_on = self._send_parts(made, name, tag, answer + tag + b" OK done\r\n")

    def _send_parts(self, made, name, tag, usual):
        """False if the connection is to be cut."""
        act = self.acts.get(name)
        for part in act(tag, usual) if act else (usual,):
            if part is None:
                return False
            made.sendall(part)
        return True

    def _answer(self, command):
        """The command's name, and the lines before its last."""
        words = command.split()
        name = b" ".join(words[: 2 if words[0].upper() == b"UID" else 1]).decode().upper()
        if name == "CAPABILITY":
            return name, b"* CAPABILITY " + CAPABILITIES + b"\r\n"
        if name == "EXAMINE":
            found = (len(self.messages), self.validity)
            return name, b"* %d EXISTS\r\n* OK [UIDVALIDITY %d] x\r\n" % found
        if name == "UID SEARCH":
            first = int(re.search(rb"UID (\d+):\*", command)[1])
            last = max(self.messages, default=0)  # Which "*" always names (RFC 3501, 6.4.8).
            wanted = [uid for uid in self.messages if uid >= min(first, last)]
            return name, b"* SEARCH " + b" ".join(b"%d" % uid for uid in wanted) + b"\r\n"
        if name == "UID FETCH":
            return self._fetched(words)
        return name, b""

    def _fetched(self, words):
        whole = b"BODY.PEEK[]" in words[3]
        lines = b""
        for uid in map(int, words[2].split(b",")):
            data = self.messages[uid]
            head = b"* %d FETCH (UID %d RFC822.SIZE %d" % (uid, uid, len(data))
            lines += head + (b" BODY[] {%d}\r\n%s" % (len(data), data) if whole else b"") + b")\r\n"
        return ("BODY" if whole else "UID FETCH"), lines
