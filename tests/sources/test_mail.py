import base64
import struct
from email.message import EmailMessage
from typing import Any

import pytest
from compressed_rtf import compress

from briefing.analysis.pipeline import split
from briefing.errors import FormatError
from briefing.sources.convert import convert
from briefing.sources.mail import mbox, mhtml, outlook
from briefing.sources.mail import message as mail
from briefing.sources.mail.body import body_from_html, body_from_plain
from briefing.sources.mail.sealed import _DATA
from briefing.sources.mail.winmail import read_winmail
from briefing.sources.web.tracking_links import unwrap_link
from tests.sources import make_mail as make
from tests.sources import make_msg
from tests.sources.articles import ARTICLES, HARBOUR, SUMMIT
from tests.sources.comparing import assert_same
from tests.sources.make_html import body
from tests.steps import calls


@pytest.mark.parametrize("encoding", make.ENCODINGS)
@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_comes_out_as_it_went_in(name, encoding):
    found = mail.convert_mail(make.message(ARTICLES[name], encoding).as_bytes())
    assert_same(found.markdown, ARTICLES[name])
    rest = "\n".join(found.boilerplate)
    for words in ("View in browser", "Unsubscribe", "You are receiving", "A first look inside"):
        assert words in rest
        assert words not in found.markdown
    assert found.title.startswith("The Ellery letter: ")
    assert (found.byline, found.published) == ("Ada Exämple", "2024-03-05T06:30+00:00")
    assert (found.site, found.sender) == ("Ada Exämple", "ada@courier.example")


def test_plain_text_is_read_where_there_is_no_html():
    found = mail.convert_mail(make.message(SUMMIT, html=False).as_bytes())
    assert "A date for the next meeting" in found.markdown
    assert found.boilerplate == ["Ada\\\nThe Courier"]


@pytest.mark.parametrize(
    "kind", ["multipart/mixed", "multipart/alternative", "multipart/x; boundary=b"]
)
def test_parts_that_cannot_be_told_apart_are_read_as_text(kind):
    found = mail.convert_mail(f"Subject: x\nContent-Type: {kind}\n\n--a\nwords".encode())
    assert "words" in found.markdown


def test_a_mailbox_gives_a_document_a_message():
    found = mbox.convert_mbox(make.mbox([HARBOUR, SUMMIT]))
    assert [part.title.split(": ")[1] for part in found] == [HARBOUR[0].text, SUMMIT[0].text]


def test_a_saved_page():
    found = mhtml.convert_mhtml(make.mhtml(HARBOUR))
    assert_same(found.markdown.replace("Advertisement\n\n", ""), HARBOUR)
    assert found.site == "The Courier"


def test_large_letters_and_bold_lines_are_the_stories_of_a_newsletter():
    cells = "".join(
        f'<tr><td><p style="font-size:{size}px">{words}</p></td></tr>'
        for size, words in [
            (24, "Ferries"),
            (14, "A long story of boats that never came. " * 5),
            (24, "Cod"),
        ]
    )
    found = body_from_html(
        f"<table>{cells}<tr><td><p><b>Wages</b></p><p style='font-size:14px'>More to say.</p></table>"
    )
    assert found[0].startswith("## Ferries\n\nA long story")
    assert "\n\n## Cod" in found[0]
    bold = body_from_html(
        "<p><b>One thing</b></p><p>Text of it.</p><p><b>Another</b></p><p>And more.</p>"
    )
    assert bold[0] == "## One thing\n\nText of it.\n\n## Another\n\nAnd more."


def test_a_message_of_outlook():
    page = f"<html><body>{body(HARBOUR)}{make.FOOT}</body></html>"
    found = outlook.convert_outlook(
        make_msg.msg("The letter", "Ada Exämple", page, 133541082000000000)
    )
    assert_same(found.markdown, HARBOUR)
    assert "Unsubscribe" in found.boilerplate[0]
    assert (found.title, found.byline) == ("The letter", "Ada Exämple")
    assert found.site == "Ada Exämple"
    assert found.published == "2024-03-05T10:30+00:00"


def test_an_appointment_of_outlook_says_when_and_where():
    appointment = bytes.fromhex("0220060000000000c000000000000046")
    # Each: its name, whether that is a string, its set (the first own one is 3), its number.
    names = ((0x820D, 0, 3, 1), (0x8208, 0, 4, 2), (0x8208, 1, 3, 3), (0x8208, 0, 3, 4))
    entries = b"".join(
        struct.pack("<IHH", name, kind | part << 1, at) for name, kind, part, at in names
    )
    starts = bytes(32) + struct.pack("<HHIQ", 0x40, 0x8001, 6, 133541082000000000)
    named = {"00020102": appointment + b"x" * 16, "00030102": entries}
    data = make_msg.compound(
        {
            "__nameid_version1.0": {
                f"__substg1.0_{name}": part.ljust(4096, b"\0") for name, part in named.items()
            },
            "__substg1.0_8004001F": "Quay".ljust(2048).encode("utf-16-le"),
            "__substg1.0_1000001F": "Bring lamps.".ljust(2048).encode("utf-16-le"),
            "__properties_version1.0": starts.ljust(4096, b"\0"),
        }
    )
    found = outlook.convert_outlook(data).markdown
    assert found == "When: 2024-03-05 10:30 UTC\\\nWhere: Quay\n\nBring lamps."


@pytest.mark.parametrize("sent", [0, 915_151_392_000_000_000])
def test_no_date_of_outlook_is_none(sent):
    assert outlook.convert_outlook(make_msg.msg("A", "Ada", "<p>Lit.</p>", sent)).published is None


