"""A Dovecot of the test's own on loopback, where it is installed; everything of it is below a folder."""

import getpass
import os
import shutil
import socket
import subprocess
import time

PROGRAM = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
_SETTINGS = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <{certificate}
ssl_key = <{certificate}
mail_location = maildir:{folder}/mail
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
mail_uid = {mail_user}
mail_gid = {mail_group}
first_valid_uid = 0
disable_plaintext_auth = yes
passdb {{
  driver = static
  args = password=secret-words
}}
userdb {{
  driver = static
  args = uid={mail_user} gid={mail_group} home={folder}/home
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {plain}
  }}
  inet_listener imaps {{
    port = {tls}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
"""


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as made:
        return made.getsockname()[1]


class Dovecot:
    def __init__(self, folder):
        self.folder, self.plain, self.tls = folder, free_port(), free_port()
        for part in ("cur", "new", "tmp"):
            (folder / "mail" / part).mkdir(parents=True)
        owner = getpass.getuser()
        internal, mail = ("dovecot", "mail") if owner == "root" else (owner, owner)
        if owner == "root":
            for each in (folder, *folder.rglob("*")):
                shutil.chown(each, mail, mail)
            for above in folder.parents[:3]:
                os.chmod(above, os.stat(above).st_mode | 0o055)
        self.certificate = folder / "certificate.pem"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=dovecot", "-days", "9",
             "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", self.certificate, "-out", folder / "c"],
            check=True, capture_output=True,
        )  # fmt: skip
        with self.certificate.open("a") as file:
            file.write((folder / "c").read_text())
        self.settings = folder / "dovecot.conf"
        self.settings.write_text(
            _SETTINGS.format(
                folder=folder, certificate=self.certificate, plain=self.plain, tls=self.tls,
                user=internal, group=internal, mail_user=mail, mail_group=mail,
            )
        )  # fmt: skip
        self.process = subprocess.Popen([PROGRAM, "-F", "-c", str(self.settings)], stderr=subprocess.DEVNULL)  # fmt: skip
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", self.tls), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError((folder / "log").read_text())

    def flags(self):
        """The messages' files, whose names hold their flags."""
        return sorted(path.name for part in ("cur", "new") for path in (self.folder / "mail" / part).iterdir())  # fmt: skip

    def close(self):
        self.process.terminate()
        self.process.wait()
