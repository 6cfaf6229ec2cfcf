import { describe, expect, test } from "vitest";
import type { Ready } from "./protocol.ts";
import { openSession } from "./session.ts";

const TEXT = `name: small
seed: 1
now: 2026-01-01
tables:
  people:
    rows: 5000
    fields:
      id: { type: sequence, key: true }
      size: { type: decimal, scale: 2, min: 1, max: 9 }
      kind: { type: category, values: { a: 3, b: 1 }, null: 0.25 }
  nobody:
    rows: 0
    fields:
      id: { type: sequence, key: true }
`;

async function opened(): Promise<{ session: ReturnType<typeof openSession>; ready: Ready }> {
  const session = openSession(0, () => 0);
  const { ready } = await session.compile({ text: TEXT });
  if (ready === undefined) throw new Error("expected a plan");
  return { session, ready };
}

describe("the engine behind the page", () => {
  test("tells tables, columns, the types as written, and where they are written", async () => {
    const { ready } = await opened();
    expect(ready.tables.map(({ name, rows }) => [name, rows])).toEqual([
      ["people", 5000],
      ["nobody", 0],
    ]);
    expect(ready.tables[0]!.columns.map(({ name, type }) => [name, type])).toEqual([
      ["id", "sequence"],
      ["size", "decimal"],
      ["kind", "category"],
    ]);
    const { from, to } = ready.tables[0]!.columns[1]!.span;
    expect(TEXT.slice(from, to)).toBe("size");
  });

  test("rows asked for in pieces are the rows asked for at once", async () => {
    const { session, ready } = await opened();
    const ask = async (from: number, count: number) =>
      (await session.rows({ plan: ready.plan, table: "people", from, count })).rows;
    expect([...(await ask(4000, 5)), ...(await ask(4005, 300))]).toEqual(await ask(4000, 305));
  });

  test("a decimal shows all its places, a null is null", async () => {
    const { session, ready } = await opened();
    const { rows } = await session.rows({ plan: ready.plan, table: "people", from: 0, count: 500 });
    expect(rows.every((row) => /^\d\.\d\d$/.test(row[1]!))).toBe(true);
    expect(rows.some((row) => row[2] === null)).toBe(true);
  });

  test("a summary counts nulls and the commonest values, and sees how wide the last row is", async () => {
    const { session, ready } = await opened();
    const { columns, rows, csvRowBytes } = await session.summarize({ plan: ready.plan, table: "people" });
    expect(rows).toBe(2000);
    expect(csvRowBytes).toBeGreaterThan(8);
    const [id, size, kind] = columns;
    expect(id!.chars).toBeGreaterThan(4); // 5000, not 2000: the last row is looked at
    expect(size!.bars.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(1900);
    expect(Math.abs(kind!.nulls - 0.25)).toBeLessThan(5 * Math.sqrt((0.25 * 0.75) / 2000));
    expect(kind!.top.map(({ text }) => text)).toEqual(["a", "b"]);
  });

  test("a table without rows has a summary too", async () => {
    const { session, ready } = await opened();
    const { rows, columns } = await session.summarize({ plan: ready.plan, table: "nobody" });
    expect([rows, columns.length]).toEqual([0, 1]);
  });

  test("an older plan still answers while a newer one is on its way", async () => {
    const { session, ready } = await opened();
    const before = await session.rows({ plan: ready.plan, table: "people", from: 0, count: 3 });
    await session.compile({ text: TEXT.replace("seed: 1", "seed: 2") });
    expect(await session.rows({ plan: ready.plan, table: "people", from: 0, count: 3 })).toEqual(before);
  });

  test("every issue has the line it is about", async () => {
    const outcome = await openSession(0, () => 0).compile({ text: TEXT.replace("min: 1", "mim: 1") });
    expect(outcome.ready === undefined && outcome.problems.map(({ line }) => line)).toEqual([9]);
  });
});
