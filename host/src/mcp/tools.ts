import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import type { RequestHandlerExtra } from "@modelcontextprotocol/sdk/shared/protocol.js";
import type { CallToolResult, ServerNotification, ServerRequest } from "@modelcontextprotocol/sdk/types.js";
import { z } from "zod";
import { checkedText, describedText, previewText, runText, toAnswer, toFault } from "./answers.ts";
import type { Hand, Run } from "./hand.ts";

const NOTICE_MS = 100;

type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;

const Rows = z.number().int().min(0).max(1e12);
const Seed = z.union([z.number().int(), z.string().max(200)]).describe("The same seed gives the same data for ever");
const Id = z.string().min(1).max(200);

const SUBJECT = {
  schema: z
    .union([z.record(z.string(), z.unknown()), z.string().max(4_000_000)])
    .optional()
    .describe("A schema as an object, or as YAML or JSON text; this or template"),
  template: z.string().max(200).optional().describe("Name of a template, as `user` or `ecommerce`; this or schema"),
  rows: Rows.optional().describe("Rows of every table that is not counted per row of another"),
  tables: z.record(z.string(), Rows).optional().describe("Rows by table: {orders: 5000}"),
  seed: Seed.optional(),
  locale: z.string().max(40).optional().describe("As de_DE"),
  now: z.string().max(40).optional().describe("The moment that `now` stands for, ISO 8601"),
};

const Described = z
  .strictObject({
    text: z.string().min(1).max(20_000).describe("What the data is to be, or what is to change, in plain English"),
    schema: SUBJECT.schema.describe("A schema that the words are to change; comments of a text stay"),
    rows: z.number().int().min(1).max(1e12).optional(),
    seed: Seed.optional(),
    locale: SUBJECT.locale,
  })
  .refine(
    ({ schema, rows, seed, locale }) => schema === undefined || (rows ?? seed ?? locale) === undefined,
    "expected no rows, seed and locale beside schema: say them in the text",
  );
const Subject = z.strictObject(SUBJECT);
const Previewed = z.strictObject({
  ...SUBJECT,
  table: z.string().max(200).optional().describe("One table; all where absent"),
  from: z.number().int().min(0).max(1e12).default(0).describe("The first row, counted from 0"),
  count: z.number().int().min(1).max(1000).default(10).describe("How many rows, at most 1000"),
});
const Explained = z.strictObject({
  ...SUBJECT,
  column: z.string().max(500).describe("As orders.total"),
  row: z.number().int().min(0).max(1e12).describe("Counted from 0"),
});
const Generated = z.strictObject({
  ...SUBJECT,
  format: z.enum(["csv", "json", "jsonl", "parquet", "arrow", "xlsx", "sql"]).default("csv"),
  gzip: z.boolean().default(false),
  dirty: z.number().gt(0).max(0.25).optional().describe("Share of cells and rows to spoil"),
  name: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, "expected letters, digits, dots, dashes and underscores")
    .optional()
    .describe("Name of what is made; a new one where absent"),
  wait_seconds: z
    .number()
    .min(0)
    .max(3600)
    .default(20)
    .describe("On a server: how long to wait before the answer; it goes on"),
});

/** Does the work of a tool; whatever is thrown becomes a tool error with every fault. */
async function answer(work: () => Promise<CallToolResult>): Promise<CallToolResult> {
  try {
    return await work();
  } catch (error) {
    return toFault(error);
  }
}

/** Tells the client how far a run is, where it wants to hear. */
function noticesTo({ _meta, sendNotification }: Extra): (run: Run) => void {
  const progressToken = _meta?.progressToken;
  let last = -Infinity;
  return ({ rows, rows_done, bytes, percent }) => {
    if (progressToken === undefined || performance.now() - last < NOTICE_MS) return;
    last = performance.now();
    const params = { progressToken, progress: rows_done, total: rows, message: `${percent} %, ${bytes} bytes` };
    sendNotification({ method: "notifications/progress", params }).catch(() => {}); // the client has gone
  };
}

const READS = { readOnlyHint: true, openWorldHint: false };

