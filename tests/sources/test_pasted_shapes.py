"""Pasted posts, live reports, laws and films: the issues, who speaks, and what is clutter."""

import pytest

from briefing.analysis.pipeline import split
from briefing.model import SectionKind
from briefing.sources.build_document import build_text
from briefing.sources.text.pasted.read_pasted import read_pasted
from tests.steps import calls

SAID = "The council met on the quay and heard what the keeper had to say of it."

SAID_IN_JAPANESE = (
    "灯台の番人は三日、港の明かりを冬の間は早くつけると述べた。油は来週届く見込みだ。"
)
SAID_IN_CHINESE = "港务局十一月三日宣布，冬季期间灯塔将提前一小时点亮，所需灯油预计下周运到，渔民出海前应当查看公告牌上的通知，并留意天气的变化。"

HEADED = {
    "headlines with a second line": (
        f"Hafen bekommt neue Lampe\nSie brennt ab März jede Nacht\n\n{SAID}\n\nÖl wird teuer\nFass kostet bald 90 Euro\n\n{SAID}\n\n{SAID}\n\nWärter geht\nNachfolge ist noch offen\n\n{SAID}",
        ["Hafen bekommt neue Lampe", "Öl wird teuer", "Wärter geht"],
    ),
    "Japanese headlines": (
        f"港の灯台、冬は早く点灯\n2026年11月3日\n\n{SAID_IN_JAPANESE}\n\n油の値段が上がる\n\n{SAID_IN_JAPANESE}\n\n番人が引退へ\n\n{SAID_IN_JAPANESE}",
        ["油の値段が上がる", "番人が引退へ"],
    ),
    "Chinese headlines on their text": (
        f"今日要闻\n\n一、灯塔提前点亮\n{SAID_IN_CHINESE}\n\n二、油价上涨\n{SAID_IN_CHINESE}\n\n三、守塔人退休\n{SAID_IN_CHINESE}",
        ["一、灯塔提前点亮", "二、油价上涨", "三、守塔人退休"],
    ),
    "minutes ago": (
        f"Storm\n\n5 min ago\nLamp out\n{SAID}\n\n2h ago\nRain\n{SAID}\n\n3 hours ago\nWind\n{SAID}",
        ["5 min ago Lamp out", "2h ago Rain", "3 hours ago Wind"],
    ),
    "zones": (
        f"Vote live\n\n21.47 CEST\nQueues\n{SAID}\n\n21.03 CEST\nCounts\n{SAID}\n\n20.31 CEST\nPolls\n{SAID}",
        ["21.47 CEST Queues", "21.03 CEST Counts", "20.31 CEST Polls"],
    ),
    "hours with a point": (
        f"Minutes\n\n7.00 pm  Opening\n{SAID}\n\n7.20 pm  Lamps\n{SAID}\n\n8.15 pm  Close\n{SAID}",
        ["7.00 pm Opening", "7.20 pm Lamps", "8.15 pm Close"],
    ),
    "German paragraphs": (
        f"Lampengesetz\n\n§ 1 Zweck\n(1) {SAID}\n(2) {SAID}\n\n§ 2 Begriffe\n{SAID}\n\n§ 3 Schluss\n{SAID}",
        ["§ 1 Zweck", "§ 2 Begriffe", "§ 3 Schluss"],
    ),
    "Spanish articles": (
        f"LEY DE FAROS\n\nArtículo 1. Objeto.\n{SAID}\n\nArtículo 2. Luz.\n{SAID}\n\nArtículo 3. Horas.\n{SAID}\n\nDisposición final\n{SAID}",
        ["Artículo 1. Objeto.", "Artículo 2. Luz.", "Artículo 3. Horas.", "Disposición final"],
    ),
    "slides": (
        "Slide 1\nLamp review\nAda Lind\n\nSlide 2\nOil\n• Up by four\n• Dear\n\nSlide 3\n• Thanks\n",
        ["Slide 1 Lamp review", "Slide 2 Oil", "Slide 3"],
    ),
    "items of a day": (
        f"Protokoll\n\nTOP 1 Gruß\n{SAID}\n\nTOP 2 Lampen\n{SAID}\n\nTOP 3 Rest\n{SAID}",
        ["TOP 1 Gruß", "TOP 2 Lampen", "TOP 3 Rest"],
    ),
    "who was present": (
        "Lamp Society\nPresent: A. Lind, B. Ek\n\n1. Lamps\nTwo are out.\n\n2. Oil\n2.1 A barrel came.\n\n3. Rest\nNone.",
        ["1. Lamps", "2. Oil", "3. Rest"],
    ),
    "bare questions": (
        f"Who may come to the quay at night?\n{SAID}\n\nWhen is the lamp lit in the winter months of the year?\n{SAID}\n\nWhat does it cost?\n{SAID}",
        [
            "Who may come to the quay at night?",
            "When is the lamp lit in the winter months of the year?",
            "What does it cost?",
        ],
    ),
    "counted questions": (
        f"1. Who may come to the quay?\n{SAID}\n\n2. When is the lamp lit?\n{SAID}\n\n3. What does it cost?\n{SAID}",
        ["1. Who may come to the quay?", "2. When is the lamp lit?", "3. What does it cost?"],
    ),
    "minutes with their day": (
        "Minutes of the lamp society\n3 November 2026, 14:00\n\n1.\tLamps\nTwo are out.\n\n2.\tOil\n2.1\tA barrel came.\n\n3.\tRest\nNone.",
        ["1. Lamps", "2. Oil", "3. Rest"],
    ),
    "a mail with headed parts": (
        f"From: Ada Lind <a@x.example>\nSent: Tuesday, 3 November 2026\nTo: Bo\nSubject: Lamps\n\nDear Bo,\n\nOil\n{SAID}\n\nWick\n{SAID}\n\nGlass\n{SAID}\n\nBest wishes\nAda\n\nAda Lind\nKeeper of the lamp\n+47 555",
        ["Oil", "Wick", "Glass"],
    ),
    "pages with page numbers apart from their heads": (
        "".join(
            f"LAMP OFFICE            Report 2025\n\n{n}    {name}\n\n{SAID}\n{SAID}\n{SAID}\nThey looked at the {name} and\nwent home.\n\n          {n + 11}\n\n"
            for n, name in enumerate(("Oil", "Wick", "Glass"), 1)
        ),
        ["1 Oil", "2 Wick", "3 Glass"],
    ),
    "a copy of a letter to subscribers": (
        f"The Lamp\nSubscribe\nSign in\nShare this post\nThe Lamp\nCopy link\nFacebook\nMore\nWhy the lamp is dark\n\n{SAID} {SAID}\n\nThe oil\n\n{SAID} {SAID}\n\nGive a gift subscription\n\nThe wick\n\n{SAID} {SAID}\n\nDiscussion about this post\nBo Ek\n{SAID}",
        ["The oil", "The wick"],
    ),
    "bold lines on their text": (
        f"**Lamps**\n\n**1. Oil**\n{SAID}\n\n**2. Wick**\n{SAID}\n\n**To do**\n\n- **Ada**: {SAID}",
        ["1. Oil", "2. Wick", "To do"],
    ),
    "a letter of counted things": (
        f"Lamp Letter\nBy Ada Lind\n\nGood morning.\n\n1 big thing: The oil is late\n{SAID}\n\n2. The wick\n{SAID}\n\n3. 1 fun thing\n{SAID}",
        ["1 big thing: The oil is late", "2. The wick", "3. 1 fun thing"],
    ),
    "sections of an act": (
        f"Lamp Act\n\nSECTION 1. SHORT TITLE.\n{SAID}\n\nSEC. 2. OIL.\n{SAID}\n\nSEC. 3. WICKS.\n{SAID}",
        ["SECTION 1. SHORT TITLE.", "SEC. 2. OIL.", "SEC. 3. WICKS."],
    ),
    "versions with the same heads": (
        "Version 2.1 (March 2026)\n\nNew\n- Lamps\n\nFixed\n- Oil\n\nVersion 2.0 (May 2025)\n\nNew\n- Wicks\n\nFixed\n- Glass",
        ["Version 2.1 (March 2026)", "Version 2.0 (May 2025)"],
    ),
    "pictures": (
        f"Ways to light a quay:\n\n🔥 Oil\n{SAID}\n\n---\n\n✅ My choice\n{SAID}",
        ["🔥 Oil", "✅ My choice"],
    ),
    "keycaps": (f"{SAID}\n\n1️⃣ Oil\n{SAID}\n\n2️⃣ Wick\n{SAID}", ["1️⃣ Oil", "2️⃣ Wick"]),
    "capitals": (
        f"THE MORNING LAMP\nFriday\n\nTHE BIG STORY\nOil came\n{SAID}\n\nALSO TODAY\n• {SAID}\n\nBY THE NUMBERS\n41\n{SAID}",
        ["THE BIG STORY", "ALSO TODAY", "BY THE NUMBERS"],
    ),
    "capitals that name clutter elsewhere": (
        f"View in browser\n\nTHE LAMP\nFriday\n\nTHE BIG STORY\n\nOil came\n\n{SAID}\n\nREAD MORE »\n\nALSO IN THE NEWS\n\n{SAID}\n\nWHAT WE'RE READING\n\n{SAID}\n\nYou received this email because you asked for it.\nUnsubscribe | Manage preferences | Privacy policy\n© 2026 Lamp Press",
        ["THE BIG STORY", "ALSO IN THE NEWS", "WHAT WE'RE READING"],
    ),
    "capitals, some short, long, or with a colon": (
        f"A lamp\n\n{SAID}\n\nTHE BIG STORY\n\n{SAID}\n\nOIL\n\n{SAID}\n\nENTER: THE WICK\n\n{SAID}\n\nWHY THE KEEPER OF THE LAMP IN THE TOWER ASKED FOR A NEW GLASS\n\n{SAID}\n\nALSO TODAY\n\n{SAID}\n\nTHE STAIRS\n\n{SAID}",
        [
            "THE BIG STORY",
            "OIL",
            "ENTER: THE WICK",
            "WHY THE KEEPER OF THE LAMP IN THE TOWER ASKED FOR A NEW GLASS",
            "ALSO TODAY",
            "THE STAIRS",
        ],
    ),
    "lines in turn below others": (
        f"Lamps\n\nOwner\nFreya\n\nOil\n{SAID}\nWick\n{SAID}\nGlass\n{SAID}",
        ["Oil", "Wick", "Glass"],
    ),
    "a list among the parts": (
        f"News of the lamp\n\nOil\n{SAID}\n\nWick\n{SAID}\n\nFixes\n- It burns\n- It shines\n\nGlass\n{SAID}",
        ["Oil", "Wick", "Fixes", "Glass"],
    ),
    "headings under headings, and lists without bullets": (
        f"Lamp report\nDraft\n\nOil\n{SAID}\n\nWick and glass\nWhat broke\n{SAID}\nThe glass is whole\n\nStaff\n{SAID}\n\nNext steps\nBuy a new wick (Ada)\nWrite to the harbour (Bo)",
        ["Oil", "Wick and glass", "Staff", "Next steps"],
    ),
    "short lines over lists, tables and a sentence": (
        "Lamp report\n\nWeek 4\n\nSummary\nThe lamp is dark and the oil is late.\n\nDone\n* A wick\n* A glass\n\nRisks\nWhat\tWho\nRain\tBo",
        ["Summary", "Done", "Risks"],
    ),
    "a masthead with its day": (
        f"View in browser\n\nTHE MORNING LAMP\n\nTuesday, November 3\n\n{SAID}\n\nOIL AND TAR\n\n{SAID}\n\nWICK AND GLASS\n\n{SAID}\n\nTHE KEEPER\n\n{SAID}",
        ["OIL AND TAR", "WICK AND GLASS", "THE KEEPER"],
    ),
    "letters": (
        "Decisions:\n\n(a) Oil. The barrel of oil stays where it is.\n\n(b) Wick. The keeper buys one of cotton then.\n\n(c) Glass. Nobody knows how to mend it.",
        ["(a) Oil", "(b) Wick", "(c) Glass"],
    ),
    "a group of lists": (
        "Sync\nDate: 3 June\n\nNotes\nRoadmap\n● Oil\n● Wick\n● Glass\nHiring\n● A keeper\n● A cook",
        ["Roadmap", "Hiring"],
    ),
    "initials above numbers": (
        f"Lamps\nA. Lind, B. Ek\n\n1. Oil\n{SAID}\n\n2. Wick\n{SAID}\n\n3. Rest\n{SAID}",
        ["1. Oil", "2. Wick", "3. Rest"],
    ),
    "hours of two days": (
        "Lamp days\n\nFriday, 5 March\n09:00 Coffee\n09:30 Lamps\n12:00 Soup\nSaturday, 6 March\n09:00 Oil\n10:30 Close",
        [
            *("Friday, 5 March", "09:00 Coffee", "09:30 Lamps", "12:00 Soup"),
            *("Saturday, 6 March", "09:00 Oil", "10:30 Close"),
        ],
    ),
    "a chat with its days": (
        "Monday, March 2nd\n\nAda Lind  9:12 AM\nIs it lit?\n\nBo Ek  9:14 AM\nYes.\n\nToday\n\nAda Lind  8:01 AM\nAnd now?\nBo Ek  8:05 AM\nStill.",
        ["Monday, March 2nd", "Today"],
    ),
    "a chat over three days": (
        "".join(
            f"0{day}/03/31, 9:0{n} - {name}: {SAID}\n"
            for day in (2, 3, 4)
            for n, name in enumerate(("Ada", "Bo"))
        ),
        ["02/03/31", "03/03/31", "04/03/31"],
    ),
    "a chat with the year before": (
        "".join(f"[2031/3/{day} 09:0{n}:00] {'AB'[n]}: {SAID}\n" for day in (2, 3) for n in (0, 1)),
        ["2031/3/2", "2031/3/3"],
    ),
    "chapters of a film": (
        "Transcript\n\n0:00\nwelcome back to the quay where we\n0:04\nlight a lamp without any oil\nThe wick\n0:31\nfirst you need a wick and some\n0:35\nglass that is clean\n0:39\nand whole",
        ["The wick"],
    ),
}


