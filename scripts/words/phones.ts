/** Numbers nobody can have: national form and E.164, `#` a free digit. Sources in engine/src/words/SOURCES.md. */
export type Pattern = readonly [national: string, e164: string];

export interface Phones {
  readonly range: "reserved" | "unassigned";
  /** For an area code as dialled nationally; null where that area has no safe range of its own. */
  readonly landline: (area: string) => readonly Pattern[] | null;
  /** For areas without their own; also what a mobile is, empty where mobiles look like landlines. */
  readonly mobiles: readonly Pattern[];
}

const bare = (area: string) => area.replace(/^0/, "");
/** The area code, then a subscriber number that starts with 0, in groups. */
const zero = (area: string, calling: string, groups: string, code = bare(area)): Pattern => [
  `${area} ${groups}`,
  `+${calling}${code}${groups.replace(/\D(?<!#)/g, "")}`,
];
const both = (calling: string, national: string): Pattern => [
  national,
  `+${calling}${national.replace(/[^\d#]/g, "").replace(/^0/, "")}`,
];
const nanp = (area: string): readonly Pattern[] => [[`(${area}) 555-01##`, `+1${area}55501##`]];

const british: Readonly<Record<string, string>> = {
  "0113": "0113 496 0###",
  "0114": "0114 496 0###",
  "0115": "0115 496 0###",
  "0116": "0116 496 0###",
  "0117": "0117 496 0###",
  "0118": "0118 496 0###",
  "0121": "0121 496 0###",
  "0131": "0131 496 0###",
  "0141": "0141 496 0###",
  "0151": "0151 496 0###",
  "0161": "0161 496 0###",
  "0191": "0191 498 0###",
  "020": "020 7946 0###",
  "028": "028 9649 6###",
  "029": "029 2018 0###",
};
const german: Readonly<Record<string, string>> = {
  "030": "030 23125###",
  "040": "040 66969###",
  "069": "069 90009###",
  "089": "089 99998###",
  "0221": "0221 4710###",
};
const french: Readonly<Record<string, string>> = {
  "01": "01 99 00 ## ##",
  "02": "02 61 91 ## ##",
  "03": "03 53 01 ## ##",
  "04": "04 65 71 ## ##",
  "05": "05 36 49 ## ##",
};
const swedish: Readonly<Record<string, string>> = {
  "08": "08-465 004 ##",
  "031": "031-390 06 ##",
  "040": "040-628 04 ##",
  "0980": "0980-319 2##",
};
const australian = "006 110 156 157 158 159 313 737"
  .split(" ")
  .map((end) => `0491 570 ${end}`)
  .concat(
    "0491 571 266|0491 571 491|0491 571 804|0491 572 549|0491 572 665|0491 572 983|0491 573 770|0491 573 087|0491 574 118|0491 574 632|0491 575 254|0491 575 789|0491 576 398|0491 576 801|0491 577 426|0491 577 644|0491 578 957|0491 578 148|0491 578 888|0491 579 212|0491 579 760|0491 579 455".split(
      "|",
    ),
  );
const listed =
  (calling: string, list: Readonly<Record<string, string>>, other: string | null = null) =>
  (area: string) =>
    (list[area] ?? other) === null ? null : [both(calling, (list[area] ?? other)!)];
const hashes = (count: number) => "#".repeat(count);

export const phones: Readonly<Record<string, Phones>> = {
  US: { range: "reserved", landline: nanp, mobiles: [] },
  CA: { range: "reserved", landline: nanp, mobiles: [] },
  GB: { range: "reserved", landline: listed("44", british, "01632 960###"), mobiles: [both("44", "07700 900###")] },
  DE: {
    range: "reserved",
    landline: listed("49", german),
    mobiles: [both("49", "0171 39200##"), both("49", "0176 040690##")],
  },
  FR: { range: "reserved", landline: listed("33", french), mobiles: [both("33", "06 39 98 ## ##")] },
  AU: {
    range: "reserved",
    landline: (area) => ["5550", "7010"].map((block) => both("61", `${area} ${block} ####`)),
    mobiles: australian.map((number) => both("61", number)),
  },
  IE: { range: "reserved", landline: () => [both("353", "020 91# ####")], mobiles: [] },
  SE: {
    range: "reserved",
    landline: listed("46", swedish),
    mobiles: [1, 2, 3, 4, 5, 6, 7, 8, 9].map((ten) => both("46", `070-174 06 ${ten}#`)),
  },
  ES: {
    range: "unassigned",
    landline: () => [["940 ### ###", "+34940######"]],
    mobiles: [["790 ### ###", "+34790######"]],
  },
  IT: {
    range: "unassigned",
    landline: (area) => [zero(area, "39", `0${hashes(9 - area.length)}`, area)],
    mobiles: [["300 #######", "+39300#######"]],
  },
  NL: {
    range: "unassigned",
    landline: (area) => [zero(area, "31", area.length === 3 ? "0## ####" : "0#####")],
    mobiles: [both("31", "06 0#######")],
  },
  PL: {
    range: "unassigned",
    landline: (area) => [zero(area, "48", "0## ## ##")],
    mobiles: [["490 ### ###", "+48490######"]],
  },
  CH: {
    range: "unassigned",
    landline: (area) => [zero(area, "41", "0## ## ##")],
    mobiles: [both("41", "070 ### ## ##")],
  },
  AT: { range: "unassigned", landline: (area) => [zero(area, "43", "0######")], mobiles: [both("43", "0644 #######")] },
  BE: { range: "unassigned", landline: () => [both("32", "088 ## ## ##")], mobiles: [both("32", "0440 ## ## ##")] },
  PT: {
    range: "unassigned",
    landline: () => [["20# ### ###", "+35120#######"]],
    mobiles: [["97# ### ###", "+35197#######"]],
  },
  DK: {
    range: "unassigned",
    landline: () => [["83 ## ## ##", "+4583######"]],
    mobiles: [["85 ## ## ##", "+4585######"]],
  },
  NO: {
    range: "unassigned",
    landline: () => [["20 ## ## ##", "+4720######"]],
    mobiles: [["43# ## ###", "+4743######"]],
  },
  FI: { range: "unassigned", landline: () => [both("358", "059 ### ####")], mobiles: [both("358", "049 ### ####")] },
  // 06 to 09 and a 0 would look like an Indian mobile, which starts with 6 to 9.
  IN: {
    range: "unassigned",
    landline: (area) => (/^0[6-9]/.test(area) ? null : [zero(area, "91", `0${hashes(10 - area.length)}`)]),
    mobiles: [["50### #####", "+9150########"]],
  },
  BR: { range: "unassigned", landline: (area) => [[`(${area}) 0###-####`, `+55${area}0#######`]], mobiles: [] },
  MX: {
    range: "unassigned",
    landline: (area) => [
      [`${area} ${area.length === 2 ? "0### ####" : "0## ####"}`, `+52${area}0${hashes(9 - area.length)}`],
    ],
    mobiles: [],
  },
  // These areas and a 0 are another area (098 and 0980), or a mobile (060).
  JP: {
    range: "unassigned",
    landline: (area) =>
      "06 022 024 025 026 028 048 082 088 092 093 095 098".split(" ").includes(area)
        ? null
        : [[`${area}-0${hashes(5 - area.length)}-####`, `+81${bare(area)}0${hashes(9 - area.length)}`]],
    mobiles: [both("81", "090-0###-####")],
  },
};
