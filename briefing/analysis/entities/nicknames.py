_FAMILIES = """
william bill billy will willie liam|robert bob bobby rob robbie bert|richard dick rick ricky rich
james jim jimmy jamie|john johnny jack jon|joseph joe joey|michael mike mick mickey|thomas tom tommy
charles charlie chuck|edward ed eddie ted teddy ned|anthony tony|donald don donnie|ronald ron ronnie
kenneth ken kenny|stephen steven steve|daniel dan danny|david dave davy|samuel sam|benjamin ben benny
alexander alex alec sandy sasha|nicholas nick|christopher chris kit|matthew matt|andrew andy drew
gregory greg|jeffrey jeff geoffrey geoff|lawrence larry|gerald gerry jerry|timothy tim|peter pete
patrick pat paddy|francis frank|frederick fred freddie|henry harry hank|theodore ted theo|eugene gene
raymond ray|douglas doug|philip phil phillip|leonard len|albert al bert|alfred al fred alf
elizabeth liz beth betty lizzie eliza|margaret maggie meg peggy|katherine kate kathy katie catherine
susan sue|deborah debbie deb|barbara barb|patricia pat patty|jennifer jen jenny|rebecca becky
victoria vicky|dorothy dot|judith judy|nancy nan|sandra sandy|vladimir volodymyr vlad|mikhail misha
jacob jake|joshua josh|nathaniel nathan nate|zachary zach|rudolph rudy|rafael rafa|rupert bert
abraham abe|bradley brad|clifford cliff|clinton clint|curtis curt|dennis denny|leroy roy|louis lou
martin marty|maurice maury|melvin mel|mitchell mitch|newton newt|randall randy|stanley stan|stuart stu
terence terry|vincent vince|walter walt wally|wesley wes|yevgeny evgeny yevgeni|sergei sergey serge
aleksandr alexander|alexei aleksei alexey|dmitry dmitri|yuri yury|muhammad mohammed mohammad mohamed
"""
_SETS: dict[str, frozenset[str]] = {}
for _family in _FAMILIES.replace("\n", "|").split("|"):
    _names = frozenset(_family.split())
    for _name in _names:
        _SETS[_name] = _SETS.get(_name, frozenset()) | _names


def same_first_name(a: str, b: str) -> bool:
    if a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]):
        return True
    return b in _SETS.get(a, frozenset())
