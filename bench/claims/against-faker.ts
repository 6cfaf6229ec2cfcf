import { atLeast, rates, short, type Claim, type Figure } from "../claim.ts";
import { writeFakerUsers } from "../faker-user.ts";
import { planOf, writeOurs } from "../ours.ts";

const FAKER_ROWS = 20_000;
const OUR_ROWS = 2_000_000;

/** Both sides write to nowhere, on one thread, in turn. */
export const againstFaker: Claim = {
  name: "faker",
  says: "the template `user` (20 columns) on one thread against a faker-js loop that writes the same columns as CSV",
  async measure(): Promise<readonly Figure[]> {
    const plan = await planOf("user");
    const nowhere = (): void => undefined;
    const formats: readonly (readonly [format: string, least: number])[] = [
      ["csv", 60],
      ["parquet", 30],
      ["jsonl", 30],
    ];
    const [faker, ...ours] = await rates(5, [
      { rows: FAKER_ROWS, run: () => writeFakerUsers(FAKER_ROWS, nowhere) },
      ...formats.map(([format]) => ({ rows: OUR_ROWS, run: () => writeOurs(plan, format, OUR_ROWS, nowhere) })),
    ]);
    return [
      { what: "faker-js to CSV", value: `${short(faker!)} rows/s` },
      ...formats.flatMap(([format, least], k) => [
        { what: `ours to ${format}`, value: `${short(ours[k]!)} rows/s` },
        atLeast(`${format} against faker-js`, ours[k]! / faker!, least, "x"),
      ]),
    ];
  },
};
