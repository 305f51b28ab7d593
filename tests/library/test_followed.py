"""Stories that the reader follows: what is proposed, decided, undone and news. No test reads a clock."""

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from msgspec.structs import replace

from briefing.errors import InputError
from briefing.library.carry_over import carry_over_to_new_version
from briefing.library.followed.followed_service import FollowedService, FormerRows
from briefing.library.stories.story_service import StoryService
from briefing.model import Briefing
from briefing.storage.database import Database
from briefing.storage.followed_rows import FollowedRows
from briefing.storage.repositories import Repositories
from briefing.storage.search_index import SearchIndex
from tests.library.test_stories import (
    BRIDGE_CLOSED,
    BRIDGE_ELSEWHERE,
    ORCHARDS,
    STRIKE,
    briefing,
)

ONE, OTHER = briefing("one", BRIDGE_CLOSED), briefing("other", BRIDGE_ELSEWHERE)
MORE = " The mayor, Hedda Quill, asked for a pontoon that carries 24 lorries an hour."
LATER = briefing("later", BRIDGE_ELSEWHERE + MORE, agency="Pelham Post")
FRUIT, WARDS = briefing("fruit", ORCHARDS), briefing("wards", STRIKE)
BAD_NAMES = ["  ", "x" * 81, "BRIDGE"]


class Following:
    """A library in memory, without models."""

    def __init__(self) -> None:
        self.database = Database(None)
        self.store = Repositories(self.database)
        self.index = SearchIndex(self.database)
        load = self.store.documents.briefing
        self.followed = FollowedService(self.database, load)
        self.stories = StoryService(self.database, load, (self.followed.find_followed,))

    def take(self, *some: Briefing) -> None:
        for each in some:
            self.store.documents.keep(each)
            self.index.put(each)
        self.stories.join()

    def story(self, title: str = "one"):
        return next(
            s for s in self.stories.all("", 1) if title in {issue.title for issue in s.issues}
        )

    def follow(self, title: str = "one", name: str = "") -> str:
        return self.followed.follow(self.story(title), name)[0]

    def page(self, id: str):
        return self.followed.page(id)

    def titles(self, id: str) -> tuple[set[str], set[str]]:
        """Confirmed and proposed ones."""
        page = self.page(id)
        return {i.title for i in page.issues}, {i.title for i in page.proposed}

    def remove(self, title: str) -> None:
        with self.database.write() as connection:
            connection.execute("DELETE FROM document WHERE title = ?", (title,))


@pytest.fixture
def there():
    made = Following()
    yield made
    made.database.close()


def test_a_story_is_followed_with_all_its_issues(there):
    there.take(ONE, OTHER, FRUIT)
    id = there.follow()
    assert [(each.name, each.confirmed) for each in there.followed.all()] == [("one", 2)]
    assert there.titles(id) == ({"one", "other"}, set())
    assert there.followed.following(there.stories.all("", 1)).keys() == {there.story().id}
    with pytest.raises(InputError, match="already, as one"):
        there.follow("other")


def test_an_issue_that_joins_is_proposed_with_a_reason_until_it_is_decided(there):
    there.take(ONE, OTHER, FRUIT)
    id = there.follow()
    there.take(LATER, WARDS)
    [proposed] = there.page(id).proposed
    assert (proposed.title, proposed.confidence > 0.7) == ("later", True)
    assert any(word in proposed.reason for word in ("girders", "cracks", "Marlow", "Pelham"))
    undo = there.followed.reject(id, [proposed])
    assert there.titles(id) == ({"one", "other"}, set())
    there.index.put(LATER)
    there.stories.join()
    assert there.titles(id) == ({"one", "other"}, set()), "also after it was analysed again"
    there.followed.undo(undo)
    assert there.titles(id) == ({"one", "other"}, {"later"})
    undo = there.followed.confirm(id, [proposed])
    assert there.titles(id) == ({"one", "other", "later"}, set())
    there.followed.undo(undo)
    assert there.titles(id) == ({"one", "other"}, {"later"})


def test_a_copy_of_what_was_rejected_is_not_proposed(there):
    there.take(ONE)
    id = there.follow()
    there.take(OTHER)
    there.followed.reject(id, there.page(id).proposed)
    there.take(briefing("copy", "From our desk. " + BRIDGE_ELSEWHERE))
    assert there.titles(id) == ({"one"}, set())