def test_other_files_of_old_office_programs_say_so():
    with pytest.raises(FormatError, match="old Office file; save it as"):
        outlook.convert_outlook(make_msg.compound({"WordDocument": bytes(4096)}))
    with pytest.raises(FormatError, match="locked with a password"):
        outlook.convert_outlook(make_msg.compound({"EncryptedPackage": bytes(4096)}))
    with pytest.raises(FormatError, match="is a damaged file"):
        outlook.convert_outlook(make_msg.compound({"WordDocument": bytes(4096)})[:900], "a.doc")


def test_what_outlook_packs_into_a_file():
    sent = EmailMessage()
    sent["Subject"], sent["From"] = "The lamp", "Ada <ada@ravna.example>"
    packed = make_msg.winmail("The lamp", "It is *out*.", "wick.pdf")
    sent.add_attachment(packed, maintype="application", subtype="ms-tnef", filename="winmail.dat")
    found = mail.convert_mail(bytes(sent))
    assert found.markdown == r"It is \*out\*."
    assert found.notices == ["Attachments were not opened: wick.pdf."]
    (alone,) = convert(packed, "winmail.dat")
    assert (alone.title, alone.text, alone.format) == ("The lamp", "It is *out*.", "msg")
    for end in range(4, len(packed)):
        assert read_winmail(packed[:end]) is not None
    with pytest.raises(FormatError, match="without text"):
        convert(packed[:20], "winmail.dat")


def test_a_message_of_outlook_inside_another():
    def message(subject: str, text: str) -> dict[str, Any]:
        words = {"__substg1.0_0037001F": subject, "__substg1.0_1000001F": text}
        wide = {name: part.ljust(2048).encode("utf-16-le") for name, part in words.items()}
        return {**wide, "__properties_version1.0": bytes(4096)}

    name = "lamp.pdf".ljust(2048).encode("utf-16-le")
    outer = message("Fwd: Lamps", "See below.") | {
        "__attach_version1.0_#00000000": {
            "__substg1.0_3701000D": message("Lamps", "They are lit.")
        },
        "__attach_version1.0_#00000001": {"__substg1.0_3707001F": name},
    }
    found = outlook.convert_outlook(make_msg.compound(outer))
    assert found.markdown == "See below.\n\n## Lamps\n\nThey are lit."
    assert found.notices == ["Attachments were not opened: lamp.pdf."]
    data = make_msg.compound(outer | {"docx": (b"PK\5\6" + bytes(18)).rjust(4096)})
    assert convert(data, "x")[0].format == "msg"


def test_headings_of_an_attached_message_stand_below_its_subject():
    outer, inner = EmailMessage(), EmailMessage()
    inner["Subject"] = "Lamps"
    inner.set_content("<h1>Oil</h1><p>Whale.</p><pre># lit</pre><h3>Wax</h3>", subtype="html")
    outer.set_content("<h1>Quay</h1><p>Dry.</p>", subtype="html")
    outer.add_attachment(inner)
    body = "### Oil\n\nWhale.\n\n```\n# lit\n```\n\n##### Wax"
    assert mail.convert_mail(bytes(outer)).markdown == f"# Quay\n\nDry.\n\n## Lamps\n\n{body}"


@pytest.mark.parametrize("head", ['multipart/mixed; boundary="other"', "multipart/alternative"])
def test_parts_between_other_lines_than_announced(head):
    page = (
        "Content-Type: text/html\nContent-Transfer-Encoding: base64\n\nPHA+SXQgaXMgbGl0LjwvcD4=\n"
    )
    message = f"Subject: Lamps\nContent-Type: {head}\n\n--own\n{page}--own--\n"
    assert mail.convert_mail(message.encode()).markdown == "It is lit."


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("фонарь.zip", "фонарь.zip"),
        ("=?utf-8?q?b=C3=BC.zip?=", "bü.zip"),
        ("lamp.zip", "lamp.zip"),
    ],
)
def test_headers_of_eight_bits_and_names_in_coded_words(sent, name):
    file = f"--x\nContent-Disposition: attachment; filename={sent}\nContent-Type: image/png\n\n\n"
    message = f"Subject: Фонарь горит\nFrom: Аня Дал <a@b.example>\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nLit.\n{file}--x--\n"
    found = mail.convert_mail(message.encode())
    assert (found.title, found.byline) == ("Фонарь горит", "Аня Дал")
    assert found.notices == [f"Attachments were not opened: {name}."]


