"""Which paragraphs of an account say what the accounts before it do not."""

import pytest

from briefing.library.stories.added_passages import compare_accounts, find_added, make_account
from briefing.model import Analysis, Briefing, Section, SectionKind, Span, TitleSource
from briefing.sources.build_document import build_text

FIRST = """The Marlow bridge was closed to lorries on Monday after engineers found cracks in two girders. Inspectors
from the county said the cracks had grown since the autumn survey.

Ferry crossings will run every twenty minutes until the girders are replaced."""
SAID_AGAIN = "Two girders of the Marlow bridge have cracks, engineers found, and on Monday it closed to lorries."
ADDED = "The mayor of Pelham promised buses for pupils and asked shopkeepers to stay open late."
BYLINE = "Jo Reed and Al Moss contributed to this report."
TWO_IN_ONE = """Until both girders are replaced a ferry crosses every twenty minutes. Nobody was hurt when a
delivery van hit a barrier near the northern ramp."""


def account_of(text: str, name: str = "a"):
    document = build_text(text.encode(), f"{name}.txt", "text")
    span = Span(0, len(document.text))
    section = Section(SectionKind.ISSUE, name, TitleSource.INFERRED, span)
    return make_account(Briefing(document, Analysis((section,))), section)


def added(*texts: str):
    """Of each paragraph of each text, whether it adds something."""
    accounts = [account_of(text) for text in texts]
    return [
        [Span(told[0].start, told[-1].end) in spans for told in account.paragraphs]
        for account, spans in zip(accounts, find_added(accounts), strict=True)
    ]


@pytest.mark.parametrize(
    ("later", "adds"),
    [
        (SAID_AGAIN, [False]),
        (ADDED, [True]),
        (f"{SAID_AGAIN}\n\n{ADDED}", [False, True]),
        (TWO_IN_ONE, [True]),
        (f"{ADDED}\n\n{BYLINE}", [True]),
        (BYLINE, []),
        (SAID_AGAIN.replace("cracks,", "cracks of $2 million,"), [True]),
        (FIRST, [False, False]),
    ],
)
def test_a_later_account_adds_what_is_not_said_before(later, adds):
    first, second = added(FIRST, later)
    assert second == adds
    assert all(first), "nothing was said before the first"


def test_each_sentence_knows_who_else_says_it():
    accounts = [account_of(each) for each in (FIRST, TWO_IN_ONE, f"{SAID_AGAIN} {ADDED}")]
    _, [second], [third] = compare_accounts(accounts, (0, 1, 2))
    assert [s.said_by for s in second] == [{0: 2}, {}]
    assert [s.said_by for s in third] == [{0: 0}, {}]
    assert [s.alone for s in third] == [False, True]


def test_an_order_decides_who_adds():
    *_, last = added(FIRST, ADDED, ADDED)
    assert last == [False]


def test_what_is_known_is_only_compared():
    accounts = [account_of(each) for each in (FIRST, TWO_IN_ONE, ADDED)]
    assert list(find_added(accounts, 2)) == list(find_added(accounts))[2:]


def test_languages_without_spaces_are_compared():
    said = "市政府周一宣布关闭大桥,因为工程师发现了裂缝。"
    again = "因为工程师发现了裂缝,市政府周一宣布关闭大桥。"
    new = "渡轮每二十分钟开一班,直到更换钢梁为止。"
    _, second = added(said, f"{again}\n\n{new}")
    assert second == [False, True]


def test_spans_are_those_of_the_text():
    account = account_of(TWO_IN_ONE)
    [[paragraph]] = compare_accounts([account], [0])
    assert [s.span.of(account.text).split()[0] for s in paragraph] == ["Until", "Nobody"]