def test_an_issue_that_is_like_the_members_is_proposed_though_its_story_is_another(there):
    there.take(ONE, OTHER)
    id = there.follow()
    there.take(LATER)
    with there.database.write() as connection:
        connection.execute("INSERT INTO story VALUES (99)")
        connection.execute(
            "UPDATE story_issue SET story = 99 WHERE section IN (SELECT s.id FROM section s "
            "JOIN document d ON d.id = s.document WHERE d.title = 'later')"
        )
    assert there.titles(id) == ({"one", "other"}, {"later"})


def test_what_is_new_since_the_page_was_read(there):
    there.take(ONE, OTHER)
    id = there.follow()
    assert not there.page(id).news
    there.take(LATER)
    news = there.page(id).news
    assert [figure for figure in news.figures if figure.startswith("24")]
    there.followed.confirm(id, there.page(id).proposed)
    before = there.page(id).followed.seen
    there.followed.look(id)
    assert not there.page(id).news
    assert there.followed.page(id, before).news == news, "while the page is open"


def test_the_newest_issue_comes_first(there):
    texts = (ORCHARDS, f"{ORCHARDS} It froze again.", f"{ORCHARDS} It thawed.")
    days = ("2026-03-02", "2026-03-09", "2026-03-04")
    there.take(*(briefing(d, t, day=d) for d, t in zip(days, texts, strict=True)))
    id = there.follow("2026-03-02")
    assert [issue.title for issue in there.page(id).issues] == sorted(days, reverse=True)


def test_merging_and_splitting(there):
    there.take(ONE, OTHER, FRUIT)
    bridge, frost = there.follow(), there.follow("fruit", "Frost")
    undo = there.followed.merge(bridge, frost)
    assert there.titles(bridge)[0] == {"one", "other", "fruit"}
    assert [each.name for each in there.followed.all()] == ["one"]
    there.followed.undo(undo)
    assert (there.titles(bridge)[0], there.titles(frost)[0]) == ({"one", "other"}, {"fruit"})
    chosen = [issue for issue in there.page(bridge).issues if issue.title == "other"]
    half, undo = there.followed.split(bridge, chosen, "Ferries")
    assert there.titles(bridge) == ({"one"}, set()), "what moved away is not proposed"
    assert there.titles(half) == ({"other"}, set()), "nor what stays"
    there.take(LATER)
    assert (there.titles(bridge)[1], there.titles(half)[1]) == (set(), {"later"})
    there.followed.undo(undo)
    assert there.titles(bridge) == ({"one", "other"}, {"later"})
    assert there.page(half) is None


@pytest.mark.parametrize("name", BAD_NAMES)
def test_names_are_checked(there, name):
    there.take(ONE, FRUIT)
    there.follow(name="Bridge")
    id = there.follow("fruit")
    for change in (
        lambda: there.followed.rename(id, name),
        lambda: there.followed.split(id, there.page(id).issues, name),
    ):
        with pytest.raises(InputError):
            change()


def test_what_cannot_be_is_said(there):
    there.take(ONE, OTHER)
    id = there.follow()
    for change in (
        lambda: there.followed.merge(id, id),
        lambda: there.followed.split(id, there.page(id).issues, "All"),
        lambda: there.followed.split(id, (), "None"),
        lambda: there.followed.confirm("gone", there.page(id).issues),
        lambda: there.followed.rename("gone", "Bridge"),
        lambda: there.followed.find("gone"),
    ):
        with pytest.raises(InputError):
            change()


def test_what_is_split_and_merged_again_is_decided_once(there):
    there.take(ONE, OTHER)
    id = there.follow()
    issue = there.page(id).issues[:1]
    for _ in range(2):
        half, _ = there.followed.split(id, issue, "Half")
        assert [each.confirmed for each in there.followed.all()] == [1, 1]
        undo = there.followed.merge(id, half)
        assert len(there.store.database.all("SELECT 1 FROM followed_issue")) == 2
    there.followed.undo(undo)
    assert [each.confirmed for each in there.followed.all()] == [1, 1]
    assert {len(there.page(each.id).issues) for each in there.followed.all()} == {1}


