import { assert, asyncProperty, string } from "fast-check";
import { expect, test } from "vitest";
import { fromFragment, isShared, MOST_SHARED, toFragment } from "./share.ts";

test("a shared text comes back letter by letter", async () => {
  await assert(
    asyncProperty(string({ unit: "grapheme", maxLength: 200 }), async (text) => {
      const fragment = (await toFragment(text))!;
      expect(fragment).toMatch(/^#schema=[\w-]*$/);
      expect(isShared(fragment)).toBe(true);
      expect(await fromFragment(fragment)).toBe(text);
    }),
    { numRuns: 50 },
  );
});

test("a text too large for a link gives none", async () => {
  const noise = Array.from({ length: 60_000 }, (_, k) => ((k * 2_654_435_761) >>> 0).toString(36)).join("");
  expect(await toFragment(noise)).toBeUndefined();
  expect((await toFragment("a: b\n".repeat(20_000)))!.length).toBeLessThan(MOST_SHARED);
});

test("a cut or broken link, and one that unpacks to very much, give nothing", async () => {
  const whole = (await toFragment("tables: { a: { fields: { id: uuid } } }"))!;
  expect(await fromFragment(whole.slice(0, -6))).toBeUndefined();
  expect(await fromFragment("#schema=%%%")).toBeUndefined();
  const packed = await new Response(
    new Blob([new Uint8Array(20_000_000)]).stream().pipeThrough(new CompressionStream("deflate-raw")),
  ).arrayBuffer();
  const letters = Array.from(new Uint8Array(packed), (byte) => String.fromCharCode(byte)).join("");
  const bomb = btoa(letters).replaceAll("+", "-").replaceAll("/", "_");
  expect(await fromFragment(`#schema=${bomb}`)).toBeUndefined();
});
