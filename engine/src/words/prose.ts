// Hand-written for Semblance: everyday English, so that sentences of it read like notes from an office, a shop or a street.

const list = (text: string): readonly string[] => text.trim().split("|");

/** Persons by what they do; after "the". */
export const people = list(
  "manager|customer|driver|engineer|teacher|neighbour|courier|analyst|doctor|designer|student|visitor|supplier|director|nurse|editor|cook|guide|owner|planner|accountant|mechanic|gardener|librarian|photographer|researcher|assistant|team leader|new colleague|store clerk|project lead|support agent|warehouse crew|night shift|sales team|finance team|front desk|board|committee|buyer",
);

/** Things that one works with; singular, after "the" or "a". */
export const things = list(
  "report|order|invoice|schedule|contract|delivery|proposal|update|package|request|design|budget|meeting|form|estimate|survey|review|plan|draft|sample|ticket|payment|forecast|manual|prototype|shipment|summary|receipt|reservation|presentation|spreadsheet|newsletter|checklist|label|document|photograph|catalogue|map|recipe|parcel|subscription|refund|backup|dashboard|policy|agreement|quotation|statement",
);

/** What persons did to things; past tense. */
export const deeds = list(
  "finished|checked|sent|approved|postponed|reviewed|prepared|updated|signed|returned|delivered|received|discussed|revised|cancelled|confirmed|printed|filed|corrected|requested|shared|archived|translated|ordered|replaced|accepted|rejected|examined|completed|submitted|organised|collected|scanned|forwarded|mentioned|described|improved|found|copied|measured",
);

/** Before a noun. */
export const qualities = list(
  "final|new|detailed|short|revised|annual|monthly|late|simple|complete|careful|early|important|missing|second|first|small|large|printed|quiet|useful|clear|updated|recent|urgent|official|original|careful|local|weekly|long|special|separate|combined|corrected|usual|signed|blue|heavy|fresh",
);

/** How something was done. */
export const manners = list(
  "quickly|carefully|without delay|in person|by e-mail|as agreed|on time|at short notice|after a long talk|once again|in detail|together|as planned|with some help|over the phone|for the second time|before lunch|in silence|with a smile|at the last minute",
);

/** When, at the end of a sentence. */
export const times = list(
  "yesterday|this morning|on Monday|on Tuesday|on Thursday|on Friday|last week|before noon|after the meeting|in the evening|at the end of the month|two days later|before the deadline|in spring|over the weekend|during the break|early in the day|the same afternoon|last autumn|a week ago",
);

/** Where, at the end of a sentence. */
export const places = list(
  "at the office|in the warehouse|at the station|in the kitchen|near the river|at the front desk|in the garden|on the second floor|in the library|at home|in the city centre|by the harbour|at the clinic|in the meeting room|on the platform|at the market|in the workshop|across the street|at the hotel|in the archive",
);

/** Whole short remarks without the full stop. */
export const remarks = list(
  "Nobody had expected that|It took longer than planned|The result was better than last year|There were no further questions|Everything else went as usual|A copy is on file|The rest can wait until next week|This needs one more look|All of it fits on one page|The numbers add up|Someone will call back soon|That was the easy part|We will know more by Friday|The weather stayed dry|It was worth the wait|The details are still open",
);

/** What people say of a thing they liked, found fair or disliked; whole sentences. */
export const praise = list(
  "Exactly what I was looking for.|Works perfectly right out of the box.|Great value for the price.|I would buy it again without thinking twice.|The quality is better than I expected.|Arrived two days early and well packed.|My whole family loves it.|Easy to set up and even easier to use.|Looks even better than in the pictures.|Sturdy, simple and well made.|Five stars from me.|I use it every single day.|Customer service answered within minutes.|Fits perfectly.|It has already paid for itself.|Highly recommended.|A pleasure to use.|Bought a second one as a gift.",
);
export const shrugs = list(
  "It does the job, nothing more.|Decent for the price.|Good idea, average finish.|Works, but the instructions are hard to follow.|Not bad, though I expected a bit more.|The colour is slightly different from the photo.|Delivery took a while, but it arrived.|It is fine for occasional use.|Some parts feel cheap, others are solid.|I am still getting used to it.|Three stars for now.|Smaller than I thought.|Good, with room for improvement.|You get what you pay for.",
);
export const complaints = list(
  "Stopped working after two weeks.|Not as described.|The packaging was damaged when it arrived.|I had to return it.|Very disappointed with the quality.|It broke the first time I used it.|Customer service never answered.|Much smaller than it looks in the pictures.|A waste of money.|The battery hardly lasts an hour.|It makes a strange noise.|Would not recommend.|One part was missing.|The smell does not go away.|It took five weeks to arrive.|I expected far more for this price.",
);

/** Sayings of nobody in particular, made up for this list. */
export const sayings = list(
  "A plan is a promise you make to a calendar.|Small steps still leave footprints.|Whoever counts twice sleeps once.|A quiet road is still a road.|Tomorrow is built out of spare minutes.|Good questions travel further than good answers.|The best tool is the one you can find.|Even a long list begins with one line.|Patience is speed that knows the way.|What you measure, you water.|A door is only a wall that changed its mind.|Kindness keeps better books than pride.|You cannot rush a river, but you can learn to swim.|Every map forgets something.|Simple things are finished things.|Rain does not ask the roof.|The last page makes the first one honest.|Listen to the hinge, not to the door.|Many hands make many opinions.|An open window is half a walk.",
);

/** Things people type into a search box. */
export const searches = list(
  "running shoes|weather tomorrow|how to boil an egg|cheap flights|best laptop|pizza near me|birthday gift ideas|train timetable|learn spanish|garden furniture|used bicycles|easy pasta recipe|currency converter|yoga for beginners|coffee machine|phone case|winter jacket|how to tie a tie|movie times|standing desk|noise cancelling headphones|camping checklist|home workout|vegan cake|rental car|hiking trails|second hand books|light bulbs|curtain rods|guitar chords",
);
