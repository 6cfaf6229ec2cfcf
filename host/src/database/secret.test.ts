import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SchemaError, WorldError } from "@semblance/engine";
import { expect, onTestFinished, test } from "vitest";
import { openSecret } from "./secret.ts";

async function home(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "semblance-secret-"));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
}

test("what is sealed is opened by the same secret only", async () => {
  const text = "AWS4 – ключ";
  const ours = await openSecret("/nowhere", "a secret of the operator");
  const sealed = ours.seal(text);
  expect(sealed).not.toMatch("AWS4");
  expect(ours.seal(text)).not.toBe(sealed);
  expect(ours.open(sealed)).toBe(text);
  expect((await openSecret("/elsewhere", "a secret of the operator")).open(sealed)).toBe(text);
  const other = await openSecret("/nowhere", "another secret, as long");
  expect(() => other.open(sealed)).toThrow(WorldError);
  const bent = Buffer.from(sealed.slice(3), "base64url");
  bent[bent.length - 1]! ^= 1;
  expect(() => ours.open(`v1.${bent.toString("base64url")}`)).toThrow(/is not the one that this was sealed with/);
});

test("a secret of a home is made once, for its owner alone, however many start at once", async () => {
  const path = join(await home(), "deep", "home");
  const all = await Promise.all(Array.from({ length: 8 }, () => openSecret(path, "")));
  const sealed = all[0]!.seal("x");
  for (const secret of all) expect(secret.open(sealed)).toBe("x");
  expect((await stat(join(path, "secret"))).mode & 0o777).toBe(0o600);
  expect(await readFile(join(path, "secret"), "utf8")).toMatch(/^[\w-]{43}\n$/);
});

test("a secret that is too short, and a home that cannot be written, are named", async () => {
  await expect(openSecret("/nowhere", "short")).rejects.toThrow(SchemaError);
  await expect(openSecret(import.meta.filename, "")).rejects.toThrow(
    /secret\.test\.ts\/secret: the secret cannot be kept \(E/,
  );
});