def test_what_was_deleted_meanwhile_is_not_followed(there):
    there.take(ONE, OTHER)
    story = there.story()
    there.remove("one")
    assert there.titles(there.followed.follow(story)[0]) == ({"other"}, set())
    there.remove("other")
    with pytest.raises(InputError, match="not in the library any more"):
        there.followed.follow(story, "Bridge")
    assert [each.name for each in there.followed.all()] == ["one"]


def test_another_program_cannot_come_between_a_look_and_a_change(there, monkeypatch):
    there.take(ONE, OTHER, FRUIT)
    id = there.follow()
    page, known, alone = there.page(id), FollowedRows.all, []
    monkeypatch.setattr(
        FollowedRows, "all", lambda rows: alone.append(not there.database._writing) or known(rows)
    )
    there.followed.rename(id, "Bridge")
    there.followed.confirm(id, page.issues)
    half, _ = there.followed.split(id, page.issues[:1], "Half")
    there.followed.merge(id, half)
    there.followed.follow(there.story("fruit"))
    assert len(alone) >= 6
    assert not any(alone)


def test_titles_become_names_that_are_free(there):
    there.take(briefing("a" * 200 + "\x1b[2J", ORCHARDS), ONE)
    id = there.follow("one", "Bridge\x07 \x1b[31m")
    assert "\x1b" not in there.page(id).followed.name
    there.followed.unfollow(id)
    title = next(s.title for s in there.stories.all("", 1) if s.title.startswith("aaa"))
    assert len(there.page(there.follow(title)).followed.name) <= 80


def test_a_new_version_takes_the_place_of_its_text(there):
    old = replace(ONE, document=replace(ONE.document, source="bridge.md"))
    new = briefing("one", BRIDGE_CLOSED + MORE)
    new = replace(new, document=replace(new.document, source="bridge.md"))
    there.take(old, OTHER)
    id = there.follow()
    there.take(new)
    page = there.page(id)
    assert {i.sha256 for i in page.issues} == {new.document.sha256, OTHER.document.sha256}
    assert page.proposed == ()
    assert page.news.figures == ("24 lorries",), "the version before is known"


def test_followed_stories_come_first(there):
    there.take(ONE, OTHER, FRUIT, briefing("more fruit", ORCHARDS + " It froze again."))
    id = there.follow("fruit")
    assert there.stories.all()[0].title.endswith("fruit")
    there.followed.unfollow(id)
    there.follow()
    assert there.stories.all()[0].title == "one"


TEXTS = {
    "bridge 0": BRIDGE_CLOSED,
    "bridge 1": BRIDGE_ELSEWHERE,
    "bridge 2": BRIDGE_ELSEWHERE + MORE,
    "frost 0": ORCHARDS,
    "frost 1": ORCHARDS + " Prices will rise again, growers said, before the summer.",
}


