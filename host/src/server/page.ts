import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyRequest } from "fastify";

const root = fileURLToPath(new URL("../../../web/dist/", import.meta.url));

const YEAR_S = 31_536_000;

/** Whether the web page is built. */
export const hasPage = (): boolean => existsSync(`${root}index.html`);

/** Serves the web page's files. Those whose names have a hash of their bytes never change. */
export async function registerPage(app: FastifyInstance): Promise<void> {
  if (!hasPage()) return;
  await app.register(fastifyStatic, {
    root,
    preCompressed: true,
    setHeaders: (reply, path) => {
      const isFixed = path.slice(root.length).startsWith("assets/");
      void reply.header("cache-control", isFixed ? `public, max-age=${YEAR_S}, immutable` : "no-cache");
    },
  });
}

/** Whether a request is for a page of the web client, which has addresses of its own. */
export function isForPage({ method, url, headers }: FastifyRequest): boolean {
  const path = url.split("?", 1)[0]!;
  const wanted = headers.accept ?? "";
  return (
    (method === "GET" || method === "HEAD") &&
    !/^\/(?:api|docs|metrics|mcp|\.well-known)(?:\/|$)/.test(path) &&
    !/\.\w+$/.test(path) &&
    wanted.includes("text/html") &&
    hasPage()
  );
}
