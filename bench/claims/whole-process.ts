import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { atLeast, atMost, median, short, type Claim, type Figure } from "../claim.ts";
import { runSemblance } from "../command.ts";

const ROUNDS = 3;
const ROWS = 10_000_000;
const MANY_ROWS = 30_000_000; // long enough that starting a thread (0.2 s) does not count
const FILE_ROWS = 3_000_000;

/** Start-up, a second thread, deep previews and memory: whole processes of the command line. */
export const wholeProcess: Claim = {
  name: "process",
  says: "whole processes of `semblance`, from start to exit",
  async measure(): Promise<readonly Figure[]> {
    const folder = mkdtempSync(join(tmpdir(), "semblance-bench-"));
    const out = join(folder, "user.csv");
    const billion = join(folder, "billion.yaml");
    const text = readFileSync(new URL("../../examples/user.yaml", import.meta.url), "utf8");
    writeFileSync(billion, text.replace("rows: 1000\n", "rows: 1_000_000_000\n"));
    const generate = (rows: number, threads: number, to = out): ReturnType<typeof runSemblance> =>
      runSemblance(
        "generate",
        "user",
        "--rows",
        String(rows),
        "--threads",
        String(threads),
        "--out",
        to,
        "--format",
        "csv",
        "--force",
        "--quiet",
      );
    try {
      const times = async (...runs: readonly (() => ReturnType<typeof runSemblance>)[]): Promise<number[]> => {
        const found: number[][] = runs.map(() => []);
        for (let round = 0; round < ROUNDS; round++)
          for (const [k, run] of runs.entries()) found[k]!.push((await run()).seconds);
        return found.map(median);
      };
      await generate(1000, 1);
      const preview = (): ReturnType<typeof runSemblance> =>
        runSemblance("preview", billion, "--rows", "20", "--from", "999999970");
      const [small, deep] = await times(() => generate(1000, 2), preview);
      const nowhere = (rows: number, threads: number) => () => generate(rows, threads, "/dev/null");
      const [tenOne, tenTwo] = await times(nowhere(ROWS, 1), nowhere(ROWS, 2));
      const [manyOne, manyTwo] = await times(nowhere(MANY_ROWS, 1), nowhere(MANY_ROWS, 2));
      const large = await generate(ROWS, 2);
      rmSync(out);
      const fresh = async (threads: number): ReturnType<typeof runSemblance> => {
        const figures = await generate(FILE_ROWS, threads);
        megabytes = statSync(out).size / 1e6;
        rmSync(out);
        return figures;
      };
      let megabytes = 0;
      const [one, two] = await times(
        () => fresh(1),
        () => fresh(2),
      );
      return [
        atMost("generate user --rows 1000, start to exit", small!, 0.5, " s"),
        atMost("preview of row 999,999,970 of a billion", deep!, 0.5, " s"),
        { what: "10M rows to nowhere, one thread", value: `${short(ROWS / tenOne!)} rows/s` },
        {
          what: "10M rows to nowhere, two threads",
          value: `${short(ROWS / tenTwo!)} rows/s, ${(tenOne! / tenTwo!).toFixed(2)}x`,
        },
        { what: "30M rows to nowhere, one thread", value: `${short(MANY_ROWS / manyOne!)} rows/s` },
        { what: "30M rows to nowhere, two threads", value: `${short(MANY_ROWS / manyTwo!)} rows/s` },
        atLeast("two threads against one, 30M rows to nowhere", manyOne! / manyTwo!, 1.7, "x"),
        {
          what: "3M rows to a file, one thread (a second core writes)",
          value: `${short(FILE_ROWS / one!)} rows/s, ${(megabytes / one!).toFixed(0)} MB/s`,
        },
        {
          what: "3M rows to a file, two threads",
          value: `${short(FILE_ROWS / two!)} rows/s, ${(megabytes / two!).toFixed(0)} MB/s`,
        },
        atMost("peak memory, generate user --rows 10000000", large.megabytes, 400, " MB"),
      ];
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};