@pytest.mark.parametrize("name", HEADED)
def test_issues(name):
    source, titles = HEADED[name]
    document = build(source)
    sections = split(document)
    assert [s.title for s in sections if s.kind == "issue"] == titles


TALK = {
    "comments of a tracker": (
        f"Lamp goes out #4\nOpen\nada opened this issue on Mar 3 · 2 comments\n@ada\nada commented on Mar 3\n{SAID}\n👍 3\n\n@bo-ek\nMember\nbo-ek commented on Mar 4, 2025 •\n{SAID}\n\n@bo-ek bo-ek added the oil label on Mar 4",
        ("Lamp goes out #4", None),
        ["ada", "bo-ek"],
        ["Open", "👍 3", "@bo-ek bo-ek added the oil label on Mar 4"],
    ),
    "comments of a tracker in parts": (
        f"Lamp goes out #4\nada\nopened on Mar 3, 2025\n{SAID}\n\nActivity\nbo-ek\ncommented\non Mar 4, 2025\nbo-ek\non Mar 4, 2025\nMember\n{SAID}",
        ("Lamp goes out #4", None),
        ["ada", "bo-ek"],
        ["Activity"],
    ),
    "a chat with threads": (
        f"Ada Lind\n  9:02 AM\n{SAID}\n\nBo Ek\n  9:05 AM\n{SAID}\n:eyes:\n\nAda Lind\n  9:11 AM\n{SAID}\n\n3 replies\nLast reply today at 10:40 AM\nCy Strand\n  9:30 AM\n{SAID}",
        (None, None),
        ["Ada Lind", "Bo Ek", "Ada Lind", "Cy Strand"],
        [],
    ),
    "numbered posts": (
        "Ada Lind\n@ada\n·\nMar 4\n1/ The lamp is out, and has been since the storm.\nAda Lind\n@ada\n·\nMar 4\n2/ Nobody has said who should light it again.\n12\n9.1K\n",
        (None, "Ada Lind"),
        ["Ada Lind", "Ada Lind"],
        ["12", "9.1K"],
    ),
    "posts with ages": (
        "lamp.watch\n2d\nThe keeper has left the quay.\n\nLike\nReply\nlamp.watch\n2d\nNobody else has the key of the tower.\n",
        (None, "lamp.watch"),
        ["lamp.watch", "lamp.watch"],
        ["Like", "Reply"],
    ),
    "comments of a forum": (
        "r/lamps\n•\n3 hr. ago\nu/ada\nIs it too late to trim it?\nIt smokes since the storm came.\n\nUpvote\n21\nbo_ek\n•\n2h ago\nTrim it on a dry day, and not before.\n\nReply\nada\nOP\n•\n1h ago\nThank you, then I wait until Sunday.\n",
        ("Is it too late to trim it?", None),
        ["ada", "bo_ek", "ada"],
        ["Upvote", "21", "Reply"],
    ),
    "members of a forum": (
        "Topic: The lamp smokes\n\nada\nPosts: 4\nJoined: Mon Jan 03, 2011 9:12 am\n\nWed Feb 07, 2024 8:15 pm\n\nIt smokes every night since the storm.\n\nbo\nPosts: 8\nJoined: Fri Sep 14, 2018 4:40 pm\n\nWed Feb 07, 2024 9:02 pm\n\nTrim the wick first, then look again.\n",
        ("The lamp smokes", None),
        ["ada", "bo"],
        [],
    ),
    "comments on one line": (
        "Show: A lamp for the terminal\n156 points by ada 6 hours ago | hide\n\nbo 5 hours ago | next\n\nDoes it burn without a network?\n\nada 5 hours ago | parent\n\nYes, it brings its own oil with it.\n",
        ("Show: A lamp for the terminal", None),
        ["bo", "ada"],
        [],
    ),
    "comments with their age below": (
        "Lamp friends\nPublic group\n\nAda Lind\nAdmin\n · 3h  · \nThe lamp is out, and has been since the storm.\n\nAll reactions:\n4\nLike\nComment\nBo Ek\nNobody has the key of the tower.\n2h\nLike\nReply\nAda Lind\nAuthor\nThen we break the door.\n1h\nLike\nReply\n",
        ("Lamp friends", None),
        ["Ada Lind", "Bo Ek", "Ada Lind"],
        ["All reactions:", "4", "Like", "Comment", "Like", "Reply", "Like", "Reply"],
    ),
    "a post of one who answers nobody": (
        "Ville de Ravna\n12 novembre, 09:14 ·\nLa lampe est rallumée depuis hier soir.\n\nToutes les réactions :\n4\nJ’aime\nCommenter\nBo Ek\nEnfin, il était temps !\n2 h\nJ’aime\nRépondre\n",
        (None, None),
        ["Ville de Ravna", "Bo Ek"],
        ["Toutes les réactions :", "4", "J’aime", "Commenter", "J’aime", "Répondre"],
    ),
    "members of a network": (
        "Feed post number 1\nAda Lind\n   • 2nd\nKeeper of lamps\n2w • Edited • \n\nFollow\nThe lamp is out, and has been since the storm.\nLike\nBo Ek\n • 3rd+\nSeller of oil\n1w\nNobody has the key of the tower.\n",
        (None, None),
        ["Ada Lind", "Bo Ek"],
        ["Feed post number 1", "Follow", "Like"],
    ),
    "a chat of guests": (
        "[Yesterday 09:14] Lind, Ada\nThe lamp is out.\n\n[Yesterday 09:20] Ek, Bo (Gast)\nSince when?\n\n[Gestern 09:21] Lind, Ada\nSince noon.\n",
        (None, None),
        ["Lind, Ada", "Ek, Bo", "Lind, Ada"],
        [],
    ),
    "questions by a letter": (
        "MS. LIND: Good day. I take your questions.\n\nQ    Is the lamp lit?\n\nMS. LIND: It is.\n\nQ    Since when?\n\nMS. LIND: Since noon.\n",
        (None, None),
        ["MS. LIND", "Q", "MS. LIND", "Q", "MS. LIND"],
        [],
    ),
    "members of a parliament": (
        f"Landtag von Ravna\n\nPräsidentin Ada Lind:\n{SAID}\n\nBo Ek (SPD):\n{SAID}\n\nCy Moe (CDU):\n{SAID}\n\nBo Ek (SPD):\n{SAID}\n",
        ("Landtag von Ravna", None),
        ["Präsidentin Ada Lind", "Bo Ek", "Cy Moe", "Bo Ek"],
        [],
    ),
    "a program that answers": (
        f"You said:\nWhat is a lamp?\nLampBot said:\n{SAID}\n\nYou said:\nAnd oil?\nLampBot said:\n{SAID}\n",
        (None, None),
        ["You", "LampBot", "You", "LampBot"],
        [],
    ),
    "marks of direction": (
        "[12/03/2024, 18:02:11] Ada: Is it lit?\n[12/03/2024, 18:05:40] Bo: not yet\n\u200e[12/03/2024, 18:06:02] Bo: \u200eimage omitted\n[12/03/2024, 18:09:55] Ada: Thank you\n",
        (None, None),
        ["Ada", "Bo", "Bo", "Ada"],
        [],
    ),
    "names in small letters": (
        "ada — Today at 4:12 PM\nis the lamp lit?\n\nbo — Today at 4:15 PM\nit is\n\nodo_9\n — Yesterday at 11:40 PM\nit was out\n",
        (None, None),
        ["ada", "bo", "odo_9"],
        [],
    ),
    "a recorded meeting": (
        f"Weekly lamp sync\nMarch 8, 2024, 10:00AM\n34m 12s\n\nAda Lind started transcription\n\nAda Lind   0:03\n{SAID}\n\nBo Ek   0:11\n{SAID}\n\nAda Lind   0:25\n{SAID}\n",
        ("Weekly lamp sync", None),
        ["Ada Lind", "Bo Ek", "Ada Lind"],
        ["Ada Lind started transcription"],
    ),
    "names in subtitles": (
        f"00:00:03.120 --> 00:00:09.480\nAda Lind\n{SAID}\n\n00:00:09.480 --> 00:00:15.000\nBo Ek\n{SAID}\n",
        (None, None),
        ["Ada Lind", "Bo Ek"],
        ["00:00:03.120 --> 00:00:09.480 00:00:09.480 --> 00:00:15.000"],
    ),
    "names at every cue": (
        "WEBVTT - Lamp talk\n\n1\n00:01.000 --> 00:04.000\nAda Lind: Oil &amp; wick,\n\n2\n00:04.000 --> 00:08.000\nAda Lind: they are dear.\n\n3\n00:08.000 --> 00:09.000\n[SPEAKER_01]: How dear?\n",
        ("Lamp talk", None),
        ["Ada Lind", "SPEAKER_01"],
        [
            "WEBVTT - Lamp talk 1 00:01.000 --> 00:04.000 2 00:04.000 --> 00:08.000 3 00:08.000 --> 00:09.000"
        ],
    ),
    "times read aloud": (
        "Lamp talk\n\nAda Lind\n0 minutes 3 seconds\n0:03\nIs it lit?\n\nBo Ek\n1 minute 2 seconds\n1:02\nYes.\n\nAda Lind\n1 hour 1 minute 9 seconds\n1:01:09\nGood.\n",
        ("Lamp talk", None),
        ["Ada Lind", "Bo Ek", "Ada Lind"],
        [],
    ),
    "names that nobody knows": (
        "[13.06.2033, 18:08:08] ~ Ada: Is it lit?\n[13.06.2033, 18:09:00] Bo:Yes.\n[14.06.2033, 07:00:00] ~ Ada: Good.\n",
        (None, None),
        ["Ada", "Bo", "Ada"],
        [],
    ),
    "days between": (
        "Monday\n\n[09:12] Lind, Ada\nIs it lit?\n\n[09:14] Ek, Bo\nYes.\n\nTuesday\n\n[08:01] Lind, Ada\nGood.",
        (None, None),
        ["Lind, Ada", "Ek, Bo", "Lind, Ada"],
        [],
    ),
    "a sign beside a name": (
        "Ada Lind\n  9:02 AM\nIs it lit?\nBo Ek\n:palm_tree:  9:05 AM\nYes.\nAda Lind\n  9:11 AM\nGood.",
        (None, None),
        ["Ada Lind", "Bo Ek", "Ada Lind"],
        [],
    ),
    "the end of a recording": (
        "Lamp talk\n\nAda Lind   0:03\nIs it lit?\nBo Ek   0:09\nYes.\nAda Lind   0:31\nGood.\nBo Ek stopped transcription",
        ("Lamp talk", None),
        ["Ada Lind", "Bo Ek", "Ada Lind"],
        ["Bo Ek stopped transcription"],
    ),
    "days in short": (
        "Ada\nIs it lit?\nMon 09:12\n\nYou\nYes.\nMon 11:40\n\nAda\nGood.\nMon 11:41\n",
        (None, None),
        ["Ada", "You", "Ada"],
        [],
    ),
}


