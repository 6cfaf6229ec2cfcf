import { expect, test } from "vitest";
import { toCommand, toFileName } from "./command.ts";

test("a template as it came is named, an edited one is a file to save first", () => {
  const parts = { template: "shop", name: "shop", now: undefined };
  expect(toCommand({ ...parts, changed: false })).toEqual({
    command: "npx semblance generate shop --out shop/",
    file: undefined,
  });
  expect(toCommand({ ...parts, changed: true })).toEqual({
    command: "npx semblance generate shop.yaml --out shop/",
    file: "shop.yaml",
  });
});

test("a document that leaves `now` open gets today's, so that the bytes stay the same tomorrow", () => {
  expect(toCommand({ template: "shop", name: "shop", changed: false, now: "2026-11-21" }).command).toContain(
    "--now 2026-11-21",
  );
});

test("a name with a path or a shell in it becomes a plain file name", () => {
  expect(toFileName("../my shop; rm -rf")).toBe("my-shop-rm-rf");
});
