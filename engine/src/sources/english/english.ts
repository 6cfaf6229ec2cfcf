import { ENGLISH_CONTEXTS } from "./english-contexts.ts";
import { ENGLISH_EDIT } from "./english-edit.ts";
import { ENGLISH_FIELDS } from "./english-fields.ts";
import { ENGLISH_PHRASES } from "./english-phrases.ts";
import { ENGLISH_OWNERS } from "./english-owners.ts";
import { ENGLISH_SCENES } from "./english-scenes.ts";
import { ENGLISH_THINGS } from "./english-things.ts";
import { ENGLISH_TRADES } from "./english-trades.ts";
import { ENGLISH_VALUES } from "./english-values.ts";
import { wordMap, wordSet, type Lexicon } from "./lexicon.ts";

const IRREGULAR: Readonly<Record<string, string>> = wordMap(
  "people=person persons=person children=child men=man women=woman mice=mouse feet=foot teeth=tooth geese=goose data=data weather=weather media=media criteria=criterion indices=index matrices=matrix vertices=vertex analyses=analysis diagnoses=diagnosis theses=thesis crises=crisis bonuses=bonus statuses=status buses=bus campuses=campus viruses=virus addresses=address classes=class boxes=box movies=movie cookies=cookie series=series species=species news=news staff=staff personnel=personnel inventory=inventory wives=wife lives=life knives=knife leaves=leaf shelves=shelf heroes=hero potatoes=potato quizzes=quiz caches=cache axes=axis gases=gas canvases=canvas lenses=lens taxes=tax expenses=expense purchases=purchase courses=course nurses=nurse houses=house cases=case databases=database databse=database phases=phase licenses=license invoices=invoice devices=device employees=employee warehouses=warehouse responses=response releases=release exercises=exercise leases=lease horses=horse games=game ids=id ins=in outs=out ups=up offs=off",
  String,
);
const PLURALS: ReadonlyMap<string, string> = new Map(
  Object.entries(IRREGULAR)
    .filter(([many, one]) => many !== one && many !== "persons" && many !== "databse")
    .map(([many, one]) => [one, many]),
);
const NEVER_PLURAL = wordSet(
  "status address class business process access bonus bus campus virus analysis basis progress success news series species gps sms dns https css business wireless address loss gas lens canvas glass boss mass stress pass previous various gross plus census chassis radius genus bias alias canvas dress express atlas iris tennis physics mathematics economics politics ms kbps mbps aws ios sales-less is has was this its yes us os",
);

function singular(word: string): string {
  const known = IRREGULAR[word];
  if (known !== undefined) return known;
  if (word.length <= 3 || NEVER_PLURAL.has(word) || !word.endsWith("s") || /(?:ss|us|is)$/.test(word)) return word; // hazardous
  if (/[^aeiou]ies$/.test(word) && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ch|sh|x|ss|zz)es$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}

function plural(word: string): string {
  const known = PLURALS.get(word);
  if (known !== undefined) return known;
  if (isPlural(word) || IRREGULAR[word] === word) return word;
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  if (/(?:ch|sh|x|ss|s|z)$/.test(word)) return `${word}es`;
  return `${word}s`;
}

function isPlural(word: string): boolean {
  if (IRREGULAR[word] !== undefined) return IRREGULAR[word] !== word || word === "data" || word === "staff";
  return singular(word) !== word;
}