SUBTITLES = {
    "lines that roll": (
        "WEBVTT\n\n00:01.000 --> 00:02.000\n \nthe<00:01.100><c> lamp</c>\n\n00:02.000 --> 00:02.010\nthe lamp\n \n\n00:02.010 --> 00:03.000\nthe lamp\nis<00:02.100><c> lit</c>\n\n00:03.000 --> 00:03.010\nis lit\n",
        ["the lamp is lit"],
    ),
    "words that are marked in turn": (
        "1\n00:00:01,000 --> 00:00:02,000\n<u>No</u> lamp.\n\n2\n00:00:02,000 --> 00:00:03,000\nNo <u>lamp.</u>\n\n3\n00:00:03,000 --> 00:00:04,000\n<u>No</u> oil.\n\n4\n00:00:04,000 --> 00:00:05,000\nNo <u>oil.</u>\n",
        ["No lamp. No oil."],
    ),
    "words said twice": (
        "1\n00:00:01,000 --> 00:00:02,000\nNo!\n\n2\n00:00:02,000 --> 00:00:03,000\nNo!\n\n3\n00:00:03,000 --> 00:00:04,000\nWho?\n\n4\n00:00:04,000 --> 00:00:05,000\nHer.\n",
        ["No! No! Who? Her."],
    ),
    "times beside words": (
        "[00:00.000 --> 00:04.000]  The lamp is lit.\n[00:04.000 --> 00:09.000]  It was out.\n",
        ["The lamp is lit. It was out."],
    ),
    "a blank line in a cue": (
        "1\n00:00:01,000 --> 00:00:02,000\nThe lamp\n\nis lit.\n\n2\n00:00:02,000 --> 00:00:03,000\nGood.\n\nNOTE oil\n\n3\n00:00:03,000 --> 00:00:04,000\nWell.\n\nThe end of the file\n",
        ["The lamp is lit. Good. Well."],
    ),
    "cues without a blank line": (
        "1\n00:00:01,000 --> 00:00:02,000\nThe lamp\n2\n00:00:02,000 --> 00:00:03,000\nis lit.\n",
        ["The lamp is lit."],
    ),
    "times with a comma between": (
        "0:00:00.599,0:00:04.160\nThe lamp\n\n0:00:04.160,0:00:06.770\nis lit.\n",
        ["The lamp is lit."],
    ),
    "two who speak in one cue": (
        "00:01.000 --> 00:04.000\n- Is it lit?\n- It is.\n\n00:05.000 --> 00:07.000\n&lt;A bell&gt;\n",
        ["- Is it lit?", "- It is.", "<A bell>"],
    ),
}


