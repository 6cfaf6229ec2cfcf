import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startS3 } from "../../host/src/stores/real-servers.ts";
import { atMost, type Claim, type Figure } from "../claim.ts";

const script = fileURLToPath(new URL("../../host/src/cli/stream-store.ts", import.meta.url));
const KEY = { AWS_ACCESS_KEY_ID: "S3RVER", AWS_SECRET_ACCESS_KEY: "S3RVER" };

async function stream(what: string, address: string, megabytes: number, home: string): Promise<readonly Figure[]> {
  const options = { env: { ...process.env, ...KEY } };
  const { stdout } = await promisify(execFile)(process.execPath, [script, address, String(megabytes), home], options);
  const { put, get, megabytes: peak } = JSON.parse(stdout) as { put: number; get: number; megabytes: number };
  return [
    { what: `${what}: ${megabytes} MiB in`, value: `${put.toFixed(0)} MB/s` },
    { what: `${what}: the same out`, value: `${get.toFixed(0)} MB/s` },
    atMost(`${what}: peak memory of the whole process`, peak, 200, " MB"),
  ];
}

/** Stores: how fast, and that memory does not grow with the object. */
export const stores: Claim = {
  name: "stores",
  says: "gigabytes through the stores, in the memory of a few pieces",
  async measure(): Promise<readonly Figure[]> {
    const home = mkdtempSync(join(tmpdir(), "semblance-stream-"));
    const server = await startS3();
    const bucket = `s3://data/stream?endpoint=${server.address}`;
    try {
      return [
        ...(await stream("file", "file:", 512, home)),
        ...(await stream("file", "file:", 4096, home)),
        ...(await stream("S3 (s3rver on the same machine)", bucket, 256, home)),
        ...(await stream("S3 (s3rver on the same machine)", bucket, 1024, home)),
      ];
    } finally {
      await server.stop();
      rmSync(home, { recursive: true, force: true });
    }
  },
};
