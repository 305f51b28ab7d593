from briefing.analysis.entities.lexicon import word_set

_MEN = word_set("""
aaron abdul abdullah abraham adam ahmed alan albert alejandro alex alexander alexei alfred ali allen amir andre
andrew andy angel anthony antonio ari arthur asif barack ben benjamin bernard bernie bill billy bob bobby boris brad
bradley brandon brian bruce bryan calvin carl carlos cedric chad charles charlie chris christopher chuck
clarence clint clinton colin corey craig dale dan daniel darren daron dave david dean dennis derek dick dmitry
dominic don donald doug douglas duncan dwight earl ed eddie edgar eduardo edward elijah elon emmanuel eric erik
ernest eugene evan fernando francis francisco francois frank fred frederick fyodor gareth gary gavin gene geoff
geoffrey george gerald gerard gerry giovanni glenn gordon graham greg gregory guy hank hans harold harry harvey
hassan hector henry herbert howard hugh hugo ian ibrahim igor imran ivan jack jacob jake james jamie jared jason
javier jeb jeff jeffrey jeremy jerome jerry jesse jim jimmy joe joel john johnny jon jonathan jorge jose
joseph josh joshua juan julian justin karl keith ken kenneth kevin kurt kyle lance larry lawrence lee leon leonard
leonid lewis lloyd louis lucas luis luke manuel marc marco marcus mario mark marshall martin marty matt
matthew maurice max michael miguel mike mikhail mitch mitt mohamed mohammed mohammad moshe muhammad narendra
nathan neil newt nicholas nick nicolas nigel nikolai noah norman oleg oliver olivier omar oscar otto pablo patrick
paul pedro perry pete peter phil philip philippe pierre rafael ralph rand randy raul ray raymond recep reince
ricardo richard rick ricky rob robert roberto rodney roger roland ron ronald roy rudy rupert russell ryan salman sam samuel saul scott sean sebastian sergei sergey seth shane shaun shinzo sidney simon spencer stan stanley
stefan stephen steve steven stewart stuart ted terry theodore thomas tim timothy todd tom tommy tony travis trevor
tyler vaclav victor viktor vincent vladimir volodymyr walter warren wayne wesley will william winston wolfgang yasser yitzhak yuri zachary
""")
_WOMEN = word_set("""
abigail agnes aisha alexandra alice alicia alison allison amanda amber amy ana angela anita ann anna anne
annette annie april ashley audrey barbara beatrice bella beth betty beverly bonnie brenda bridget brittany camilla
carla carly carmen carol caroline carolyn catherine cathy cecilia charlotte chelsea cheryl chloe christina
christine claire clara claudia colleen condoleezza cynthia daria dawn debbie deborah debra denise diana diane donna
dora doris dorothy edith eileen elaine eleanor elena eliza elizabeth ella ellen emily emma erica erin esther
eva evelyn fatima fiona frances gabriela gail gina gloria grace greta haley hanna hannah harriet heather heidi
helen helena hilary hillary holly huma ida ingrid irene iris isabel isabella ivana ivanka jackie jacqueline jane
janet janice jen jennifer jenny jessica jill joan joanna joanne joyce judith judy julia julie june kamala karen
kate katherine kathleen kathryn kathy katie kayla keiko kellyanne kimberly kirsten kristen laura lauren
leah lena lillian linda lisa lois loretta louise lucia lucy lydia lynn madeleine madonna margaret maria
marian marie marilyn marina marion marissa martha mary maureen megan megyn melania melissa melinda michelle mildred
miriam molly monica nadia nancy naomi natalia natalie nicole nikki nina nora norma olga olivia oprah pamela
patricia paula peggy penelope penny phyllis rachel rebecca renee rita roberta rosa rose rosemary roxanne ruth
sabrina sally samantha sandra sara sarah serena sharon sheila shirley silvia simone sofia sonia sophia sophie
stacey stella stephanie sue susan susie suzanne svetlana sylvia tamara tammy tanya tara tatiana teresa
theresa tiffany tina tulsi ursula valentina valerie vanessa vera veronica victoria violet virginia vivian
wanda wendy whitney yolanda yulia yvonne zoe
""")
GIVEN = dict.fromkeys(_MEN, "m") | dict.fromkeys(_WOMEN, "f")
for _both in _MEN & _WOMEN:
    del GIVEN[_both]
"""Folded first name to "m" or "f", without unisex names."""
