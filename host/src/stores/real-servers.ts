// Servers for tests and measurements: processes of their own, on a private port and folder.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";

/** A server of which the process can be killed and started again on the same port and folder. */
export interface RealServer {
  readonly address: string;
  /** What it keeps. */
  readonly folder: string;
  /** As a machine that loses its power: nothing is finished. */
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

function programOf(name: string, path: string): string {
  return join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), path);
}

async function startServer(name: string, port: number, line: readonly string[], folder: string): Promise<RealServer> {
  let child: ChildProcess | undefined;
  const kill = async (): Promise<void> => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  };
  const start = async (): Promise<void> => {
    child = spawn(process.execPath, [...line], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    child.stderr!.on("data", (text: Buffer) => (said += String(text)));
    for await (const text of createInterface({ input: child.stdout! })) {
      said += `${text}\n`;
      if (!/listening|started/i.test(text)) continue;
      child.stdout!.resume();
      return;
    }
    throw new Error(`${name} did not start:\n${said}`);
  };
  await start();
  const stop = async (): Promise<void> => {
    await kill();
    rmSync(folder, { recursive: true, force: true });
  };
  return { address: `http://127.0.0.1:${port}`, folder, kill, start, stop };
}

/** An S3-compatible server with the bucket `data`; its key and secret are S3RVER. */
export async function startS3(): Promise<RealServer> {
  const folder = mkdtempSync(join(tmpdir(), "semblance-s3-"));
  const port = await freePort();
  const program = programOf("s3rver", "bin/s3rver.js");
  // It pages with a cipher that OpenSSL 3 calls legacy.
  const line = [
    "--openssl-legacy-provider",
    program,
    "-d",
    folder,
    "-a",
    "127.0.0.1",
    "-p",
    String(port),
    "--configure-bucket",
    "data",
  ];
  return startServer("s3rver", port, line, folder);
}

/** A network of Arweave of one node; `/mint/<address>/<winston>` fills a wallet, `/mine` makes a block. */
export async function startArweave(): Promise<RealServer> {
  const folder = mkdtempSync(join(tmpdir(), "semblance-arweave-"));
  const port = await freePort();
  const program = programOf("arlocal", "bin/index.js");
  const sqlite = new URL("real-sqlite.ts", import.meta.url).href;
  const line = ["--import", sqlite, program, String(port), "--hidelogs", "--persist", "--dbpath", "db"];
  return startServer("arlocal", port, line, folder);
}
