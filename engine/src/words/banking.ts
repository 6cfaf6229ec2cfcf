// Facts of banking that are in public registries, with codes that no bank has.

/** A card brand: its BINs are those of numbers that payment providers publish for testing (Stripe "Testing", Adyen "Test card numbers", PayPal "Test credit cards"). */
export interface CardBrand {
  readonly name: string;
  /** Parameter value. */
  readonly code: string;
  readonly bins: readonly string[];
  readonly digits: number;
  readonly cvvDigits: number;
  readonly weight: number;
}

export const cardBrands: readonly CardBrand[] = [
  { name: "Visa", code: "visa", bins: ["424242", "411111", "401288"], digits: 16, cvvDigits: 3, weight: 52 },
  {
    name: "Mastercard",
    code: "mastercard",
    bins: ["555555", "510510", "222300"],
    digits: 16,
    cvvDigits: 3,
    weight: 30,
  },
  { name: "American Express", code: "amex", bins: ["378282", "371449"], digits: 15, cvvDigits: 4, weight: 9 },
  { name: "Discover", code: "discover", bins: ["601111", "601100"], digits: 16, cvvDigits: 3, weight: 4 },
  { name: "JCB", code: "jcb", bins: ["356600", "353011"], digits: 16, cvvDigits: 3, weight: 2 },
  { name: "UnionPay", code: "unionpay", bins: ["620000"], digits: 16, cvvDigits: 3, weight: 2 },
  { name: "Diners Club", code: "diners", bins: ["305693", "362272"], digits: 14, cvvDigits: 3, weight: 1 },
];

/**
 * National account numbers below the IBAN, by country (SWIFT, IBAN Registry): # a digit, ? a capital letter, * either.
 * Bank codes are all nines, or TEST where they are letters: no registry lists them.
 */
export const ibanShapes: Readonly<Record<string, string>> = {
  AT: "99999###########",
  BE: "999#########",
  BG: "TEST9999##********",
  CH: "99999************",
  CY: "99999999****************",
  CZ: "9999################",
  DE: "99999999##########",
  DK: "9999##########",
  EE: "99##############",
  ES: "99999999############",
  FI: "999999########",
  FR: "9999999999***********##",
  GB: "TEST999999########",
  GR: "9999999****************",
  HR: "9999999##########",
  HU: "9999999#################",
  IE: "TEST999999########",
  IT: "?9999999999************",
  LT: "99999###########",
  LU: "999*************",
  LV: "TEST*************",
  MT: "TEST99999******************",
  NL: "TEST##########",
  NO: "9999#######",
  PL: "99999999################",
  PT: "99999999#############",
  RO: "TEST****************",
  SE: "999#################",
  SI: "99999##########",
  SK: "9999################",
  TR: "999990****************",
};

/** What is done to an account, how often, and what the statement then says; {shop} and {person} are filled in. */
export const transactions: readonly {
  readonly type: string;
  readonly weight: number;
  readonly texts: readonly string[];
}[] = [
  {
    type: "purchase",
    weight: 46,
    texts: ["Card purchase at {shop}", "{shop}, contactless", "Online purchase at {shop}", "{shop} order {number}"],
  },
  {
    type: "payment",
    weight: 18,
    texts: ["Bill payment to {shop}", "Direct debit {shop}", "Subscription {shop}", "Invoice {number} paid"],
  },
  {
    type: "transfer",
    weight: 12,
    texts: ["Transfer {number}", "Standing order, rent", "Transfer to savings", "Transfer between own accounts"],
  },
  {
    type: "deposit",
    weight: 10,
    texts: ["Salary", "Cash deposit", "Cheque deposit {number}", "Incoming transfer {number}"],
  },
  {
    type: "withdrawal",
    weight: 7,
    texts: ["Cash withdrawal, machine {number}", "Cash withdrawal at the counter", "Cash back at {shop}"],
  },
  { type: "refund", weight: 3, texts: ["Refund from {shop}", "Refund of order {number}", "Reversal {number}"] },
  {
    type: "fee",
    weight: 2,
    texts: ["Monthly account fee", "Foreign currency fee", "Card replacement fee", "Late payment fee"],
  },
  { type: "interest", weight: 2, texts: ["Interest", "Overdraft interest", "Savings interest"] },
];

/** Shops that do not exist. */
export const shops: readonly string[] =
  "Corner Pantry|Blue Lantern Café|Harbour Books|Northside Grocers|Quick Wheel Garage|Maple & Thread|Sunny Side Bakery|Cedar Pharmacy|Bright Path Fitness|Old Mill Bistro|Green Fork Market|Paper Kite Stationers|Tall Oak Furniture|Silver Spoon Diner|Pixel Barn Electronics|Happy Paws Pets|River City Transit|Lighthouse Cinema|Copper Kettle Tea|Wild Fern Florist|Red Door Hardware|Cloudline Telecom|Eastgate Energy|Stone Arch Hotel|Velvet Note Music|Lucky Pond Sushi|Open Sky Travel|Little Acorn Toys|Round Table Pizza Co.|Fresh Coat Paints".split(
    "|",
  );

export const paymentMethods: Readonly<Record<string, number>> = {
  "Credit card": 38,
  "Debit card": 22,
  PayPal: 14,
  "Bank transfer": 9,
  "Apple Pay": 7,
  "Google Pay": 5,
  "Cash on delivery": 3,
  "Gift card": 2,
};