/** Registers all tools; `isLocal` says where files land. */
export function registerTools(server: McpServer, hand: Hand, isLocal: boolean): void {
  server.registerTool(
    "describe",
    {
      title: "Describe data in English",
      description:
        'Makes a schema (YAML and object) of plain English, offline and by rules, with where each part came from, notes on what was guessed and words that were not understood. Use it first when there is no schema. With schema it changes that one as the words say ("make age 21 to 65 and add a phone") and lists the changes. At most 20,000 characters. Show the notes to the user, edit the schema where they are wrong, then check or preview it. Example: {"text": "500 customers with name, unique email and age (18-80); each has 1 to 5 orders with date (last year) and total under $500"}',
      inputSchema: Described,
      annotations: READS,
    },
    async (wish, { signal }) =>
      answer(async () => {
        const made = await hand.describe(wish, signal);
        return toAnswer(describedText(made), made);
      }),
  );
  server.registerTool(
    "check",
    {
      title: "Check a schema",
      description:
        'Finds all faults of a schema at once, each with path, place in the text and hint; or gives its plan: tables in the order to load them, rows, bytes as CSV and seconds. Use it after every edit of a schema and before generate. The form of schemas is the resource semblance://schema.json, the field types are semblance://data-types. Example: {"schema": "tables:\\n  users:\\n    rows: 1000\\n    fields:\\n      id: uuid\\n      email: internet.email"}',
      inputSchema: Subject,
      annotations: READS,
    },
    async (order, { signal }) =>
      answer(async () => {
        const found = await hand.check(order, signal);
        return { ...toAnswer(checkedText(found), found), ...(found.valid ? {} : { isError: true }) };
      }),
  );
  server.registerTool(
    "preview",
    {
      title: "Look at rows",
      description:
        'Rows of a table from any row on, at once and without making the rest: the very rows that generate will deliver. At most 1000 rows per call. Example: {"template": "ecommerce", "rows": 1000000, "from": 999990, "count": 5}',
      inputSchema: Previewed,
      annotations: READS,
    },
    async (order, { signal }) =>
      answer(async () => {
        const seen = await hand.preview(order, signal);
        return toAnswer(previewText(seen), seen);
      }),
  );
  server.registerTool(
    "explain",
    {
      title: "Explain a cell",
      description:
        'How one cell came to be: the tree of the cells, rules and random streams that it was made from. Use it when a value surprises. Example: {"template": "user", "column": "email", "row": 17}',
      inputSchema: Explained,
      annotations: READS,
    },
    async (order, { signal }) =>
      answer(async () => {
        const tree = (await hand.explain(order, signal)) as object;
        return toAnswer(JSON.stringify(tree, undefined, 1), tree);
      }),
  );
  registerMaking(server, hand, isLocal);
}

function registerMaking(server: McpServer, hand: Hand, isLocal: boolean): void {
  const where = isLocal
    ? "Files land in a new folder below the one that the server was started with; the answer has their paths. It answers when all is made, tells progress meanwhile, and a cancelled call leaves nothing."
    : "Makes a job on the server and waits for it up to wait_seconds; the answer has download addresses, or call status later with the id. A call that is cancelled cancels its job.";
  server.registerTool(
    "generate",
    {
      title: "Make the data",
      description: `Makes the files of a schema or template, one per table, in csv, json, jsonl, parquet, arrow, xlsx or sql: the same bytes for the same schema, seed and now. ${where} Check first where there are many rows. Example: {"template": "user", "rows": 10000, "format": "parquet", "seed": 42}`,
      inputSchema: Generated,
      annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: !isLocal },
    },
    async (order, extra) =>
      answer(async () => {
        const watch = { signal: extra.signal, onProgress: noticesTo(extra) };
        const run = await hand.generate(order, watch);
        return { ...toAnswer(runText(run), run), ...(run.status === "failed" ? { isError: true } : {}) };
      }),
  );
  server.registerTool(
    "status",
    {
      title: "How far runs are",
      description:
        'Status, rows, per cent, seconds to go and files (paths or download addresses) of one run, or of all, the newest first. Example: {"id": "user"} or {}',
      inputSchema: z.strictObject({ id: Id.optional() }),
      annotations: READS,
    },
    async ({ id }) =>
      answer(async () => {
        const runs = await hand.status(id);
        return toAnswer(runs.length === 0 ? "There are no runs." : runs.map(runText).join("\n"), { runs });
      }),
  );
  server.registerTool(
    "cancel",
    {
      title: "End a run",
      description:
        'Ends a run that is at work and removes what it made. Use it where generate was asked for the wrong thing and its call has been answered. Example: {"id": "user"}',
      inputSchema: z.strictObject({ id: Id }),
      annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: !isLocal },
    },
    async ({ id }) =>
      answer(async () => {
        const run = await hand.cancel(id);
        return toAnswer(runText(run), run);
      }),
  );
  server.registerTool(
    "certificate",
    {
      title: "Facts about what was made",
      description:
        'Counts, keys, orphans, totals and SHA-256 of the files of a finished run, computed from the files themselves. Use it to prove what was delivered. Example: {"id": "user"}',
      inputSchema: z.strictObject({ id: Id }),
      annotations: READS,
    },
    async ({ id }) =>
      answer(async () => {
        const { schema, ...facts } = await hand.certificate(id);
        const { sha256 } = (schema ?? {}) as { sha256?: string };
        const data = { ...facts, schema_sha256: sha256 };
        return toAnswer(JSON.stringify(data, undefined, 1), data);
      }),
  );
}
