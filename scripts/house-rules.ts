/** The house as a table: which rooms exist, and who may enter which. docs/decisions/0001-three-packages.md says why. */

/** A package of the house. A room is a folder or a file directly below its `src`; `*` allows every room of the package. */
export interface Package {
  readonly name: string;
  /** What others may import it by; every other file is private. */
  readonly doors: Readonly<Record<string, string>>;
  /** Each room with the rooms and packages it may import. */
  readonly rooms: Readonly<Record<string, readonly string[]>>;
  /** Folders whose children are rooms of their own. */
  readonly wings: readonly string[];
  /** Folders below `src` whose members do not know each other. */
  readonly plugs: Readonly<Record<string, Plug>>;
}

/** A folder of siblings. Its `all.ts` names the members; nobody else does but the rooms in `namedBy`. */
export interface Plug {
  /** Files of the folder that every member may import. */
  readonly shared: readonly string[];
  readonly namedBy: readonly string[];
}

const ENGINE_BASE = ["errors", "math", "words", "wasm"];
const COMPUTING = ["plan", "batch", "random", "math", "errors"];
const SERVING = ["@semblance/engine", "config", "log", "net"];

export const PACKAGES: Readonly<Record<string, Package>> = {
  engine: {
    name: "@semblance/engine",
    doors: { "@semblance/engine": "engine/src/index.ts" },
    rooms: {
      errors: [],
      math: ["wasm"],
      words: [],
      wasm: ["errors"],
      random: ["wasm", "math", "errors"],
      batch: ["wasm", "errors"],
      schema: ["errors"],
      plan: ["batch", "random", "wasm", "errors"],
      kernels: [...COMPUTING, "words", "wasm"],
      expr: [...COMPUTING, "wasm"],
      synth: COMPUTING,
      llm: COMPUTING,
      formats: ["batch", "math", "random", "wasm", "errors"],
      quality: ["batch", "math", "random", "errors"],
      compile: [...ENGINE_BASE, "random", "batch", "schema", "plan", "kernels", "expr", "synth", "llm"],
      // plain English is settled by compiling it; its parameters of distributions are exact numbers
      sources: ["schema", "compile", "math", "batch", "formats", "llm", "errors"],
      rows: ["compile", "plan", "batch", "errors"],
      index: ["*"],
    },
    wings: [],
    plugs: {
      // compile is the one place where document meets kernel, so it asks for each by name.
      kernels: { shared: ["kernel", "kept"], namedBy: ["compile"] },
      "compile/fields": { shared: ["draws", "facets", "people", "place", "worded"], namedBy: [] },
      "compile/rules": { shared: ["rule-kind"], namedBy: [] },
      formats: {
        shared: ["format", "row-writer", "deflate", "objects", "postgres-binary", "postgres-text", "postgres-values"],
        namedBy: [],
      },
      synth: { shared: ["synthesizer", "encodings"], namedBy: [] },
    },
  },
  host: {
    name: "@semblance/host",
    doors: { "@semblance/host/api": "host/src/api/index.ts" },
    rooms: {
      config: [],
      log: [],
      net: ["@semblance/engine"],
      database: SERVING,
      stores: SERVING,
      connectors: SERVING,
      backends: SERVING,
      samples: SERVING,
      jobs: [...SERVING, "database", "stores", "connectors", "backends", "samples"],
      access: [...SERVING, "database", "api"],
      platform: [...SERVING, "database", "stores", "connectors", "samples", "jobs", "api"],
      api: ["@semblance/engine"],
      client: [],
      server: ["@semblance/engine", "*"],
      cli: ["@semblance/engine", "*"],
      mcp: ["@semblance/engine", "*"],
    },
    wings: [],
    plugs: {
      stores: { shared: ["store", "retry", "keys", "meter", "real-servers", "http", "publisher"], namedBy: [] },
    },
  },
  web: {
    name: "@semblance/web",
    doors: {},
    rooms: {
      texts: [],
      ui: ["texts"],
      api: ["@semblance/host/api", "texts"],
      draft: ["@semblance/engine"],
      preview: ["ui", "texts", "@semblance/engine"],
      "features/*": ["ui", "texts", "api", "draft", "preview", "@semblance/engine"],
      app: ["@semblance/engine", "@semblance/host/api", "*"],
      main: ["@semblance/engine", "@semblance/host/api", "*"],
    },
    wings: ["features"],
    plugs: {},
  },
};

/** Rooms outside the packages: they enter through the doors only. */
export const OUTSIDE = ["e2e", "bench", "scripts"];

/** What these rooms and the tests of packages share: the private database servers that tests and measurements start. */
export const SHARED_OUTSIDE = [
  "e2e/loading/servers.ts",
  "host/src/stores/real-servers.ts",
  "e2e/platform/places.ts",
  "scripts/client.ts",
];

/** Rooms where Node's own modules may not be named. */
export const WITHOUT_NODE = ["engine", "host/api", "web"];

/** The room where inexact functions are allowed, because it makes them exact. */
export const EXACT_ROOM = "math";

/** Functions of Math whose last bits differ between runtimes. `sqrt`, `floor`, `imul` and the like are exact by the standard. */
export const INEXACT = new Set(
  "pow exp expm1 log log1p log2 log10 sin cos tan asin acos atan atan2 sinh cosh tanh asinh acosh atanh cbrt hypot".split(
    " ",
  ),
);

/** What depends on the moment or the machine, with what to use instead. */
export const IMPURE: Readonly<Record<string, string>> = {
  "Math.random": "Draw from a stream of random/.",
  "Date.now": "Take the job's fixed now as a parameter.",
  "new Date()": "Take the job's fixed now as a parameter.",
  "new Date(year, month)": "It reads the machine's time zone: use Date.UTC.",
  Intl: "Its data differ between runtimes: use words/.",
  localeCompare: "Its order differs between runtimes: compare code units.",
  toLocale: "Its text differs between runtimes: format by hand.",
  performance: "Time belongs to host.",
  globalThis: "Name what you need in engine/src/globals.d.ts.",
};

export const MAX_CODE_LINES = 400;
export const MAX_FOLDERS = 2;