@pytest.mark.parametrize("name", SUBTITLES)
def test_subtitles_say_each_word_once(name):
    source, expected = SUBTITLES[name]
    found = build(source)
    aside = {span.start for span in found.boilerplate}
    assert [
        block.span.of(found.text) for block in found.blocks if block.span.start not in aside
    ] == expected


@pytest.mark.parametrize("name", TALK)
def test_who_speaks(name):
    source, said, speakers, clutter = TALK[name]
    document = build(source)
    assert (document.title, document.byline) == said
    assert [turn.speaker.of(document.text) for turn in document.turns] == speakers
    assert [span.of(document.text) for span in document.boilerplate] == clutter


@pytest.mark.parametrize(
    "source",
    [
        f"Spring concert\nLocation: the quay\nMar 4\n{SAID}\n\nAutumn concert\nLocation: the tower\nOct 4\n{SAID}",
        f"Pros:\n{SAID}\n\nCons:\n{SAID}\n\nPros:\n{SAID}\n\nCons:\n{SAID}",
        f"{SAID}\n\nWhy?\n\n{SAID}\n\nWho came to the quay?\n{SAID}\n\n{SAID}",
        f"WASHINGTON\n\n{SAID}\n\nNATO AND UN\n{SAID}\n\n{SAID}",
    ],
)
def test_what_only_looks_alike(source):
    assert read_pasted(source) is None


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Monday I had three", None),
        ("By Ada Lind for the Lamp", "Ada Lind"),
        ("By June I", None),
    ],
)
def test_no_day_writes(line, byline):
    assert build(f"{line}\n\n{SAID}").byline == byline