DIFF = "--- a/l.c\n+++ b/l.c\n@@ -1,3 +1,3 @@\n int i;\n \n-i = 0;\n+i = 1;"
SEAL = "-----BEGIN PGP SIGNATURE-----\n\niQEc\n-----END PGP SIGNATURE-----"
FOOTER = f"{'_' * 47}\nWharf mailing list\nhttp://a.example/listinfo/wharf"
DIGEST = f"Topics:\n\n{'-' * 70}\n\nMessage: 1\nDate: today\nFrom: Ada <a@b.example>\nSubject: Lamps\n\nOut.\n"
CODE = "    if dark:\n        light(i)\n\n    x = 1"
PARTS = {
    "a patch": (f"Why.\n\n{DIFF}\nYes.\n", f"Why.\n\n```diff\n{DIFF}\n```\n\nYes.", ""),
    "a patch with its counts": (
        f"By: Ada\n---\n l.c |  2 +-\n 1 file changed\n\n{DIFF}\n",
        f"By: Ada\n\n```diff\n---\n l.c |  2 +-\n 1 file changed\n\n{DIFF}\n```",
        "",
    ),
    "code set in": (
        f"{CODE}\n\nThen light it:\n\n    They lit it at four,\n    and (so) it burns.\n",
        "```\nif dark:\n    light(i)\n\nx = 1\n```\n\nThen light it:\n\nThey lit it at four,\\\nand (so) it burns.",
        "",
    ),
    "a seal": (
        f"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nLit.\n{SEAL}\n",
        "Lit.",
        f"```\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n```\n\n```\n{SEAL}\n```",
    ),
    "a coded file": (
        "See:\n\nbegin 644 a.gif\n#0V%T\n`\nend\n",
        "See:",
        "```\nbegin 644 a.gif\n```",
    ),
    "a list's footer": (f"Lit.\n{FOOTER}\n", "Lit.", "Wharf mailing list"),
    "an answer between": (
        f"On Mon, Ada wrote:\n> Lit?\n\nYes.\n\n-- \nBo\n{FOOTER}\n",
        "On Mon, Ada wrote:\n\n> Lit?\n\nYes.",
        "Bo",
    ),
    "an own line": (
        f"The lamp is lit again.\n\n{'_' * 32}\nVon: Ada <a@b.example>\nGesendet: heute\nAn: Bo\n\nWann?\n",
        "The lamp is lit again.",
        "Wann?",
    ),
    "a script without spaces": (
        "灯台の灯火は月曜日から消えています。\n\nOn Mon, Ada wrote:\n> Lit?\n",
        "灯台の灯火は月曜日から消えています。",
        "Lit?",
    ),
    "a program's line": (
        "The lamp is lit again.\n\nSent from my iPhone\n",
        "The lamp is lit again.",
        "Sent",
    ),
    "a forwarding": (
        "Zur Info\n\n--- Weitergeleitete Nachricht ---\nBetreff: Oil\nDatum: heute\nVon: Ada <a@b.example>\n\nOut.\n",
        "## Von: Ada \\<a@b.example\\>\n\nBetreff: Oil\\\nDatum: heute\n\nOut.",
        "",
    ),
    "a digest": (DIGEST, "## Lamps\n\nDate: today\\\nFrom: Ada \\<a@b.example\\>\n\nOut.", ""),
}


@pytest.mark.parametrize("kind", PARTS)
def test_what_is_no_prose_in_a_plain_message(kind):
    text, inside, outside = PARTS[kind]
    found = body_from_plain(text)
    assert inside in found[0]
    assert outside in found[1]
    assert len(found[0]) < len(inside) + 60


def test_a_message_with_a_patch_is_not_cut_by_topic():
    assert mail.convert_mail(f"Subject: x\n\nWhy.\n\n{DIFF}\n".encode()).structured


@pytest.mark.parametrize(
    "line",
    [
        "Den 3 mars 2031 kl. 10:02 skrev Ada Dahl <a@b.example>:",
        "W dniu 3.03.2031 o 10:02, Ada Dahl pisze: napisała:",
        "2031年3月3日(月) 10:02 Ada Dahl <a@b.example>:",
        "在 2031年3月3日，上午10:02，Ada Dahl <a@b.example> 写道：",
        "Ada Dahl writes:",
        "* Ada Dahl <a@b.example> [2031-03-03 10:02]:",
        "发件人: Ada Dahl <a@b.example>\n发送时间: 2031年3月3日 10:02\n收件人: Bo",
        "Da: Ada Dahl <a@b.example>\nInviato: 3 marzo 2031\nA: Bo",
    ],
)
def test_a_quotation_is_folded_in_other_languages(line):
    found = body_from_plain(f"Yes, the lamp is lit again.\n\n{line}\n> Is it lit?\n")
    assert found[0] == "Yes, the lamp is lit again."
    assert "Is it lit?" in found[1]


SIGNED = b"Content-Type: text/plain\n\nIt is lit."
DER = bytes.fromhex("3080") + _DATA + bytes((len(SIGNED) + 2, 4, len(SIGNED))) + SIGNED
BER = _DATA + b"\x80\x24\x80\x04\x1c" + SIGNED[:28] + b"\x04\x82\0\x08" + SIGNED[28:] + bytes(4)


@pytest.mark.parametrize("block", [DER, BER])
def test_a_message_signed_in_one_block(block):
    outer = EmailMessage()
    outer.set_content(block, "application", "pkcs7-mime")
    assert mail.convert_mail(bytes(outer)).markdown == "It is lit."


SECRET = "-----BEGIN PGP MESSAGE-----\n\nhQEM\n-----END PGP MESSAGE-----\n"


@pytest.mark.parametrize(
    "head",
    [
        "application/pkcs7-mime\n\n",
        "multipart/encrypted; boundary=b\n\n--b\nContent-Type: a/b\n\nx\n--b--\n",
        f"text/plain\n\n{SECRET}",
    ],
)
def test_an_encrypted_message_says_so(head):
    data = f"Subject: x\nContent-Type: {head}".encode()
    with pytest.raises(FormatError, match="It is encrypted"):
        mail.convert_mail(data)


def test_a_signature_in_html():
    page = "<p>The lamp is lit.</p><div class='moz-signature'>-- <br>Ada</div>"
    assert body_from_html(page) == ("The lamp is lit.", "\\--\\\nAda")
    assert body_from_html("<div id='gmail_signature'>Ada</div>")[0] == "Ada"


