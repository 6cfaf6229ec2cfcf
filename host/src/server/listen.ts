import { BlockList, isIP } from "node:net";
import { SchemaError, WorldError } from "@semblance/engine";
import { openApp } from "./app.ts";

/** A server that runs. */
export interface Server {
  readonly url: string;
  /** Finishes requests under way, then ends. */
  close(): Promise<void>;
}

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8);
loopback.addAddress("::1", "ipv6");

function isLoopback(host: string): boolean {
  const family = isIP(host);
  return family === 0 ? host === "localhost" : loopback.check(host, family === 6 ? "ipv6" : "ipv4");
}

/** Serves on an address of this machine only: there is no access control yet. Port 0 takes a free one. */
export async function listen(host: string, port: number): Promise<Server> {
  if (!isLoopback(host)) {
    const message = `expected an address of this machine only; found ${host}.`;
    const hint =
      "Anybody could use it there, since there are no accounts yet. Take 127.0.0.1, and a proxy that asks for passwords.";
    throw new SchemaError([{ path: "HOST", code: "server/open-address", message, hint }]);
  }
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new SchemaError([{ path: "PORT", code: "server/port", message: "expected a number from 0 to 65535." }]);
  }
  const app = await openApp();
  try {
    return { url: await app.listen({ host, port }), close: () => app.close() };
  } catch (error) {
    const { code = "?" } = error as NodeJS.ErrnoException;
    const [what, hint] =
      code === "EADDRINUSE"
        ? ["the port is taken.", `Another Semblance, perhaps? Take another: PORT=${port + 1}, or --port ${port + 1}.`]
        : code === "EACCES"
          ? ["you may not use that port.", "Take one from 1024 on: --port 8080."]
          : [`cannot listen (${code}).`, ""];
    throw new WorldError(`${host}:${port}: ${what}\n${hint}`.trim(), "network", code === "EADDRINUSE", error);
  }
}