class Decisions(RuleBasedStateMachine):
    """Whatever happens to the texts, what the reader decided last of an issue holds."""

    def __init__(self) -> None:
        super().__init__()
        self.there = Following()
        self.decided: dict[str, dict[str, str]] = {}
        """States by title, of each followed story."""
        self.undone: list[tuple[FormerRows, dict[str, dict[str, str]]]] = []
        self.texts = {title: self._make(title, text) for title, text in TEXTS.items()}
        self.present = set(TEXTS)

    @staticmethod
    def _make(title: str, text: str) -> Briefing:
        made = briefing(title, text)
        return replace(made, document=replace(made.document, source=f"{title}.md"))

    @initialize()
    def begin(self) -> None:
        self.there.take(*self.texts.values())

    def _issues(self, titles):
        stories = self.there.stories.all("", 1)
        return [i for s in stories for i in s.issues if i.title in titles and i.sha256 == self.texts[i.title].document.sha256]  # fmt: skip

    def _remember(self, undo) -> None:
        self.undone.append((undo, {id: dict(each) for id, each in self.decided.items()}))

    def _one(self, data) -> str:
        return data.draw(st.sampled_from(sorted(self.decided, key=self._name)))

    def _name(self, id: str) -> str:
        return self.there.followed.get(id).name

    @rule(title=st.sampled_from(sorted(TEXTS)))
    def follow(self, title):
        issues = self._issues({title})
        stories = [s for s in self.there.stories.all("", 1) if issues and issues[0] in s.issues]
        if not stories or self.there.followed.following(stories):
            return
        old = {e.document.sha256 for e in self.texts.values()}
        if any(issue.sha256 not in old for issue in stories[0].issues):
            return
        before = {id: dict(each) for id, each in self.decided.items()}
        id, undo = self.there.followed.follow(stories[0])
        self.undone.append((undo, before))
        self.decided[id] = {issue.title: "confirmed" for issue in stories[0].issues}

    @rule(data=st.data(), title=st.sampled_from(sorted(TEXTS)), state=st.booleans())
    def decide(self, data, title, state):
        issues = self._issues({title})
        if not self.decided or not issues:
            return
        id = self._one(data)
        before = {each: dict(states) for each, states in self.decided.items()}
        change = self.there.followed.confirm if state else self.there.followed.reject
        self.undone.append((change(id, issues), before))
        self.decided[id][title] = "confirmed" if state else "rejected"

    @rule(data=st.data())
    def merge(self, data):
        if len(self.decided) < 2:
            return
        kept, other = self._one(data), self._one(data)
        if kept == other:
            return
        self._remember(self.there.followed.merge(kept, other))
        for title, state in self.decided.pop(other).items():
            if self.decided[kept].get(title) != "confirmed":
                self.decided[kept][title] = state

    @rule(data=st.data())
    def split(self, data):
        if not self.decided:
            return
        id = self._one(data)
        there = [t for t, s in self.decided[id].items() if s == "confirmed" and t in self.present]
        if len(there) < 2:
            return
        moved = set(data.draw(st.lists(st.sampled_from(sorted(there)), min_size=1, max_size=len(there) - 1)))  # fmt: skip
        stay = {t for t, s in self.decided[id].items() if s == "confirmed"} - moved
        before = {each: dict(states) for each, states in self.decided.items()}
        new, undo = self.there.followed.split(id, self._issues(moved), f"split {len(self.undone)}")
        self.undone.append((undo, before))
        self.decided[new] = dict.fromkeys(moved, "confirmed") | dict.fromkeys(stay, "rejected")
        self.decided[id] |= dict.fromkeys(moved, "rejected")

    @rule(data=st.data())
    def unfollow(self, data):
        if self.decided:
            id = self._one(data)
            self._remember(self.there.followed.unfollow(id))
            del self.decided[id]

    @rule()
    def undo(self):
        if self.undone:
            undo, before = self.undone.pop()
            self.there.followed.undo(undo)
            self.decided = before

    @rule(title=st.sampled_from(sorted(TEXTS)))
    def analyse_again(self, title):
        if title in self.present:
            self.there.take(self.texts[title])

    @rule(title=st.sampled_from(sorted(TEXTS)))
    def bring_a_new_version(self, title):
        if title in self.present:
            old = self.texts[title].document.text
            text = f"Updated at noon. {old}" if len(old) < 900 else old.replace("Updated at noon. ", "")  # fmt: skip
            made = self._make(title, text)
            if made.document.sha256 != self.texts[title].document.sha256:
                self.there.take(made)
                carry_over_to_new_version(self.there.store, made)
                self.texts[title] = made

    @rule(title=st.sampled_from(sorted(TEXTS)))
    def delete(self, title):
        if title in self.present:
            self.there.remove(title)
            self.present.discard(title)

    @rule(title=st.sampled_from(sorted(TEXTS)))
    def read_again(self, title):
        if title not in self.present:
            self.there.take(self.texts[title])
            self.present.add(title)

    @invariant()
    def each_decision_holds(self):
        assert {each.id for each in self.there.followed.all()} == self.decided.keys()
        for id, states in self.decided.items():
            page = self.there.page(id)
            confirmed = {t for t, s in states.items() if s == "confirmed"}
            assert {i.title for i in page.issues} == confirmed & self.present
            assert not {i.title for i in page.proposed} & states.keys()
            assert set(page.gone) == confirmed - self.present

    def teardown(self) -> None:
        self.there.database.close()


TestDecisions = Decisions.TestCase
TestDecisions.settings = settings(max_examples=12, stateful_step_count=12, deadline=None)
