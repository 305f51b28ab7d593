_COUNTRIES = """
Afghanistan|Albania|Algeria|Andorra|Angola|Argentina|Armenia|Australia|Austria|Azerbaijan|Bahamas|Bahrain
Bangladesh|Barbados|Belarus|Belgium|Belize|Benin|Bhutan|Bolivia|Bosnia|Bosnia and Herzegovina|Botswana|Brazil
Britain|Brunei|Bulgaria|Burkina Faso|Burma|Burundi|Cambodia|Cameroon|Canada|Cape Verde|Central African Republic
Chad|Chile|China|Colombia|Comoros|Congo|Costa Rica|Croatia|Cuba|Cyprus|Czech Republic|Czechia|Denmark|Djibouti
Dominica|Dominican Republic|East Timor|Ecuador|Egypt|El Salvador|England|Equatorial Guinea|Eritrea|Estonia
Eswatini|Ethiopia|Fiji|Finland|France|Gabon|Gambia|Georgia|Germany|Ghana|Great Britain|Greece|Grenada|Guatemala
Guinea|Guinea-Bissau|Guyana|Haiti|Honduras|Hungary|Iceland|India|Indonesia|Iran|Iraq|Ireland|Israel|Italy
Ivory Coast|Jamaica|Japan|Jordan|Kazakhstan|Kenya|Kiribati|Kosovo|Kuwait|Kyrgyzstan|Laos|Latvia|Lebanon|Lesotho
Liberia|Libya|Liechtenstein|Lithuania|Luxembourg|Madagascar|Malawi|Malaysia|Maldives|Mali|Malta|Mauritania
Mauritius|Mexico|Micronesia|Moldova|Monaco|Mongolia|Montenegro|Morocco|Mozambique|Myanmar|Namibia|Nauru|Nepal
Netherlands|New Zealand|Nicaragua|Niger|Nigeria|North Korea|North Macedonia|Northern Ireland|Norway|Oman|Pakistan
Palau|Palestine|Panama|Papua New Guinea|Paraguay|Peru|Philippines|Poland|Portugal|Qatar|Romania|Russia|Rwanda
Samoa|San Marino|Saudi Arabia|Scotland|Senegal|Serbia|Seychelles|Sierra Leone|Singapore|Slovakia|Slovenia
Solomon Islands|Somalia|South Africa|South Korea|South Sudan|Soviet Union|Spain|Sri Lanka|Sudan|Suriname|Sweden
Switzerland|Syria|Taiwan|Tajikistan|Tanzania|Thailand|Togo|Tonga|Trinidad and Tobago|Tunisia|Turkey|Turkmenistan
Tuvalu|Uganda|Ukraine|United Arab Emirates|United Kingdom|United States|United States of America|Uruguay
Uzbekistan|Vanuatu|Venezuela|Vietnam|Wales|Yemen|Yugoslavia|Zaire|Zambia|Zimbabwe|America|Europe|Asia|Africa
U.S.|US|USA|U.S.A.|U.K.|UK|UAE|U.A.E.|U.S|USSR|DPRK|D.P.R.K.|PRC|P.R.C.|DRC|D.R.C.
"""
COUNTRIES = frozenset(n.casefold() for n in _COUNTRIES.replace("\n", "|").split("|") if n)
"""Folded names of countries and continents; places even when they act."""

_PEOPLES = """
Afghan|African|Albanian|Algerian|American|Angolan|Arab|Argentine|Argentinian|Armenian|Asian|Australian|Austrian
Azerbaijani|Bahraini|Bangladeshi|Belarusian|Belgian|Bolivian|Bosnian|Brazilian|British|Briton|Bulgarian|Burmese
Cambodian|Cameroonian|Canadian|Chechen|Chilean|Chinese|Colombian|Congolese|Croatian|Croat|Cuban|Cypriot|Czech
Danish|Dane|Dutch|Ecuadorian|Egyptian|Emirati|English|Eritrean|Estonian|Ethiopian|European|Filipino|Finnish|Finn
French|Georgian|German|Ghanaian|Greek|Guatemalan|Haitian|Honduran|Hungarian|Icelandic|Indian|Indonesian|Iranian
Iraqi|Irish|Israeli|Italian|Jamaican|Japanese|Jordanian|Kazakh|Kenyan|Korean|Kosovar|Kurd|Kurdish|Kuwaiti|Kyrgyz
Laotian|Latvian|Lebanese|Liberian|Libyan|Lithuanian|Macedonian|Malaysian|Maltese|Mexican|Moldovan|Mongolian
Montenegrin|Moroccan|Mozambican|Namibian|Nepalese|Nicaraguan|Nigerian|North Korean|Norwegian|Omani|Pakistani
Palestinian|Panamanian|Paraguayan|Persian|Peruvian|Polish|Pole|Portuguese|Qatari|Romanian|Russian|Rwandan|Saudi
Scottish|Scot|Senegalese|Serbian|Serb|Singaporean|Slovak|Slovakian|Slovenian|Somali|South African|South Korean
Soviet|Spanish|Spaniard|Sri Lankan|Sudanese|Swedish|Swede|Swiss|Syrian|Taiwanese|Tajik|Tanzanian|Thai|Tibetan
Tunisian|Turkish|Turk|Turkmen|Ugandan|Ukrainian|Uruguayan|Uzbek|Venezuelan|Vietnamese|Welsh|Yemeni|Yugoslav
Zairean|Zambian|Zimbabwean|Jewish|Muslim|Christian|Catholic|Protestant|Sunni|Shiite|Islamic|Hispanic|Latino
"""
_NAMES = {name.casefold() for name in _PEOPLES.replace("\n", "|").split("|") if name}
PEOPLES = frozenset(_NAMES | {f"{name}s" for name in _NAMES})
"""Folded names of peoples and faiths, singular and plural; neither organizations nor places."""
