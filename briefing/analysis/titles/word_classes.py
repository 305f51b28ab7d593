from briefing.analysis.entities.lexicon import PRONOUNS, word_set

DAYS = word_set("monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow")
REPORTING = word_set(
    "said says say saying told tells telling added adds noted notes announced reported believes thinks thought "
    "claimed claims argued argues insisted insists acknowledged warned warns suggested suggests wrote writes"
)
NO_SUBJECTS = PRONOUNS | word_set(
    "which there here what many some most others everyone nobody nothing something anything all none both"
)
"""Words that say nothing without the sentence before."""
PREPOSITIONS = word_set(
    "of for in on with between against to from over at after into by as about under through during"
)
HELPERS = word_set(
    "is are was were be been being has have had will would can could may might should must do does did "
    "isn't aren't wasn't weren't hasn't haven't hadn't won't wouldn't can't couldn't shouldn't don't doesn't didn't"
)
PASSIVES = word_set("is are was were be been being")
INTRANSITIVE = word_set(
    "resigned resigns died dies won wins lost loses quit quits retired retires failed fails fell falls rose rises "
    "collapsed collapses returned returns arrived arrives apologized apologizes conceded concedes surrendered "
    "ended ends began begins opened opens closed closes resumed resumes stalled stalls survived survives vanished"
)
"""Verbs that need no object."""