@pytest.mark.parametrize(
    "head",
    [
        "<hr><p>Date: 3 May 2031<br>Subject: Oil<br>From: Bo &lt;b@x.example&gt;<br>To: Ada</p>",
        "<hr><div><b>From:</b> Bo [mailto:b@x.example]</div><div><b>Sent:</b> 3 May</div><p><b>To:</b> Ada</p>",
        "<p>3.5.2031, 14:41, Bo &lt;b@x.example&gt;:</p><blockquote>Hi.</blockquote><blockquote>",
        "<p>On 3 May 2031 Bo wrote:</p>",
    ],
)
def test_what_an_answer_in_html_quotes(head):
    page = f"<p>The oil is here at last, thank you.</p>{head}<p>Where is it?</p>"
    inside, outside = body_from_html(page)
    assert inside == "The oil is here at last, thank you."
    assert "Where is it?" in outside
    assert "Where is it?" in body_from_html(page, forwards=True)[0]
    goes_on = body_from_html(f"{page}</blockquote><p>At the quay.</p>")
    assert "Where is it?" in (goes_on[0] if "<blockquote>" in head else goes_on[1])
    for subject, told in (("FW: Oil", True), ("Oil", False)):
        message = EmailMessage()
        message["Subject"] = subject
        message.set_content(page, subtype="html")
        assert ("Where" in mail.convert_mail(bytes(message)).markdown) is told


def test_an_invitation():
    event = (
        "BEGIN:VEVENT\nSUMMARY:Oil\nDTSTART;TZID=Europe/Paris:20310301T100000\nDTEND:20310301T100000Z\n"
        "LOCATION:Quay\\, room\n  2\nORGANIZER;CN=Ada:mailto:a@b.example\nDESCRIPTION:Wicks\\nand oil.\nEND:VEVENT\n"
    )
    data = f"Subject: x\nContent-Type: text/calendar\n\nBEGIN:VCALENDAR\n{event}DESCRIPTION:no".encode()
    assert mail.convert_mail(data).markdown == (
        "## Oil\n\nWhen: 2031-03-01 10:00 Europe/Paris – 2031-03-01 10:00 UTC\\\n"
        "Where: Quay, room 2\\\nFrom: a@b.example\n\nWicks\n\nand oil."
    )
    broken = data.replace(b"20310301T100000", b"soon").replace(b"DTEND", b"X")
    assert "When: soon\\\nWhere" in mail.convert_mail(broken).markdown


@pytest.mark.parametrize(("words", "head"), [("Join us.", "Where: Quay\n\n"), ("At 10:30.", "")])
def test_an_invitation_beside_text_that_says_no_time(words, head):
    message = EmailMessage()
    message.set_content(words)
    event = "BEGIN:VEVENT\nSUMMARY:Oil\nLOCATION:Quay\nDESCRIPTION:Wicks\nEND:VEVENT"
    message.add_alternative(event, subtype="calendar")
    assert mail.convert_mail(bytes(message)).markdown == f"{head}{words}"


def test_utf_8_under_another_name():
    data = "Subject: x\nContent-Type: text/plain; charset=us-ascii\n\nEin Fährhaus – ja".encode()
    assert mail.convert_mail(data).markdown == "Ein Fährhaus – ja"
    data = b"Subject: x\nContent-Type: text/plain; charset=iso-8859-1\n\nF\xe4hrhaus"
    assert mail.convert_mail(data).markdown == "Fährhaus"


def test_utf_7():
    data = b"Subject: x\nContent-Type: text/plain; charset=utf-7\n\n+AD4 F+AOQ-hrhaus"
    assert mail.convert_mail(data).markdown == "> Fährhaus"


@pytest.mark.parametrize("end", ["\n", "\n \n", "\nMIME-Version: 1.0\nX-A: b\nX-C: d\n"])
def test_a_head_without_a_blank_line_below(end):
    head = "Message-ID: <a@b.example>\nFrom: Ada <a@b.example>\nSubject: Lamps"
    assert convert(f"{head}{end}\nLit.".encode(), "x")[0].title == "Lamps"


def test_flowed_text_and_signature():
    text = "A line that \ngoes on.\n\nThe end.\n-- \nAda\n"
    assert body_from_plain(text, flowed=True) == ("A line that goes on.\n\nThe end.", "Ada")
    assert body_from_plain("A fer \nry.\n", flowed=True, joint="")[0] == "A ferry."
    assert body_from_plain("> Quoted \n> words.\n", flowed=True)[0] == "> Quoted words."


def test_a_message_inside_another_is_told_apart():
    outer, inner = EmailMessage(), EmailMessage()
    inner["Subject"], inner["From"] = "Lamps", "Ada <a@b.example>"
    inner.set_content("They are lit.")
    outer["Subject"] = "Fwd: Lamps"
    outer.set_content("See below.")
    outer.add_attachment(inner)
    assert mail.convert_mail(bytes(outer)).markdown == (
        "See below.\n\n## Lamps\n\nFrom: Ada \\<a@b.example\\>\n\nThey are lit."
    )


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("https://www.google.com/url?q=https://a.example/b&sa=D", "https://a.example/b"),
        (
            "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example%2Fb&data=x",
            "https://a.example/b",
        ),
        (
            "https://urldefense.com/v3/__https://a.example/b?utm_source=x__;!!abc",
            "https://a.example/b",
        ),
        ("https://click.list.example/?target=https://a.example/%3Fa%3D1", "https://a.example/?a=1"),
        ("https://a.example/b?utm_source=x&id=3&fbclid=9", "https://a.example/b?id=3"),
        (
            "https://a.example/search?url=https://b.example",
            "https://a.example/search?url=https://b.example",
        ),
        ("https://a.example/b?x=1", "https://a.example/b?x=1"),
        ("mailto:a@b.example?subject=utm_source", "mailto:a@b.example?subject=utm_source"),
    ],
)
def test_tracking_links_are_unwrapped(address, target):
    assert unwrap_link(address) == target


