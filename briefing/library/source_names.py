from briefing.sources.expand_paths import expand_paths as expand_paths
from briefing.sources.local_file import check_local_file as check_local_file
from briefing.sources.local_file import is_plain_file as is_plain_file
from briefing.sources.local_file import quote_name as quote_name
from briefing.sources.local_file import read_local_file as read_local_file
from briefing.sources.local_file import take_standard_input as take_standard_input
from briefing.sources.web.address_rules import is_address as is_address
from briefing.sources.web.address_rules import is_on_own_network as is_on_own_network
