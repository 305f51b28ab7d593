from briefing.analysis.entities.lexicon import PRONOUNS, word_set
from briefing.model.calendar_words import WEEKDAYS, month_names
from briefing.model.languages import ENGLISH

DAYS = frozenset((*WEEKDAYS, "today", "yesterday", "tomorrow"))
REPORTING = word_set(
    "said says say saying told tells telling added adds noted notes announced reported believes thinks thought "
    "claimed claims argued argues insisted insists believe think hope hopes acknowledged warned warns suggested suggests wrote writes"
)
NO_SUBJECTS = PRONOUNS | word_set(
    "which there here what many some most others everyone nobody nothing something anything someone somebody anyone anybody all none both"
)
"""Words that say nothing without the sentence before."""
PREPOSITIONS = word_set(
    "of for in on with between against to from over at after into by as about under through during"
)
HELPERS = word_set(
    "is are was were be been being has have had will would can could may might should must do does did "
    "'s ’s 're ’re 'm ’m 've ’ve 'll ’ll 'd ’d isn't aren't wasn't weren't hasn't haven't hadn't won't wouldn't can't couldn't shouldn't don't doesn't didn't"
)
POSTING = word_set(
    "posted posts shared shares wrote writes spoke speaks published publishes pitched presented presents discussed "
    "discusses talked talks gave"
)
"""Verbs of what somebody brings up, where the thing is the news and not that he does."""
TELLING = (
    REPORTING | POSTING | word_set("announce tell say indicated indicate indicates showed shows")
)
SAID_OF_THINGS = word_set(
    "announced announces reported reports acknowledged added adds suggested suggests claimed noted"
)
PRONOUN_SUBJECTS = word_set("he she it they we i")
SUBORDINATORS = word_set(
    "that which who whom whose as after before when if because while since although though where whether until "
    "unless than"
)
UNREAL = word_set("if whether unless until than")
"""Subordinators of what may not be so."""
TIMES = word_set(
    "today yesterday tomorrow tonight morning afternoon evening night week weekend month year now also"
)
MONTHS = frozenset(month_names(ENGLISH))
TWO_FORMED = word_set("beat put set hit cut let split shut spread cost hurt bid quit")
"""Verbs whose past looks like their bare form."""
COPULAS = word_set(
    "is are was were be been being remain remained remains become became becomes appear appeared appears seem "
    "seemed seems go went gone get got gets stay stayed stays turn turned turns looks look looked isn't aren't "
    "wasn't weren't"
)
"""Verbs that need an adjective or a noun."""
PASSIVES = word_set("is are was were be been being 's ’s 're ’re 'm ’m")
INTRANSITIVE = word_set(
    "resigned resigns died dies won wins lost loses quit quits retired retires failed fails fell falls rose rises "
    "collapsed collapses returned returns arrived arrives apologized apologizes conceded concedes surrendered "
    "ended ends began begins opened opens closed closes resumed resumes stalled stalls survived survives vanished"
)
"""Verbs that need no object."""
