/** Names of lists that nobody named, by what is in them: "either full-time or part-time" is the type of employment. */
export const ENGLISH_VALUES: readonly (readonly [name: string, values: string])[] = [
  ["gender", "male female males females m f man men woman women other non-binary nonbinary diverse"],
  [
    "plan",
    "basic premium free pro enterprise gold silver bronze platinum standard starter plus business trial paid team",
  ],
  ["employment_type", "full-time part-time contract contractor freelance freelancer intern permanent temporary"],
  ["priority", "low medium high urgent critical normal"],
  ["size", "s m l xl xxl xs small large"],
  ["payment_method", "card cash paypal transfer invoice cheque check"],
  ["channel", "online offline in-store phone web app email"],
  ["difficulty", "easy hard beginner intermediate advanced expert"],
  ["age_group", "adult adults child children senior seniors teen teens"],
  ["species", "dog cat rabbit hamster bird horse fish parrot guinea pig turtle snake dogs cats"],
  ["condition", "new used refurbished mint"],
  ["shift", "day night morning evening early late"],
];