@pytest.mark.parametrize("head", ["灯台の話", "灯台、冬は早く点灯へ"])
def test_the_title_of_a_script_without_spaces_is_a_line_not_a_sentence(head):
    below = "\n".join(f"　{SAID_IN_JAPANESE}{number}" for number in range(4))
    assert build(f"{head}\n\n{below}").title == head
    assert build(f"{SAID_IN_JAPANESE}\n\n{below}").title is None


def test_a_talk_is_no_agenda():
    said = [SAID, "(Laughter)", SAID, SAID]
    times = ["00:04", "00:31", "00:33", "01:10"]
    document = build(
        "\n\n".join(f"{time}\n{words}" for time, words in zip(times, said, strict=True))
    )
    assert [section.kind for section in split(document)].count(SectionKind.ISSUE) == 1
    assert [span.of(document.text) for span in document.boilerplate] == [" ".join(times)]


def test_the_first_sentence_of_a_letter_is_no_clutter():
    found = split(
        build(
            "This is a test email body.\n\nIt validates two specific fixes:\n1. The oil.\n2. The wick."
        )
    )
    assert [section.kind for section in found] == ["issue"]


def test_no_question_of_many_is_the_title():
    asked = ["Who lit the lamp?", "Who let it go out, and when?", "Will it burn again?"]
    document = build("\n".join(asked))
    assert document.title is None
    assert [block.span.of(document.text) for block in document.blocks] == asked


def test_a_title_is_no_clutter():
    sections = split(
        build(f"What's new in the Lamp\n\nOil\n{SAID}\n\nWick\n{SAID}\n\nGlass\n{SAID}")
    )
    assert [section.kind for section in sections] == ["overview", "issue", "issue", "issue"]


@pytest.mark.parametrize(
    "line",
    [
        "ada\n2d\n",
        "Ada\n@ada\n·\n",
        "• Q\n",
        "§ 1 Q\n",
        "0:04\n",
        "🔥 Q\n",
        "Q?\na b\n",
        "QQ QQQQ\n",
        "ada commented on Mar 3\nAuthor\n",
    ],
)
def test_a_shape_costs_what_its_length_does(line):
    def work(count: int) -> int:
        return calls(read_pasted, "From: a b\n" + count * line)

    assert work(800) < 2.2 * work(400)


def build(source):
    return build_text(source.encode(), "x.txt", "text")