HEAD = b"From: a@b.example\nSubject: =?x-unknown?b?w6Q=?= =?utf-8?q?=C3=A9?=\nMessage-ID: <1>\n"
ODD = [
    HEAD + b"Content-Type: text/plain; charset=unicode_escape\n\nwords \\x1b[31m",
    HEAD
    + b"Content-Type: text/plain; charset=nonsense\nContent-Transfer-Encoding: base64\n\nd29yZHM",
    HEAD + b"Date: nonsense\nContent-Type: text/plain\n\nwords \xff",
    HEAD
    + b'Content-Type: multipart/mixed; boundary="b"\n\n--b\n\nwords\n--b\nContent-Type: image/png\n\nx',
]


@pytest.mark.parametrize("data", ODD)
def test_odd_messages_are_read(data):
    found = mail.convert_mail(data)
    assert "words" in found.markdown
    assert "\x1b" not in found.markdown


def test_hostile_headers_cost_little():
    def message(count):
        return b"From: " + b"(" * count + b"\nSubject: " + b"=?" * count + b"\n\nwords"

    mail.convert_mail(message(10))
    assert "words" in mail.convert_mail(message(20_000)).markdown
    assert calls(mail.convert_mail, message(20_000)) < 2.2 * calls(
        mail.convert_mail, message(10_000)
    )


def test_parts_in_parts_end_as_one_sentence_or_as_text():
    data = b"Subject: x\nMIME-Version: 1.0\n"
    for i in range(3000):
        data += b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (i, i)
    with pytest.raises(FormatError, match="too many nested messages"):
        mail.convert_mail(data + b"\nwords")


@pytest.mark.parametrize(
    ("convert", "data", "message"),
    [
        (mail.convert_mail, b"Subject: x\n\n", "without text"),
        (
            mbox.convert_mbox,
            b"From a@b Tue Mar  5 06:30:00 2024\nSubject: x\n\n",
            "message without text",
        ),
        (mhtml.convert_mhtml, b"MIME-Version: 1.0\n\nwords", "without content"),
        (
            outlook.convert_outlook,
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "is a damaged file",
        ),
    ],
)
def test_what_cannot_be_read_is_one_sentence(convert, data, message):
    with pytest.raises(FormatError, match=message):
        convert(data)


ENCAPSULATED = (
    rb"{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0\fswiss Arial;}{\f1\fcharset204 Arial;}}"
    rb"{\*\htmltag19 <html>}{\*\htmltag50 <body>}\htmlrtf {\htmlrtf0 {\*\htmltag64 <p>}\htmlrtf {\b\htmlrtf0 "
    rb"Dear caf\'e9 \{readers\}, \u8364?5 {\*\htmltag84 <b>}\htmlrtf {\b\htmlrtf0 now\htmlrtf }\htmlrtf0"
    rb"{\*\htmltag92 </b>} {\f1 \'e4\'e0}{\*\mhtmltag x}.\htmlrtf\par}\htmlrtf0 {\*\htmltag72 </p>}{\*\htmltag58 </body>}}}"
)
RTF_BODIES = {
    "html": (ENCAPSULATED, "Dear café {readers}, €5 **now** да."),
    "text": (rb"{\rtf1\ansi\fromtext Dear readers,\par\par this is plain.\par}", "Dear readers,"),
    "rtf": (rb"{\rtf1\ansi Dear {\b readers}\par }", "Dear **readers**"),
}


@pytest.mark.parametrize("compressed", [True, False])
@pytest.mark.parametrize("kind", RTF_BODIES)
def test_a_message_with_nothing_but_rtf(kind, compressed):
    rtf, words = RTF_BODIES[kind]
    packed = compress(rtf, compressed=compressed).ljust(make_msg.LEAST, b"\0")
    parts = {"__substg1.0_10090102": packed, "__properties_version1.0": bytes(4096)}
    found = outlook.convert_outlook(make_msg.compound(parts)).markdown
    assert words in found
    assert not any(sign in found for sign in ("html", "```"))


def test_a_damaged_rtf_body_says_so():
    parts = {"__substg1.0_10090102": b"x" * 5000, "__properties_version1.0": bytes(4096)}
    with pytest.raises(FormatError, match="damaged Outlook message"):
        outlook.convert_outlook(make_msg.compound(parts))


@pytest.mark.parametrize(
    "saved",
    [
        lambda message: b"  \r\n\n" + message,
        lambda message: message.decode().encode("utf-16"),
        lambda message: message.decode().encode("utf-16-le"),
        lambda message: message.decode().encode("utf-16-be"),
        lambda message: b"\xef\xbb\xbf" + message,
        lambda message: message.replace(b"\n", b"\r"),
    ],
)
def test_a_message_that_was_saved_by_an_editor(saved):
    message = b"Subject: The lamp\nFrom: Ada <a@b.example>\nDate: Fri, 18 Feb 2031 10:00:00 +0000\n"
    message += b"MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\nIt is lit again.\n"
    (document,) = convert(saved(message), "x.eml")
    assert (document.format, document.title) == ("mail", "The lamp")
    assert "It is lit again." in document.text
    assert "charset" not in document.text


