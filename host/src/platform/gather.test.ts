import { expect, test } from "vitest";
import { gather } from "./gather.ts";

test("calls that come during a round share the next one, and never see what was read before they came", async () => {
  let written = 0;
  const rounds: (readonly string[])[] = [];
  const gates: PromiseWithResolvers<void>[] = [];
  const look = gather(async (keys: readonly string[]) => {
    rounds.push(keys);
    const seen = written;
    const gate = Promise.withResolvers<void>();
    gates.push(gate);
    await gate.promise;
    return keys.map((key) => `${key}${seen}`);
  });
  const first = look("a");
  written = 1;
  const later = [look("b"), look("c")];
  gates[0]!.resolve();
  expect(await first).toBe("a0");
  gates[1]!.resolve();
  expect(await Promise.all(later)).toEqual(["b1", "c1"]);
  expect(rounds).toEqual([["a"], ["b", "c"]]);
});

test("a round that fails fails its callers alone", async () => {
  let fails = true;
  const look = gather(async (keys: readonly number[]) => {
    if (fails) throw new Error("no");
    return keys;
  });
  await expect(look(1)).rejects.toThrow("no");
  fails = false;
  expect(await look(2)).toBe(2);
});
