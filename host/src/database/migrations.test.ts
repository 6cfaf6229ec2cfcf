import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { generateDrizzleJson, generateMigration } from "drizzle-kit/api";
import { expect, test } from "vitest";
import * as schema from "./schema.ts";

const meta = join(import.meta.dirname, "migrations", "meta");

test("the migrations make what schema.ts says: see Change a table in CONTRIBUTING.md", async () => {
  const last = readdirSync(meta)
    .filter((name) => name.endsWith("_snapshot.json"))
    .sort()
    .at(-1)!;
  const kept = JSON.parse(readFileSync(join(meta, last), "utf8")) as Parameters<typeof generateMigration>[0];
  expect(kept.dialect).toBe("postgresql");
  expect(await generateMigration(kept, generateDrizzleJson(schema, kept.prevId))).toEqual([]);
});
