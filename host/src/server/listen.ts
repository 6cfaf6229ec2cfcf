import { SchemaError, WorldError } from "@semblance/engine";
import type { FastifyInstance } from "fastify";

/** Complains of an address that others can reach while nobody has to prove who they are. */
export function refuseOpenAddress(host: string): never {
  const message = `expected an administrator, since others can reach ${host}; found none.`;
  const hint =
    "Set SEMBLANCE_ADMIN_EMAIL and SEMBLANCE_ADMIN_PASSWORD, or API_KEY. Or take 127.0.0.1, which only this machine reaches.";
  throw new SchemaError([{ path: "HOST", code: "server/open-address", message, hint }]);
}

/** Serves on an address and gives it as one that can be opened. Port 0 takes a free one. Throws WorldError. */
export async function listen(app: FastifyInstance, host: string, port: number): Promise<string> {
  try {
    return await app.listen({ host, port, listenTextResolver: (address) => `serving ${address}` });
  } catch (error) {
    const { code = "?" } = error as NodeJS.ErrnoException;
    const [what, hint] =
      code === "EADDRINUSE"
        ? ["the port is taken.", `Another Semblance, perhaps? Take another: PORT=${port + 1}, or --port ${port + 1}.`]
        : code === "EACCES"
          ? ["you may not use that port.", "Take one from 1024 on: --port 8080."]
          : code === "EADDRNOTAVAIL" || code === "ENOTFOUND"
            ? ["this machine has no such address.", "Take 127.0.0.1, or 0.0.0.0 for all that it has."]
            : [`cannot listen (${code}).`, ""];
    throw new WorldError(`${host}:${port}: ${what}\n${hint}`.trim(), "network", code === "EADDRINUSE", error);
  }
}
