import { setImmediate as turn } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { pull } from "./meter.ts";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

test("pieces that have passed are not kept, however long the stream is", async () => {
  const passed: WeakRef<Uint8Array>[] = [];
  async function* source(): AsyncGenerator<Uint8Array> {
    for (let k = 0; k < 50; k++) {
      await turn();
      const piece = new Uint8Array(1024);
      passed.push(new WeakRef(piece));
      yield piece;
    }
  }
  let kept = 0;
  for await (const piece of pull(source(), new AbortController().signal)) {
    expect(piece).toHaveLength(1024);
    if (passed.length < 50) continue;
    await turn();
    collect();
    kept = passed.filter((each) => each.deref() !== undefined).length;
  }
  expect(passed).toHaveLength(50);
  expect(kept).toBeLessThan(5); // the one at hand, and what a frame still names
});

test("an abort ends a pull whose source hangs, and one between two pieces", async () => {
  const hangs = new AbortController();
  const hanging = pull({ [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}) }) }, hangs.signal).next();
  hangs.abort(new Error("enough"));
  await expect(hanging).rejects.toThrow("enough");

  const between = new AbortController();
  const pieces = pull([new Uint8Array(1), new Uint8Array(1)], between.signal);
  await pieces.next();
  between.abort(new Error("enough"));
  await expect(pieces.next()).rejects.toThrow("enough");
});
