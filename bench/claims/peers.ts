import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rates, short, type Claim, type Figure } from "../claim.ts";
import { planOf, writeOurs } from "../ours.ts";

const ROWS = 5000;
const OUR_ROWS = 1_000_000;
const folder = fileURLToPath(new URL("../peers", import.meta.url));
const home = fileURLToPath(new URL("../../node_modules/.cache/peers", import.meta.url));

function run(command: string, ...args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${error?.message ?? stderr}`);
  return stdout;
}

/** Python's generators, installed into a virtual environment at the first run. */
export const peers: Claim = {
  name: "peers",
  says: "Python Faker, mimesis and Misata making a people table on one thread",
  async measure(): Promise<readonly Figure[]> {
    const python = join(home, "bin", "python");
    if (!existsSync(python)) {
      run("python3", "-m", "venv", home);
      run(python, "-m", "pip", "install", "--quiet", "-r", join(folder, "requirements.txt"));
    }
    const lines = run(python, join(folder, "peers.py"), String(ROWS))
      .trim()
      .split("\n")
      .filter((line) => line.startsWith("{"));
    const plan = await planOf("user");
    const [ours] = await rates(3, [{ rows: OUR_ROWS, run: () => writeOurs(plan, "csv", OUR_ROWS, () => undefined) }]);
    const found = lines.map((line) => JSON.parse(line) as { readonly name: string; readonly rate: number });
    return [
      ...found.map(({ name, rate }) => ({
        what: name,
        value: `${short(rate)} rows/s; ours is ${(ours! / rate).toFixed(0)} times as fast`,
      })),
      { what: "ours: `user` to CSV", value: `${short(ours!)} rows/s` },
    ];
  },
};
