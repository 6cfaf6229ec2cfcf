import { createHash, generateKeyPairSync } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startArweave, startS3, type RealServer } from "../../host/src/stores/real-servers.ts";
import { folder, semblance } from "./semblance.ts";

const KEY = { AWS_ACCESS_KEY_ID: "S3RVER", AWS_SECRET_ACCESS_KEY: "S3RVER", AWS_REGION: "us-east-1" };
const DATA = ["generate", "ecommerce", "--rows", "3000", "--now", "2026-01-31", "--format", "jsonl", "--json"];
const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

interface Report {
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
}

/** Hashes of the files that the same command writes to a disk, by name. */
async function onDisk(): Promise<ReadonlyMap<string, string>> {
  const at = await folder();
  const { code } = await semblance([...DATA, "--out", "data/"], { cwd: at });
  expect(code).toBe(0);
  const names = await readdir(join(at, "data"));
  return new Map(
    await Promise.all(names.map(async (name) => [name, sha256(await readFile(join(at, "data", name)))] as const)),
  );
}

describe("generate --to a bucket", () => {
  let server: RealServer;
  beforeAll(async () => {
    server = await startS3();
  });
  afterAll(() => server.stop());

  test("puts there what --out puts on a disk", async () => {
    const to = `s3://data/shop?endpoint=${server.address}`;
    const { code, stdout, stderr } = await semblance([...DATA, "--to", to], { env: KEY });
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const { files } = JSON.parse(stdout.toString()) as Report;
    const expected = await onDisk();
    expect(files.map(({ path }) => path).sort()).toEqual(
      [...expected.keys()].map((name) => `s3://data/shop/${name}`).sort(),
    );
    // The test server asks nobody for a name.
    for (const [name, hash] of expected) {
      const found = await readFile(join(server.folder, "data", "shop", `${name}._S3rver_object`));
      expect(sha256(found)).toBe(hash);
    }
  });

  test("leaves nothing where it fails, and says what is missing", async () => {
    const bad = await semblance([...DATA, "--to", `s3://no-such-bucket?endpoint=${server.address}`], { env: KEY });
    expect(bad).toMatchObject({ code: 4 });
    expect(bad.stdout.toString() + bad.stderr).toMatch(/NoSuchBucket.*Make it first/s);
    const stray = await semblance([...DATA, "--to", "s3://data/shop", "--append"], { env: KEY });
    expect(stray).toMatchObject({ code: 2 });
    const secret = await semblance([...DATA, "--to", "s3://key:canary@data/shop"], { env: KEY });
    expect(secret).toMatchObject({ code: 2 });
    expect(secret.stdout.toString() + secret.stderr).not.toContain("canary");
  });
});

describe("generate --to arweave:", () => {
  test("tells the price, and sends nothing without it", async () => {
    const network = await startArweave();
    const at = await folder();
    const wallet = generateKeyPairSync("rsa", { modulusLength: 4096, publicExponent: 65537 }).privateKey.export({
      format: "jwk",
    });
    await writeFile(join(at, "key.json"), JSON.stringify(wallet));
    const address = createHash("sha256").update(Buffer.from(wallet.n!, "base64url")).digest("base64url");
    await fetch(`${network.address}/mint/${address}/1000000000000000`);
    const one = ["generate", "user", "--rows", "2000", "--now", "2026-01-31", "--json"];
    const publish = [...one, "--to", `arweave:?gateway=${network.address}`, "--wallet", "key.json"];
    const refused = await semblance(publish, { cwd: at });
    expect(refused.code).toBe(2);
    const said = refused.stdout.toString() + refused.stderr;
    expect(said).toMatch(/publishing for ever costs [\d.]+ AR/);
    const price = /Add --confirm-price (\d+)/.exec(said)![1]!;
    const unpaid = await semblance([...publish.slice(0, -2), "--confirm-price", price], { cwd: at });
    expect(unpaid).toMatchObject({ code: 2 });
    expect(unpaid.stdout.toString() + unpaid.stderr).toMatch(/--wallet/);
    expect(unpaid.stdout.toString() + unpaid.stderr).not.toMatch(/credentials\.wallet/);
    const { code, stdout, stderr } = await semblance([...publish, "--confirm-price", price], { cwd: at });
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const { files } = JSON.parse(stdout.toString()) as Report;
    await fetch(`${network.address}/mine`);
    const found = Buffer.from(await (await fetch(files[0]!.path)).arrayBuffer());
    await semblance([...one, "--out", "user.csv"], { cwd: at });
    expect(found.equals(await readFile(join(at, "user.csv")))).toBe(true);
    await network.stop();
  });
});
