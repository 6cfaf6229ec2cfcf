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
  /** As a machine that loses its power: nothing is finished. */
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export async function freePort(): Promise<number> {
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

async function startServer(name: string, port: number, line: readonly string[], ready: RegExp): Promise<RealServer> {
  let child: ChildProcess | undefined;
  const kill = async (): Promise<void> => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  };
  const start = async (): Promise<void> => {
    child = spawn(process.execPath, [...line], { stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    child.stderr!.on("data", (text: Buffer) => (said += String(text)));
    for await (const text of createInterface({ input: child.stdout! })) {
      said += `${text}\n`;
      if (!ready.test(text)) continue;
      child.stdout!.resume();
      return;
    }
    throw new Error(`${name} did not start:\n${said}`);
  };
  await start();
  return { address: `http://127.0.0.1:${port}`, kill, start, stop: kill };
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
  const server = await startServer("s3rver", port, line, /listening/i);
  return {
    ...server,
    async stop() {
      await server.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
