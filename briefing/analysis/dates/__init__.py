from briefing.analysis.dates.find_dates import find_dates as find_dates
from briefing.analysis.dates.found_date import FoundDate as FoundDate
from briefing.analysis.dates.found_date import Precision as Precision
