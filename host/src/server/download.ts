import { Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Download } from "../platform/platform.ts";
import type { ByteRange } from "../stores/store.ts";
import { sendProblem, toProblem } from "./problem.ts";

const RANGE_HINT = "Ask for one range: bytes=0-1023, bytes=1024- or bytes=-1024.";

/** The bytes that a header asks for: a range, the whole, or nothing that there is. */
function parseRange(header: string | undefined, bytes: number): ByteRange | "whole" | "unsatisfiable" {
  if (header === undefined || !/^bytes=/i.test(header)) return "whole"; // RFC 9110, 14.2: unknown units are ignored
  const match = /^bytes=\s*(\d*)-(\d*)\s*$/i.exec(header);
  if (match === null) return "unsatisfiable"; // several ranges, or none at all
  const [, first = "", last = ""] = match;
  if (first === "" && last === "") return "unsatisfiable";
  const from = first === "" ? Math.max(0, bytes - Number(last)) : Number(first);
  const to = first === "" || last === "" ? bytes : Math.min(bytes, Number(last) + 1);
  return from < to ? { from, to } : "unsatisfiable";
}

/** A name that every system can keep, and the name itself for those that know RFC 6266. */
function disposition(name: string): string {
  const safe = name
    .replaceAll(/[^\w.()+ -]/g, "_")
    .replaceAll(/^\.+/g, "_")
    .slice(0, 200);
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${safe}"; filename*=UTF-8''${encoded}`;
}

const quoted = (etag: string): string => (/^(?:W\/)?"/.test(etag) ? etag : `"${etag}"`);

const lists = (header: string | undefined, etag: string): boolean =>
  header !== undefined &&
  (header.trim() === "*" || header.split(",").some((each) => each.trim().replace(/^W\//, "") === etag));

/** Answers with a file: the whole, a range, or that it has not changed. */
export async function sendDownload(
  request: FastifyRequest,
  reply: FastifyReply,
  download: Download,
): Promise<FastifyReply | void> {
  const { headers, method } = request;
  const etag = quoted(download.etag);
  void reply.headers({
    etag,
    "accept-ranges": "bytes",
    "cache-control": "private, no-cache",
    "content-disposition": disposition(download.name),
  });
  if (lists(headers["if-none-match"], etag)) return reply.code(304).send();
  const isSame = headers["if-range"] === undefined || headers["if-range"] === etag;
  const range = parseRange(isSame ? headers.range : undefined, download.bytes);
  if (range === "unsatisfiable") {
    void reply.removeHeader("content-disposition").header("content-range", `bytes */${download.bytes}`);
    const detail = `the file has ${download.bytes} bytes; the range asks for others.`;
    return sendProblem(request, reply, toProblem(416, "request/range", detail, RANGE_HINT));
  }
  const { from, to } = range === "whole" ? { from: 0, to: download.bytes } : range;
  void reply.type(download.type).header("content-length", to - from);
  if (range !== "whole") void reply.code(206).header("content-range", `bytes ${from}-${to - 1}/${download.bytes}`);
  if (method === "HEAD") return reply.send(Readable.from([])); // with no payload at all the length would be told as 0
  const stop = new AbortController();
  reply.raw.once("close", () => stop.abort());
  const bytes = download.open(range === "whole" ? undefined : range, stop.signal);
  return reply.send(Readable.from(bytes, { objectMode: false, highWaterMark: 1 << 17 }));
}