SENT = rb"{\rtf1\ansi\fromhtml1{\*\htmltag64 <h2>}Snow{\*\htmltag72 </h2>}{\*\htmltag64 <p>}It fell.{\*\htmltag72 </p>}}"


@pytest.mark.parametrize(
    ("rtf", "markdown"),
    [(SENT, "## Snow\n\nIt fell."), (b"x", "Plain."), (rb"{\rtf1\fromtext Plain.}", "Plain.")],
)
def test_html_inside_rtf_comes_before_the_plain_text(rtf, markdown):
    packed = compress(rtf) if rtf is SENT else rtf
    parts = {
        "__substg1.0_10090102": packed.ljust(make_msg.LEAST, b"\0"),
        "__substg1.0_1000001F": "Plain.".ljust(make_msg.LEAST).encode("utf-16-le"),
        "__properties_version1.0": bytes(4096),
    }
    assert outlook.convert_outlook(make_msg.compound(parts)).markdown == markdown


LETTER = (
    "<table><tr><td><table><tr><td>&nbsp;</td><td>Dear Ada,<br><br>The lamp is lit.</td><td></td></tr>"
    "<tr><td></td><td>With regards</td><td></td></tr></table></td></tr></table>"
)
DATA = "<table><tr><td>Day</td><td>Boat</td></tr><tr><td>Monday</td><td>Gull</td></tr></table>"


def listed(label: str, words: str, level: int = 1, font: str = "") -> str:
    shown = f"<span style='mso-list:Ignore'>{label}<span>&nbsp; </span></span>"
    return f"<p style='mso-list:l0 level{level} lfo1'><span style='font-family:{font}'>{shown}</span>{words}</p>"


