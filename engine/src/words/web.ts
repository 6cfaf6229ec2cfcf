import * as data from "./data/web.ts";
import { once, readRows, readWeighted } from "./read.ts";
import type { Weighted } from "./read.ts";

export interface Browser {
  readonly name: string;
  readonly engine: string;
  readonly weight: number;
  /** Major versions still met, half-open. */
  readonly versions: { readonly from: number; readonly to: number };
}

export interface OperatingSystem {
  readonly name: string;
  readonly form: "desktop" | "mobile" | "tablet";
  readonly weight: number;
  /** What stands in brackets in a user agent; {a} and {b} are a major and minor version (iOS: 16 to 18, 0 to 6). */
  readonly token: string;
}

/** One shape of user agent: replace {system} by the token of one of `systems` and {version} by a version of the browser. */
export interface UserAgent {
  readonly browser: string;
  /** Names of operating systems this shape is sent from. */
  readonly systems: readonly string[];
  readonly text: string;
}

export interface FileKind {
  /** Without the dot; unique. */
  readonly extension: string;
  /** IANA media type. */
  readonly mediaType: string;
  readonly kind: string;
  readonly weight: number;
}

export interface HttpStatus {
  readonly code: number;
  /** Reason phrase of RFC 9110. */
  readonly reason: string;
  readonly weight: number;
}

/** Browsers with their rough world share. */
export const browsers: () => readonly Browser[] = once(() =>
  readRows(data.browsers).map(([name = "", engine = "", weight = "", newest = "", oldest = ""]) => ({
    name,
    engine,
    weight: Number(weight),
    versions: { from: Number(oldest), to: Number(newest) + 1 },
  })),
);

export const operatingSystems: () => readonly OperatingSystem[] = once(() =>
  readRows(data.systems).map(([name = "", form = "", weight = "", token = ""]) => ({
    name,
    form: form === "mobile" || form === "tablet" ? form : "desktop",
    weight: Number(weight),
    token,
  })),
);

/** Every browser has at least one shape; browser, system and text agree. */
export const userAgents: () => readonly UserAgent[] = once(() =>
  readRows(data.agents).map(([browser = "", systems = "", text = ""]) => ({
    browser,
    systems: systems.split(";"),
    text,
  })),
);

/** File extensions paired with their media types. */
export const fileKinds: () => readonly FileKind[] = once(() =>
  readRows(data.files).map(([extension = "", mediaType = "", kind = "", weight = ""]) => ({
    extension,
    mediaType,
    kind,
    weight: Number(weight),
  })),
);

/** HTTP status codes, weighted like a busy server's log. */
export const httpStatuses: () => readonly HttpStatus[] = once(() =>
  readRows(data.statuses).map(([code = "", reason = "", weight = ""]) => ({
    code: Number(code),
    reason,
    weight: Number(weight),
  })),
);

export const httpMethods: () => readonly Weighted[] = once(() => readWeighted(data.methods));