/** English, as data. */
export const ENGLISH: Lexicon = {
  numbers: wordMap(
    "zero=0 one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12 thirteen=13 fourteen=14 fifteen=15 sixteen=16 seventeen=17 eighteen=18 nineteen=19 twenty=20 thirty=30 forty=40 fourty=40 fifty=50 sixty=60 seventy=70 eighty=80 ninety=90",
    Number,
  ),
  scales: wordMap(
    "dozen=12 hundred=100 thousand=1000 grand=1000 million=1000000 mil=1000000 mio=1000000 billion=1000000000 dozens=12 hundreds=100 thousands=1000 millions=1000000 k=1000 m=1000000",
    Number,
  ),
  fractions: wordMap("half=0.5 third=0.3333 quarter=0.25 fifth=0.2 tenth=0.1 thirds=0.3333 quarters=0.25", Number),
  often: wordMap(
    "mostly=80 mainly=80 usually=75 typically=75 generally=75 predominantly=80 largely=80 often=60 frequently=60 sometimes=20 occasionally=15 seldom=5 rarely=5",
    Number,
  ),
  vague: wordMap("few=3 couple=2 several=5 handful=5", Number),
  months: "january february march april may june july august september october november december".split(" "),
  weekdays: "monday tuesday wednesday thursday friday saturday sunday".split(" "),
  yearParts: Object.assign(
    wordMap(
      "q1=1-3 q2=4-6 q3=7-9 q4=10-12 h1=1-6 h2=7-12 early=1-4 mid=5-8 late=9-12 spring=3-5 summer=6-8 autumn=9-11 fall=9-11 winter=12-14",
      String,
    ),
    {
      "first half": "1-6",
      "second half": "7-12",
      "last half": "7-12",
      "first quarter": "1-3",
      "second quarter": "4-6",
      "third quarter": "7-9",
      "fourth quarter": "10-12",
      "last quarter": "10-12",
    },
  ),
  times: wordMap(
    "s=s sec=s secs=s second=s seconds=s min=m mins=m minute=m minutes=m h=h hr=h hrs=h hour=h hours=h d=d day=d days=d week=w weeks=w wk=w wks=w month=mo months=mo mo=mo mos=mo quarter=q quarters=q year=y years=y yr=y yrs=y decade=dec decades=dec",
    String,
  ),
  units: wordSet(
    "km2 m2 m3 km² m² m³ sqm sqkm sqft ha acres ms milliseconds millisecond seconds second secs sec minutes minute mins hours hour hrs hr days day weeks week months month years year yrs yr kg kgs g grams gram mg lb lbs pounds oz cm mm km m meters metres meter metre miles mile mi ft feet inches inch celsius fahrenheit °c °f c f degrees degree mb gb kb tb bytes byte percent kwh kw w v volts mmhg bpm mph kmh hz khz mhz ghz lux lumens lumen db decibels rpm hpa kpa knots teu kcal cal nm µm um tons tonnes tonne ton hectares gallons gallon points stars l liters litres ml ppm psi bar bucks °",
  ),
  currencies: wordMap(
    "usd=USD eur=EUR gbp=GBP jpy=JPY chf=CHF cad=CAD aud=AUD inr=INR cny=CNY sek=SEK pln=PLN brl=BRL mxn=MXN dollars=USD dollar=USD bucks=USD euros=EUR euro=EUR pounds=GBP yen=JPY rupees=INR francs=CHF",
    String,
  ),
  classes: {
    ...ENGLISH_EDIT,
    // keys of schemas that are written as code
    objectTables: wordSet("tables entities models collections schemas datasets"),
    objectFields: wordSet("fields columns attributes properties cols schema props structure headers"),
    objectRows: wordSet(
      "rows count n size records row_count num_rows number_of_rows rowcount num_records total quantity amount limit",
    ),
    objectRowsAlone: wordSet("rows count n records row_count num_rows number_of_rows rowcount num_records"),
    objectName: wordSet("table name entity model collection title dataset table_name"),
    objectField: wordSet("field column key attribute col field_name column_name"),
    objectFacets: wordSet(
      "type min max minimum maximum values enum options choices unique nullable required optional format pattern example between range precision scale step mean sd stddev median null_rate primary_key pk distribution length max_length from to default description data_type datatype dtype kind one_of",
    ),
    objectFacetFlags: wordSet("unique nullable required optional primary_key pk"),
    objectFacetValues: wordSet("values enum options choices one_of"),
    objectFacetTypes: wordSet("type format data_type datatype dtype kind range between"),
    objectHeads: wordSet(
      "interface type class struct model entity table record message dataclass object create schema",
    ),
    time: wordSet(
      "second seconds minute minutes min mins hour hours hr hrs day days week weeks month months quarter quarters year years yr yrs decade decades",
    ),
    scale: wordSet("thousand thousands million millions billion billions mio mn bn k"),
    month: wordSet(
      "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec",
    ),
    percent: wordSet("percent pct percents"),
    null: wordSet("null nulls missing empty blank unknown unset nil undefined n/a"),
    be: wordSet("is are be was were being"),
    currency: wordSet("usd eur gbp jpy chf cad aud inr cny sek pln brl mxn dollars dollar euros euro yen rupees"),
    unit: wordSet(
      "km/h m/s mb/s gb/s mg/dl mmol/l g/l mg/l u/l iu/l kg/m2 l/min mbps gbps kbps pounds ounces km2 m2 m3 km² m² m³ sqm sqkm sqft ha acres ppm ms milliseconds seconds secs minutes mins hours days weeks months years kg kgs grams g mg lb lbs oz cm mm km meters metres miles ft feet inches celsius fahrenheit degrees mb gb kb bytes percent kwh kw watts volts mmhg bpm mph kmh hz khz mhz ghz lux lumens db decibels rpm hpa kpa bar psi knots teu kcal nm tons tonnes hectares gallons liters litres ml cents stars points",
    ),
    break: wordSet(
      "and or with without that which who where but unique optional nullable between from up at least most always must should is are was were be has have each per in for as if when then than not only while whose having including max min mean average so because of to by on about around under over below above within",
    ),
    // what a sentence begins with before it comes to the point
    lead: wordSet(
      "good morning afternoon evening gen yo sup hiya yeah okay hi hello hey dear who u wanna gonna gimme what how how's as-a there team all everyone please pls plz kindly thanks thank you could can would will i i'd i'm i'll im we we'd we're we'll need needs want wants like love to have get let's lets help me us generate create make build produce give gimme simulate synthesize synthesise mock mockup prepare write provide show fake generates a an the some now so ok okay well also then just quickly simply up out for my our your do need'd looking after require requires requiring wanted populate seed fill set spin whip cook put together come draft design model see insert define describe dataset's again add basically actually maybe perhaps great hopefully simple",
    ),
    request: wordSet(
      "gen need needs want wants like generate create make build produce give gimme simulate synthesize synthesise mock prepare provide require requires looking whip spin populate what how design model get send show insert see write draft",
    ),
    // words of a table that are not its name
    filler: wordSet(
      "looking bullet bullets recs pieces row rows record records entry entries sample samples example examples dataset datasets data set sets table tables list lists collection file files sheet spreadsheet lines line items-of database db schema fake synthetic random realistic mock dummy test testing demo sample some a an the of for about me us please api csv json sql total different various unique-ish simple small large big huge new my our all any individual fictional fictitious made-up plausible believable convincing seed instance instances worth batch bunch load them these those distinct one",
    ),
    count: wordSet(
      "recs pieces row rows record records entry entries lines samples examples items documents instances observations datapoints points",
    ),
    container: wordSet(
      "database db schema dataset data set system app application platform project model store shop directory universe world domain warehouse-db crm erp lms backend company business fleet catalog catalogue portfolio registry roster blog forum site website shop survey results study poll report reports reporting network league agency directory dump export simulation demo form",
    ),
    // words of English (SCOWL, the commonest half) that are one slip away from a word that fields and things are named by
    whole: wordSet(
      "addressees airliners alums artiest artistes assent assents assert asserts asses bakes balls bells bends bikers binds bolls bonds booing brooking brooks brunch brunches bulls bushes busies caches carats carets categorise categorises categorizes charts chiefs cites clam clams clangs clanks clasps cleans coarse complains compliant concertos couch couches courtier courtiers crate crated cremate cremated curse curses dashes decals deice deices deport deportment deports despot despots dials directer diver divers doors drier driers drives drover drovers evens expanse expanses fends fight fights finds firmer firms former forms founds framer framers freelances gander gild gilds guess gust gusts hostels inters lasting layer layers leans leashes lecturers lessen lessens loins loons lusting manger mangers massage massages math mediation meteor meteors metes miter miters mortgagees moves muter outrage outrages paining panting parson parsons parts pasts patent patents pellet pellets pests phony photons police polices posits prince proscription proscriptions pullet pullets pupal purchasers racers rafting ranting ratting readying researches rices ridges riles roams roots routs rules runnier sables salves sangs scales serer sever severs shaft shafts sheller shit shits shopped shopping shrift sift sifts sings sipped sipping soles sores speller spellers stales stare stares stats statues stiff storeys stories subscribes suppler supplies sweller teems thicket thickets tirade tirades traders traps trick tricks tripos tuck tucks tusks ushers water waters",
    ),
    // where things are: one of them is where all of a text is
    places: wordSet(
      "school university college kindergarten hospital clinic practice hotel hostel restaurant cafe bakery bar library museum theatre theater cinema gym farm zoo airport bank factory office club charity agency town village country organisation organization firm studio garage salon pharmacy supermarket bookstore bookshop",
    ),
    has: wordSet(
      "with has have having contain contains containing include includes including comprise comprises comprising feature features featuring consist consists where whose holding hold holds showing show shows record records recording list lists listing carry carries store stores storing track tracks tracking capture captures capturing log logs logging need needs gets get get's needing want wants require requires covering cover covers w/ plus featuring specifying spelling describing use using keep keeps incl incl.",
    ),
    make: wordSet(
      "uses has have having contain contains containing place places placed make makes made own owns owning write writes wrote receive receives get gets employ employs include includes hold holds take takes teach teaches submit submits post posts publish publishes attend attends buy buys order orders with generate generates produce produces file files leave leaves create creates visit visits book books book's issue issues open opens run runs host hosts manage manages consist consists upload uploads log logs perform performs schedule schedules sell sells rent rents offer offers offering serve serves serving borrow borrows process processes enroll enrolls enrol enrols belong sit treats treat sees see",
    ),
    // words between a table and its fields
    connectors: wordSet(
      "who that which and each should must will all it they also the following fields columns attributes apiece every one row record of them are is be can these",
    ),
    // a word before one row of many
    oneOfMany: wordSet("each every per"),
    theseAll: wordSet("them these those whom which"),
    theseOnes: wordSet("those these their the its"),
    ordinals: wordSet("first second third fourth fifth firstly secondly thirdly 1st 2nd 3rd"),
    named: wordSet("called named titled numbered"),
    clause: wordSet("they he she it you we i"),
    standards: wordSet("isbn ean sha iso utf upc pm md co covid"),
    // what a moment is the limit of: "valid until 2027"
    lasting: wordSet("valid available effective active member customer client employed open closed good running"),
    rest: wordSet("rest remaining remainder others other otherwise"),
    usually: wordSet("mostly mainly usually typically generally predominantly"),
    letterhead: wordSet("to from subject re cc bcc attn fyi"),
    runs: wordSet("run runs running operate operates own owns build building sell sells offer offers ship ships"),
    keeps: wordSet("keep track store manage collect record maintain handle"),
    people: wordSet("people persons individuals"),
    hourly: wordSet("hourly"),
    daily: wordSet("daily nightly"),
    weekly: wordSet("weekly"),
    monthly: wordSet("monthly"),
    columns: wordSet("cols columns fields vars variables attributes headers"),
    something: wordSet("something anything stuff"),
    maybeThings: wordSet("sample test list item entry line file document collection instance result set sheet"),
    wants: wordSet("want wants need needs require requires asked asks"),
    ignore: wordSet("forget ignore skip"),
    // what takes back what was said before it, and what does so before a number only; phrases are joined by _
    retract: wordSet(
      "no_wait wait_no sorry oops i_mean i_meant or_rather scratch_that strike_that make_that correction hang_on hold_on on_second_thought actually",
    ),
    retractNumber: wordSet("no wait rather make_it say let's_say"),
    // before a field that is not to be
    excludes: wordSet(
      "no_need_for without no not skip forget forget_about never_mind ignore exclude excluding except except_for leave_out minus not_including don't_include do_not_include dont_include don't_need do_not_need don't_want do_not_want",
    ),
    // between a title and what it is of
    titleOf: wordSet("for at of in from on about per within by across among to"),
    // what a question begins with
    asks: wordSet("is do does have are currently for as building working while"),
    // what one wants of fields
    learn: wordSet("to know see have learn their the its following"),
    // the many side of a relation in signs: 1--N
    manySign: wordSet("n m many * ∞"),
    // before those that something is of
    whose: wordSet("for of"),
    // before a number of rows
    bounds: wordSet("between from up to at least most about around roughly exactly"),
    // between the two ends of a range
    rangeJoins: wordSet("- — to and .. or"),
    needed: wordSet("needed required necessary wanted"),
    ampm: wordSet("am pm a.m p.m"),
    through: wordSet("through via"),
    links: wordSet(
      "enrolled enroll enrols enrolls enrolling registered register registers signed attending attend attends taking tagged signed subscribed invited",
    ),
    linking: wordSet(
      "linking connecting joining tying bridging pairing connect link join tie ties links connects joins",
    ),
    many: wordSet("many multiple several some numerous lots various any zero"),
    belongs: wordSet(
      "belong belongs belonging linked linking link links related relate relates connected tied assigned attached mapped associated refer refers referring reference references referencing point points pointing bound joined owned written placed made taught created managed sold run led stored kept located housed served delivered shipped performed conducted given awarded uploaded contained posted submitted issued filed published reviewed handled treated authored recorded attached logged hosted seen booked sent ordered rented borrowed supervised reported measured taken purchased bought works work working lives live living studies sits falls reports stays comes leads",
    ),
    to: wordSet("to by with for from of in at on through via against"),
    each: wordSet("each every per a an one any apiece"),
    they: wordSet("they it these those them each all everyone"),
    modal: wordSet(
      "should must can may will would could shall might do does also always usually typically ought needs need has have to",
    ),
    determiner: wordSet(
      "a an the their its his her my our your some every each any this that these those all both one another corresponding associated respective matching own",
    ),
    oneOf: wordSet("either values value options option choices choose possible allowed enum from among"),
    whether: wordSet("whether if"),
    labels: wordSet(
      "col cols vars variables column columns field fields attribute attributes property properties schema structure details detail header headers include including contents features feature following",
    ),
    rowLabels: wordSet("rows row count size volume records record quantity n amount number rowcount row_count"),
    tableLabels: wordSet("table entity model collection sheet dataset tablename name object resource type class"),
    and: wordSet("and plus & as also"),
    // words behind a number that says only how many: "800 would do"
    enough: wordSet(
      "would will should could do does be is are enough fine plenty ok okay good suffice suffices sufficient please total in all of them those these rows records recs pieces needed wanted required it that's at least most about around roughly approximately let's say ~ me give make sorry actually i meant mean no wait oops rather",
    ),
    if: wordSet("if when unless whenever where"),
    ifLead: wordSet("only set filled present given always must should but"),
    unless: wordSet("unless"),
    then: wordSet("then ,"),
    otherwise: wordSet("otherwise else"),
    not: wordSet("not isn't aren't wasn't no never without"),
    more: wordSet("more greater above over exceeds exceeding least higher larger older later bigger"),
    less: wordSet("less below under fewer most lower smaller younger cheaper"),
    workdays: wordSet("trading business working work week"),
    measures: wordSet(
      "reading readings measurement measurements observation value values price point sample snapshot bar candle",
    ),
    demand: wordSet("need needs want wants require requires generate create make build produce give"),
    title: wordSet(
      "spec specs specification specifications requirement requirements memo overview brief request ticket story data-spec sheet document data dataset draft summary for the of test user",
    ),
    stop: wordSet("look looks ta thx ty pls plz thanks thank cheers please regards asap appreciated"),
    // who has something that others have not: "some have a phone"
    some: wordSet("some many most few several others half"),
    everyOne: wordSet("all every everyone everybody each"),
    holds: wordSet("have has don't doesn't haven't hasn't lack lacks miss without own"),
    // what one does with data: "to test our import"
    tries: wordSet(
      "test try demo demonstrate check populate seed load-test showcase benchmark stress-test verify validate prototype practise practice",
    ),
    // what is done by somebody, where it has no -ed
    participles: wordSet(
      "done held run led kept taught bought sold brought won built paid set put told drawn flown grown shown worn sung dealt fed met made sent",
    ),
    // "another table", "a separate sheet"
    otherOne: wordSet("another other separate additional extra further last final"),
    sheets: wordSet("table sheet tab file dataset entity collection"),
    // what ages are said with
    old: wordSet("old age aged adult adults older younger"),
    // what has one row for each of those it is for
    registers: wordSet("payroll roster directory register registry census phonebook"),
    // what a cell is or is not: "rarely filled"
    filled: wordSet("filled set given present provided used empty missing blank null"),
    // what a text is for
    purposes: wordSet(
      "testing tests demo demos demonstration demonstrations development dev staging training prototyping prototype prototypes benchmarking benchmark benchmarks presentation presentations workshop workshops purposes qa pilot playground sandbox experiments experimentation seeding rehearsal screenshots",
    ),
    // what a letter ends with
    closings: wordSet("best kind warm warmest many sincerely yours greetings love cheers regards"),
    modifiers: wordSet(
      "first last start end begin created updated shipping billing home work mobile min max minimum maximum primary secondary pickup dropoff origin destination departure arrival check-in check-out order ship shipped delivery source target opening closing old new gross net buy sell purchase sale list hire termination entry exit birth death open close high low planned actual estimated mailing postal given family maiden middle full legal unit",
    ),
  },
  phrases: ENGLISH_PHRASES,
  kinds: wordMap(
    "list=list array=list arrays=list object=json int=integer integer=integer ints=integer integers=integer bigint=integer smallint=integer tinyint=integer int4=integer int8=integer long=integer serial=sequence bigserial=sequence autoincrement=sequence number=number numeric=decimal decimal=decimal float=decimal double=decimal real=decimal money=money currency=money price=money string=string str=string varchar=string char=string nchar=string nvarchar=string text=text longtext=text free-text=text date=date datetime=datetime timestamp=datetime timestamptz=datetime time=time boolean=boolean bool=boolean flag=boolean uuid=uuid guid=uuid uuids=uuid ulid=ulid enum=enum category=enum categorical=enum email=email json=string url=url percentage=percent percent=percent whole=integer fk=reference",
    String,
  ),
  fields: [...ENGLISH_FIELDS, ...ENGLISH_TRADES],
  contexts: ENGLISH_CONTEXTS,
  valueNames: ENGLISH_VALUES.map(([name, values]) => [name, wordSet(values)] as const),
  things: Object.assign(Object.create(null) as Record<string, string>, ENGLISH_THINGS), // "constructor" is no thing
  owners: Object.assign(Object.create(null) as Record<string, string>, ENGLISH_OWNERS),
  scenes: Object.assign(Object.create(null) as Record<string, string>, ENGLISH_SCENES),
  locales: wordMap(
    "german=de_DE germany=de_DE germans=de_DE deutschland=de_DE french=fr_FR france=fr_FR japanese=ja_JP japan=ja_JP uk=en_GB british=en_GB britain=en_GB england=en_GB spanish=es_ES spain=es_ES italian=it_IT italy=it_IT dutch=nl_NL netherlands=nl_NL holland=nl_NL polish=pl_PL poland=pl_PL brazilian=pt_BR brazil=pt_BR portuguese=pt_PT portugal=pt_PT indian=en_IN india=en_IN korean=ko_KR korea=ko_KR swedish=sv_SE sweden=sv_SE mexican=es_MX mexico=es_MX australian=en_AU australia=en_AU canadian=en_CA canada=en_CA us=en_US usa=en_US american=en_US america=en_US turkish=tr_TR turkey=tr_TR russian=ru_RU russia=ru_RU ukrainian=uk_UA ukraine=uk_UA austrian=de_AT austria=de_AT swiss=de_CH switzerland=de_CH irish=en_IE ireland=en_IE danish=da_DK denmark=da_DK norwegian=nb_NO norway=nb_NO finnish=fi_FI finland=fi_FI greek=el_GR greece=el_GR czech=cs_CZ czechia=cs_CZ slovak=sk_SK slovakia=sk_SK hungarian=hu_HU hungary=hu_HU romanian=ro_RO romania=ro_RO croatian=hr_HR croatia=hr_HR belgian=nl_BE belgium=nl_BE chinese=zh_CN china=zh_CN indonesian=id_ID indonesia=id_ID",
    String,
  ),
  singular,
  plural,
  isPlural,
};