ANSWER = "<p>Yes, I can come at nine.</p>"
OUTLOOK_HEAD = '<div><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p>From: Ada</p></div></div><p>Old.</p>'
BODIES = {
    "a letter": (LETTER, "Dear Ada,\n\nThe lamp is lit.\n\nWith regards", ""),
    "a table": (DATA, "| Day | Boat |\n| --- | --- |\n| Monday | Gull |", ""),
    "an answer": (
        f'{ANSWER}<div class="gmail_quote"><div>On Friday Ada wrote:</div><blockquote>Old.</blockquote></div>',
        "Yes, I can come at nine.",
        "On Friday Ada wrote:\n\n> Old.",
    ),
    "an answer of Outlook": (ANSWER + OUTLOOK_HEAD, "Yes, I can come at nine.", "From: Ada\n\nOld."),
    "answers between": (f'{ANSWER}<blockquote type="cite">Old.</blockquote><p>New.</p>', "Yes, I can come at nine.\n\n> Old.\n\nNew.", ""),
    "text in boxes without size": (
        '<p style="font-size:0">Ask by <a style="font-size:0" href="https://a.example/"><span style="font-size:11pt">our form</span></a>.</p>'
        '<p>Thanks.</p><p style="font-size:0">Preview</p>',
        "Ask by [our form](<https://a.example/>).\n\nThanks.",
        "Preview",
    ),
    "lists of Word": (
        listed("·", "Oil <span style='font-family:Wingdings'>à</span> Bo", font="Symbol") + listed("o", "short", 2, "Courier New")
        + listed("·", "Glass") + listed("a)", "North", 2) + "<p>So much.</p>" + listed("2.", "Then") + listed("3.", "Last"),
        "- Oil → Bo\n  - short\n- Glass\n  - a) North\n\nSo much.\n\n2. Then\n3. Last",
        "",
    ),
    "numbers of Word above text": (
        "".join(f"<p style='mso-list:l0 level1'><b><span style='mso-list:Ignore'>{n}.<i> </i></span></b><b>The {n}</b></p><p>It is lit.</p>" for n in (1, 2)),
        "## 1. The 1\n\nIt is lit.\n\n## 2. The 2\n\nIt is lit.",
        "",
    ),
    "a question above a small note": (
        '<p style="font-size:11pt">Is the lamp lit?</p><p style="font-size:8pt">These words are only for whom they are sent to, and for nobody else.</p>'
        "<p>On Friday they said that it was out, and that nobody had seen to it for a week or for two.</p>",
        "Is the lamp lit?\n\nThese words are only for whom they are sent to, and for nobody else.\n\nOn Friday they said that it was out, and that nobody had seen to it for a week or for two.",
        "",
    ),
    "sizes of cells around": (
        '<table><tr><td style="font-size:1px"><table><tr><td style="font-size:10px">If you see no lamp</td></tr><tr><td style="font-size:12px">It was lit by four in the morning.</td></tr>'
        '<tr><td style="font-size:22px">Oil is dear</td></tr><tr><td style="font-size:12px">It went up.</td></tr></table></td></tr></table>',
        "If you see no lamp\n\nIt was lit by four in the morning.\n\n## Oil is dear\n\nIt went up.",
        "",
    ),
    "bold lines that head no text": (
        "<p>It is lit.</p><p><b>Ada Lind</b></p><p>Keeper of lamps</p><p><b>Subject: Oil</b></p><p>Date: Friday</p><p><b>Wicks</b></p><p>There are none.</p>",
        "It is lit.\n\n**Ada Lind**\n\nKeeper of lamps\n\n**Subject: Oil**\n\nDate: Friday\n\n## Wicks\n\nThere are none.",
        "",
    ),
    "a picture told by its bytes": ('<p>Hi <img src="cid:a" alt="data:image/png;base64,iVBO"> there</p>', "Hi there", ""),
    "a thread handed on": (
        "<p>See this.</p><p>Forwarded message</p><p>On Friday<br><b>From:</b> Ada<br><b>Sent:</b> Friday<br><b>To:</b> Dana</p><p>Newer.</p><div><b>From:</b> Ben</div><div><b>Date:</b> May</div><div><b>To:</b> Ada</div><p>Older.</p>",
        "See this.\n\nForwarded message\n\nOn Friday\n\n## From: Ada\n\n**Sent:** Friday\\\n**To:** Dana\n\nNewer.\n\n## From: Ben\n\n**Date:** May\n\n**To:** Ada\n\nOlder.",
        "",
    ),
    "an answer to a mailing": (f"{ANSWER}{OUTLOOK_HEAD}<p>Unsubscribe</p><p>Bye.</p>", "Yes, I can come at nine.", "From: Ada\n\nOld.\n\nUnsubscribe\n\nBye."),
    "forwarded": ('<p>See this.</p><div class="gmail_quote"><p>Forwarded message</p><p>Old.</p></div>', "See this.\n\nForwarded message\n\nOld.", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", BODIES)
def test_bodies(name):
    html, inside, outside = BODIES[name]
    found = body_from_html(html)
    assert found == (inside, outside)


OLD = "On Fri, Mar 8, 2024 at 1:40 PM Dana Whitlock\n<d@a.example> wrote:\n\n> The old words.\n> -- \n> Dana\n"
BLOCK = "From: Ada Lind\nSent: Friday\nTo: Dana\nSubject: Lamps\n\nThe older words.\n"
PLAIN = {
    "an answer": ("Yes, I can come at nine.\n\n" + OLD, "Yes, I can come at nine.", "On Fri"),
    "an answer of Outlook": ("Yes, I can come at nine.\n\n" + BLOCK, "Yes, I can come at nine.", "The older words."),
    "only what was sent before": ("FYI\n\n" + OLD, "FYI\n\n## On Fri, Mar 8, 2024 at 1:40 PM Dana Whitlock \\<d@a.example\\> wrote:\n\nThe old words.", "Dana"),
    "forwarded": ("Here is what they say.\n\n---------- Forwarded message ---------\n" + BLOCK, "\\---------- Forwarded message ---------\n\n## From: Ada Lind\n\nSent: Friday", ""),
    "lettered items": ("In other words\n\n1. Oil\n   a. tar\n   b. rope\n2. Wax\n\nand then\n\n(1) these\n(2) those\n", "1. Oil\n   - a. tar\n   - b. rope\n2. Wax\n\nand then\n\n- (1) these\n- (2) those", ""),
    "no call to a browser": ("> They are there.\n\nThanks, but I can't see any words in the online catalogue.\n", "I can't see any words", ""),
    "headings in capitals": ("OIL IS DEAR\nIt is dear since May, they say.\n\nNEW WICKS\nThey came by boat on Friday last.\n\nTHE OLD LAMP\nIt is out, in other words dark.\n", "## NEW WICKS\n\nThey came", ""),
    "answers between": (OLD + "\nYes, at nine, as I said.\n> more\n", "Yes, at nine", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", PLAIN)
def test_quoted_messages_are_folded_or_told_apart(name):
    text, inside, outside = PLAIN[name]
    found = body_from_plain(text)
    assert inside in found[0]
    assert outside in found[1]
    assert name.startswith("an answer") == ("words" not in found[0])


def test_linked_words_head_the_items_of_a_letter():
    text = "and then a good many words follow that say what was found there and why it was so. "
    items = "".join(
        f'<p><a href="http://x.example/{n}">{title}</a> — {text}</p><p>{name}</p>'
        for n, (title, name) in enumerate([("Lamps lit", "Ada"), ("Boats late", "Ben"), ("Maps found", "Cy")])
    )  # fmt: skip
    found = body_from_html(items)[0]
    assert found.startswith("## [Lamps lit](<http://x.example/0>)\n\nand then")
    assert "\n\nAda\n\n## [Boats late]" in found
    alone = items.replace("</a> —", "</a></p><p>")
    assert "\n\n## [Maps found](<http://x.example/2>)\n\nand then" in body_from_html(alone)[0]


_REPORT = """\
From: Post <post@pier.example>
Subject: Not delivered
Content-Type: multipart/report; boundary="B"

--B

It could not be delivered.

--B
Content-Type: {report}

Reporting-MTA: dns; pier.example

Final-Recipient: rfc822; bob quay
Action: failed
Remark: box full
Remark: =?utf-8?q?gel=C3=B6scht?=

--B
Content-Type: {returned}

From: Ada
Subject: The crane

--B--
"""


@pytest.mark.parametrize("returned", ["message/rfc822", "text/rfc822-headers"])
@pytest.mark.parametrize(
    "report",
    ["message/delivery-status", "message/disposition-notification", "message/feedback-report"],
)
def test_a_report_of_delivery_keeps_its_fields(report, returned):
    data = _REPORT.format(report=report, returned=returned).encode()
    found = mail.convert_mail(data).markdown
    words = ["It could not", "Reporting-MTA: dns; pier.example", "bob quay", "box full", "gelöscht"]
    places = [found.find(each) for each in (*words, "## The crane", "From: Ada")]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable"])
def test_an_encoded_report_is_read(encoding):
    fields = b"Reporting-MTA: dns; pier.example\n\nFinal-Recipient: rfc822; bob\nRemark: box full\n"
    packed = base64.encodebytes(fields) if encoding == "base64" else fields.replace(b"=", b"=3D")
    data = (
        b"Subject: Not delivered\nContent-Type: multipart/report; boundary=B\n\n--B\n"
        b"Content-Type: message/delivery-status\nContent-Transfer-Encoding: "
        + encoding.encode()
        + b"\n\n"
        + packed
        + b"\n--B--\n"
    )
    found = mail.convert_mail(data).markdown
    assert "Reporting-MTA: dns; pier.example\n\nFinal-Recipient: rfc822; bob" in found
    assert "box full" in found


def test_a_later_piece_of_a_message_has_no_fields():
    data = b"Subject: Two\nContent-Type: message/partial; id=x; number=2; total=3\n\nRemark: the lamp\nNote: burns\n\nAll night.\n"
    found = mail.convert_mail(data).markdown
    assert all(words in found for words in ("Remark: the lamp", "Note: burns", "All night."))


@pytest.mark.parametrize(
    ("sender", "writer", "letter"),
    [
        ("Bo Ek from The Lamp", "Bo Ek", "The Lamp"),
        ("News from The Lamp", "News from The Lamp", "News from The Lamp"),
        ("Bo Ek", "Bo Ek", "Bo Ek"),
        ('"The Lamp:"', "The Lamp", "The Lamp"),
    ],
)
def test_a_sender_may_name_the_writer_and_the_newsletter(sender, writer, letter):
    found = mail.convert_mail(f"From: {sender} <a@b.example>\n\nThe lamp.".encode())
    assert (found.byline, found.site) == (writer, letter)


def test_a_wrong_name_of_an_alphabet_does_no_harm():
    data = 'Content-Type: text/plain; charset="GB2312"\n\n港口的灯今晚早些点亮了。'.encode()
    assert mail.convert_mail(data).markdown == "港口的灯今晚早些点亮了。"


@pytest.mark.parametrize("meta", ["", "<meta charset=iso-8859-2>"])
def test_a_page_without_a_charset_is_read_as_its_plain_form(meta):
    plain = b"--B\nContent-Type: text/plain; charset=iso-8859-2\n\n\xb3\xf3d\xbc\n"
    page = (
        b"--B\nContent-Type: text/html\n\n<html>"
        + meta.encode()
        + b"<p>\xb3\xf3d\xbc na morzu</p>\n--B--\n"
    )
    data = b"Content-Type: multipart/alternative; boundary=B\n\n" + plain + page
    assert mail.convert_mail(data).markdown == "łódź na morzu"


def test_a_report_keeps_long_fields_and_text_in_other_letters():
    long = "word " * 600 + "last"
    report = f"{long}\n\n\nÜbermäßig\n".encode()
    data = _REPORT.format(report="message/feedback-report", returned="message/rfc822").encode()
    found = mail.convert_mail(data.replace(b"box full", report)).markdown
    assert "word last" in found
    assert "Übermäßig" in found


def test_returned_headers_are_only_headers():
    nested = "".join(
        f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n' for n in range(1500)
    )
    heads = base64.encodebytes(f"Subject: Kept\n{nested}".encode()).decode()
    data = _REPORT.format(report="message/feedback-report", returned="text/rfc822-headers")
    coded = f"text/rfc822-headers\nContent-Transfer-Encoding: base64\n\n{heads}"
    data = data.replace("text/rfc822-headers\n\nFrom: Ada\nSubject: The crane\n", coded)
    assert "## Kept" in mail.convert_mail(data.encode()).markdown


def test_a_report_that_is_coded_is_text():
    data = _REPORT.format(report="message/delivery-status", returned="message/rfc822")
    data = data.replace("-status\n", "-status\nContent-Transfer-Encoding: base64\n")
    assert "box full" in mail.convert_mail(data.encode()).markdown


def test_a_short_answer_is_no_clutter():
    message = "Subject: Re: Lamps\nFrom: a@b.example\n\nOil, please.\n\nAda\n\n> Oil or wax?\n"
    (document,) = convert(message.encode(), "a.eml")
    assert split(document)[0].kind == "issue"


@pytest.mark.parametrize(
    "words",
    [
        "hi..\n\n"
        + 4
        * "i saw a new lamp on the quay today (finally!): it is not lit, so it may be a joke.\n\n",
        "> Here is what I meant by the line above all others:\n\nSubject: [LAMP 1] quay: what is done\n\nThat is what I asked her to do, and she has not done it.",
        "I am sending you the message that the keeper of the lamps has sent us. You will receive the oil into your store in a couple of days.\n\nLUMEN ELECTRONIC, S.L.\n\nParque Técnico de Ellery\n\nMuelle bidea, Edificio 604\n\n48160 Ellery - Spain\n\nT. +34 900 711 411\n\nF. +34 900 710 431\n\nwww.lamps.example",
    ],
)
def test_words_of_a_letter_are_no_clutter(words):
    (document,) = convert(f"Subject: Lamps\nFrom: a@b.example\n\n{words}".encode(), "a.eml")
    assert [section.kind for section in split(document)] == ["issue"]


@pytest.mark.parametrize(("kind", "named"), [("application/pdf", 1), ("image/png", 0)])
def test_files_inside_the_text_are_named(kind, named):
    message = EmailMessage()
    message.set_content("See the plan.")
    main, sub = kind.split("/")
    message.add_attachment(b"x", main, sub, filename="plan.x", disposition="inline")
    assert len(mail.convert_mail(message.as_bytes()).notices) == named
