import re

_LINES = r"""
source ?(?:link|article|url)|original (?:article|source|post)|view original
leave (?:a|your) (?:reply|comment|response)|post (?:a )?comment|add (?:a )?comment|cancel reply
your email address will not be published.{0,220}|required fields are marked.{0,220}
save my name,? (?:and )?email.{0,220}|notify me of (?:new|follow-?up) .{0,220}|this site uses akismet.{0,220}
(?:comments|discussion) (?:are|is) (?:now )?(?:closed|off|disabled).{0,220}|(?:no|\d+) (?:comments?|responses?|replies)(?: yet)?
(?:be the first to comment|view|show|see|load|read|hide)(?: all| more)?(?: \d+)? comments?.{0,220}
(?:please )?(?:log|sign) ?in (?:to|or) .{1,60}|log ?in|sign ?in|sign ?up|register|my account|subscribe(?: now| today| here)?|unsubscribe
sign up (?:for|to|here|today|now)\b.{0,160}|(?:get|receive) (?:our|the|breaking) .{0,120}(?:newsletter|inbox|updates|e-?mail).{0,220}
subscribe (?:to|for|on|via|here)\b.{0,120}|(?:click|tap) (?:here )?to (?:share|e-?mail|print|subscribe|tweet|read|view|download|enlarge|expand).{0,220}
click here\b.{0,80}|click to .{1,40}\(opens in new window\)
share(?:s|d)?|(?:[\d,.]+k? ?)?shares?|share (?:this|on|via|it)\b.{0,40}|sharing is caring.{0,3}|please share.{0,60}
(?:share on|share via|facebook|twitter|tweet|pinterest|pin it|whatsapp|linkedin|reddit|tumblr|e-?mail|print|flipboard|telegram|instagram|youtube|messenger|mastodon|bluesky|threads|copy(?: link| url)?|pocket|digg|stumbleupon|google\+?|vk|rss|x|more|mix)(?:[\s,|/•·]+(?:share on|share via|facebook|twitter|tweet|pinterest|pin it|whatsapp|linkedin|reddit|tumblr|e-?mail|print|flipboard|telegram|instagram|youtube|messenger|mastodon|bluesky|threads|copy(?: link| url)?|pocket|digg|stumbleupon|google\+?|vk|rss|x|mix))*
print(?: this)?(?: article| page| story)?|e-?mail (?:this|me|us|the author)?(?: article| story| page)?|copied!?|link copied.{0,220}
like this:?|like loading\W*+|like this: like loading\W*+|loading\W*+|likes?|liked? by .{0,40}
(?:previous|next|prev|older|newer)(?: (?:article|post|story|page|entry|posts|up|stories))?\W*+|[«‹<←]+ ?(?:previous|older|back).{0,220}|(?:next|newer).{0,220}[»›>→]+
(?:related|similar|recommended|trending|popular|latest|top|featured|more|further|suggested)(?: (?:articles?|posts?|stories|story|news|reading|content|topics?|tags?|videos?|links|items|now|headlines|coverage|searches))?:?
(?:most|also) (?:popular|read|viewed|shared|watched|commented|recent|emailed)(?: (?:stories|news|articles|posts))?:?|(?:you (?:may|might)|people) also (?:like|be interested in|enjoy|read)\W*+|you (?:may|might) like
read (?:more|next|also|full|the full|on)\b.{0,140}|see (?:also|more|all)\b.{0,90}|also (?:read|see|on|in)\b.{0,120}|(?:watch|listen)(?: (?:now|live|next|also|more))?:.{0,120}|don['’]t miss:?.{0,100}|show (?:more|less)|view (?:all|more|pdf|gallery)\b.{0,40}|learn more|find out more|continue reading.{0,60}|keep reading.{0,60}|skip to .{1,40}|jump to .{1,40}|back to (?:top|home|news).{0,20}|scroll (?:down|for|to) .{1,40}|go to .{1,20}
(?:story|article|text|content|report|page)s? continues?(?: below| after).{0,40}|(?:this )?(?:article|story) (?:continues|appears|was originally|originally|first|has been).{0,140}
advert(?:isement|orial|ising)?s?\W{0,20}(?:[-–—:].{0,40})?|(?:paid|sponsored)(?: (?:content|post|links?|stories|by .{1,40}))?|ad(?:s| choices)?|adchoices|promoted(?: (?:content|stories))?|report (?:this )?ad|skip ad|(?:ad|advertisement) .{1,20}
(?:tags?|filed under|categor(?:y|ies)|topics?|keywords|labels|posted in|filed in|subjects?|in this article|more on|related (?:tags|topics))\s*:.{0,200}|tags?|categor(?:y|ies)|topics?|subjects?|filed under .{1,120}|posted in .{1,160}|tags? (?:#\w|[A-Z]).{0,160}
(?:©|\(c\)|copyright)\W.{0,200}|.{0,80}\ball rights reserved\b.{0,80}|.{0,60}\bmay not be (?:published|reproduced).{0,120}
(?:terms|privacy|cookies?|accessibility|legal|disclaimer|contact|about|advertise|careers|jobs|help|faqs?|sitemap|site map|feedback|site feedback|corrections?|press|newsletters?|masthead|imprint|customer service|home|menu|search|close|archives?|support|donate|follow us|join us|contact us|about us)(?: (?:of|and|&|us|policy|notice|statement|use|service|conditions|settings|preferences|center|with us|map|policies|information))*
.{0,30}\b(?:privacy policy|terms of (?:use|service)|cookie (?:policy|settings|preferences)|do not sell my)\b.{0,60}|(?:we|this (?:site|website)) uses? cookies.{0,200}|by (?:continuing|clicking|signing|subscribing|using)\b.{0,40}you (?:agree|accept|consent).{0,200}|accept(?: all)?(?: cookies)?|manage cookies|reject all
follow (?:us|me|the|@|on|[A-Z]\w+ on)\b.{0,120}|join (?:us|our|the (?:conversation|discussion))\b.{0,120}|like us on .{1,60}|find us on .{1,60}|connect with us.{0,40}|stay (?:connected|informed|up to date|in touch|tuned)\b.{0,60}|download (?:our|the) .{0,30}app.{0,40}|get the app|available on .{0,30}store
(?:don['’]t have an account|already (?:a (?:member|subscriber)|have an account|subscribed))\b.{0,80}|(?:support|donate to|become a|give to)\b.{0,30}(?:journalism|member|patron|supporter|subscriber|today|us)\b.{0,60}
(?:thank you|thanks) for (?:reading|subscribing|signing|visiting|joining|your (?:support|interest|subscription))\b.{0,80}|no spam.{0,120}|(?:please )?(?:check|confirm) your (?:inbox|email).{0,80}|enter your e-?mail.{0,60}|(?:your )?e-?mail(?: address)?\s*+\*?|(?:first |last |full )?name\s*\*|website\s*+\*?|message\s*+\*?|send|submit|captcha|invalid email.{0,40}|an error (?:has )?occurred.{0,60}|this article has been sent.{0,40}
\d+ ?(?:-|of|/(?! ?(?:5|10|100)\b)) ?\d+(?: of \d+)?|next prev|prev next|page \d+(?: of \d+)?|\d+ (?:min|minute)s? read|slide ?show|gallery|see full gallery|view (?:photo|image)s?|play video|video|audio|photos?|watch video|live
(?:images?|photos?|picture|video|getty(?: images)?|file photo|screenshot|credit)\s*(?:credit|by|via|courtesy|source|:|/|©).{0,120}|\((?:image|photo|picture|credit|file|ap|reuters)\b[^)]{0,120}\)?|getty(?: images)?
(?:first |last )?(?:published|updated|posted|modified|created)\b.{0,70}\d.{0,40}|last (?:updated|modified|edited)\b.{0,60}
this (?:post|article|page|story|entry) (?:was (?:originally |first )?(?:published|posted|updated|written|produced)|has been (?:updated|corrected|edited)|may contain|contains (?:affiliate|paid|sponsored))\b.{0,140}|.{0,80}\b(?:affiliate|commission)\b.{0,40}\b(?:links?|purchase|buy|commission)\b.{0,100}
.{0,120}\b(?:(?:subscribe|sign up) (?:to|for) (?:our|the|a|my|your)(?: free)?\b|follow (?:us|him|her|me|them) (?:on|at|@)|sign up (?:now|today|here)\b|(?:daily|weekly|free|morning|evening|email) newsletter\b).{0,140}
you(?:['’]re| are)? (?:(?:have )?receiv(?:ed?|ing)|got|getting) this (?:e-?mail|message|newsletter)\b.{0,160}|(?:this e-?mail|it) was sent to \S{1,60}.{0,80}
(?:(?:facebook twitter )?flag as irrelevant|see more results|edit this alert|view all your alerts|unsubscribe(?: here| from .{1,30})?|(?:manage|update|change|edit) (?:your |my )?(?:e-?mail |newsletter )?(?:preferences|settings|subscriptions?|profile)|view (?:(?:this|it) )?(?:e-?mail )?(?:in|on) (?:your |a |the )?(?:web ?)?(?:browser|web)|(?:read|open|listen) in (?:the )?app|upgrade to paid|forward (?:this |to )(?:e-?mail )?(?:to )?a friend|privacy(?: policy)?|terms(?: of (?:use|service))?)(?:\s*[|·•,/]\s*(?:edit this alert|view all your alerts|unsubscribe(?: here)?|(?:manage|update|change|edit) (?:your |my )?(?:e-?mail |newsletter )?(?:preferences|settings|subscriptions?|profile)|view (?:this )?(?:e-?mail )?in (?:your |a )?browser|forward to a friend|privacy(?: policy)?|terms(?: of (?:use|service))?|contact(?: us)?|help|advertise))*
permalink|bookmark the permalink.{0,220}|trackbacks?|pingbacks?|edit this (?:page|post)|.{0,60}opens in (?:a )?new (?:window|tab).{0,10}|\W*+(?:twitter|facebook|instagram|linkedin|youtube)\.com/\S*|\S+@\S+\.\w{2,4}
"""
BOILERPLATE = re.compile(
    "(?:" + "|".join(f"(?:{line})" for line in _LINES.strip().split("\n")) + r")[\s.!:*|]*", re.I
)
_FOREIGN = r"""
(?:à lire aussi|lire aussi|à voir aussi|sur le même sujet|lesen sie auch|auch interessant|mehr zum thema|das könnte sie auch interessieren|lea también|te puede interesar|más sobre|leggi anche|lees ook|leia também|läs också|читайте также|czytaj też)\b\s*:?.{0,120}
(?:partager|partagez|teilen|compartir|condividi|delen|compartilhar|dela)(?: (?:sur|cet|l'|auf|diesen|en|esta|este|su|op|no|på)\b.{0,40})?|publicité|anzeige|publicidad|pubblicità|advertentie|werbung|annons|реклама
(?:s['’]abonner|je m['’]abonne|abonnez-vous|abonnieren|jetzt abonnieren|suscríbete|suscribirse|abbonati|abonneren|zum newsletter anmelden|newsletter abonnieren|se connecter|anmelden|iniciar sesión|accedi|inloggen|lire la suite|weiterlesen|leer más|continua a leggere|lees meer|mentions légales|impressum|datenschutz(?:erklärung)?|aviso legal|política de privacidad|politique de confidentialité|zur startseite|zum seitenanfang|nach oben|haut de page)\W*+
.{0,80}\b(?:tous droits réservés|alle rechte vorbehalten|todos los derechos reservados|tutti i diritti riservati|alle rechten voorbehouden|todos os direitos reservados|все права защищены)\b.{0,80}
(?:関連記事|関連ニュース|あわせて読みたい|この記事をシェア(?:する)?|シェアする|続きを読む|もっと見る|広告|ログイン|会員登録|お問い合わせ|プライバシーポリシー|利用規約|トップへ戻る|人気記事|ランキング|相关阅读|相关新闻|相关推荐|延伸阅读|延伸閱讀|相關新聞|分享到.{0,30}|分享|登录|注册|登入|返回首页|返回顶部|热门新闻|광고|관련기사|로그인|회원가입|공유하기|더보기|저작권자.{0,80})\W*+|.{0,30}(?:無断転載|版权所有|版權所有|무단전재).{0,60}
"""
FOREIGN = re.compile(
    "(?:" + "|".join(f"(?:{line})" for line in _FOREIGN.strip().split("\n")) + r")[\s.!:*|]*", re.I
)
"""In languages of which the weights know nothing."""
MENU = re.compile(
    r"(?:(?:terms|privacy|cookies?|accessibility|legal|disclaimer|contact|about|advertise|careers|jobs|help|faqs?|press|feedback|"
    r"newsletters?|support|archives?|home|menu|search|opinion|video|videos|photos?|audio|live|tags?|topics?|subjects?|comments|"
    r"related|trending|popular|join us|contact us|about us|learn more|find out more)\W*)+",
    re.I,
)
WEAK = re.compile(
    r"(?:more|news|stories|latest|all|posts|articles) (?:from|by|in|on|about|for) .{1,60}|more .{1,40}"
    r"|(?:read|see|learn|find out|discover|check out|watch|listen|get|join|try|download) .{1,120}|also (?:on|in)\b.{0,120}"
    r"|share (?:the|your|with)\b.{0,60}|here['’](?:s|re) .{1,120}|\d+ .{1,90}|best .{1,90}|(?:why|how|what|who) .{1,90}",
    re.I,
)
CREDIT = re.compile(
    r"""(?:\(?(?i:additional\s+)?(?i:reporting|editing|writing|compiled|written|edited|reported)\s+(?:and\s+\w+\s+)?by\s+[A-Z].{1,200}?\)?
    |(?:the\s++)?(?:associated\s++press|ap|reuters|afp|bloomberg)?\s*+(?:staff\s++)?(?:science\s++|political\s++)?(?:writers?|reporters?|journalists?|correspondents?|editors?)?
      .{0,200}\bcontributed\s+(?:to\s+this|reporting|to\s+the)\b.{0,60}
    |(?:[A-Z][\w.'’-]++\s+){1,4}(?:reports|reported|contributed|wrote)\s+from\s+[A-Z][\w.'’-]++(?:[\s,]+[A-Z][\w.'’-]++){0,4}(?:\s(?:and|in)\s.{1,80})?
    |(?:with|by)\s+(?:files|reporting)\s+(?:from|by)\b.{1,120}
    |.{1,60}\b(?:is|was)\s+(?:an?|the)\s+(?:[\w-]+\s+){0,4}(?:reporter|correspondent|columnist|journalist|freelance\s+writer|staff\s+writer|senior\s+editor)\b.{0,160})\W*""",
    re.X,
)
LEAD_IN = re.compile(
    r"(?:.{0,160}\b(?:here(?:'s|’s| is| are)|see (?:also )?what|(?:a|quick) look at|these are|what else|following|below|"
    r"main points|key (?:points|takeaways|issues)|other (?:issues|topics)|on the agenda|in (?:this|brief))\b.{0,120}):\s*",
    re.I | re.S,
)
SIGN_OFF = re.compile(
    r"(?:yours (?:sincerely|faithfully|truly)|(?:yours )?sincerely(?: yours)?|(?:(?:best|kind|warm)(?:est)? )?regards|best wishes|"
    r"with (?:best|kind) (?:regards|wishes)|respectfully(?: yours)?|mit freundlichen grüßen|cordialement|atentamente|cordiali saluti),?",
    re.I,
)
