import { didYouMean, fieldTypes, SchemaError } from "@semblance/engine";
import { Job, JobOrder, QuickStart } from "../../api/index.ts";
import { listTemplates } from "../own-templates.ts";
import { requestFault } from "../request-fault.ts";
import type { App, Services } from "../services.ts";

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");

/** `customers`, `Customer` and `customer` are one. */
const singular = (name: string): string =>
  plain(name)
    .replace(/ies$/, "y")
    .replace(/([^s])s$/, "$1");

const SPELLINGS = [
  ["data_type", "dataType"],
  ["record_count", "recordCount"],
  ["output_format", "outputFormat"],
] as const;

interface Records {
  readonly type: string | undefined;
  readonly template: string | undefined;
  readonly count: number;
  readonly format: JobOrder["format"];
  readonly seed: number | string | undefined;
  readonly locale: string | undefined;
}

/** What is asked for, whatever the case of its names. */
function recordsOf(order: Exclude<QuickStart, { domain: string }>): Records {
  const { template, seed, locale } = order;
  for (const [snake, camel] of SPELLINGS) {
    if (order[snake] === undefined || order[camel] === undefined) continue;
    const message = `expected either ${snake} or ${camel}; found both.`;
    throw requestFault(`body.${camel}`, "request/twice", message, undefined, 422);
  }
  return {
    type: order.data_type ?? order.dataType,
    template,
    count: order.record_count ?? order.recordCount ?? 100,
    format: order.output_format ?? order.outputFormat ?? "json",
    seed,
    locale,
  };
}

export async function generateRoutes(
  app: App,
  { platform: { jobs }, database: { db }, desk }: Services,
): Promise<void> {
  /** What a name of data means: a template, a column of a field type, or a description in plain English. */
  async function subjectOf(type: string, userId: string): Promise<Pick<JobOrder, "schema" | "template">> {
    const templates = await listTemplates(db, userId);
    const template =
      templates.find(({ id, name }) => id === type || name === type) ??
      templates.find(({ name }) => singular(name) === singular(type));
    if (template !== undefined) return { template: template.id };
    const field = fieldTypes.find(({ name }) => name === type);
    if (field !== undefined) {
      const column = type.slice(type.lastIndexOf(".") + 1);
      return {
        schema: { name: column, tables: { records: { rows: 1, fields: { [column]: field.example ?? type } } } },
      };
    }
    // Several words are a description: rows are told beside it.
    if (/\S\s+\S/.test(type)) {
      const { schema } = await desk.run("extractEnglish", { text: type }, { userId });
      return { schema };
    }
    const names = [...templates.map(({ name }) => name), ...fieldTypes.map(({ name }) => name)];
    const hint =
      didYouMean(type, names) ??
      "GET /api/templates and GET /api/data-types have all names; POST /api/schema/extract takes a description.";
    throw new SchemaError([
      {
        path: "body.data_type",
        code: "generate/unknown",
        message: `there is no template or field type ${JSON.stringify(type.slice(0, 100))}.`,
        hint,
      },
    ]);
  }

  app.post(
    "/api/generate",
    {
      config: { access: "member", example: { body: { data_type: "user", record_count: 1000, output_format: "csv" } } },
      schema: {
        tags: ["quick start"],
        summary: "A name and a number to a job",
        description:
          "`data_type` is a template, a field type or a few words of English. Names may be written in camel case too: dataType, recordCount, outputFormat. Text data sets about a domain need a backend with an LLM.",
        body: QuickStart,
        response: { 201: Job },
      },
    },
    async (request, reply) => {
      const order = request.body;
      if ("domain" in order) {
        const message = "expected a backend with an LLM for texts about a domain; none is configured.";
        throw new SchemaError([
          {
            path: "body.domain",
            code: "backend/none",
            message,
            hint: "GET /api/backends lists what there is. Rows of a template need no LLM: send template and record_count.",
          },
        ]);
      }
      const { type, template, count, format, seed, locale } = recordsOf(order);
      if ((type === undefined) === (template === undefined)) {
        const found = type === undefined ? "neither" : "both";
        const message = `expected either data_type or template; found ${found}.`;
        throw requestFault("body", "request/subject", message, undefined, 422);
      }
      const { userId } = request.principal;
      const subject = template === undefined ? await subjectOf(type!, userId) : { template };
      const wish = JobOrder.parse({ ...subject, rows: count, format, seed, locale });
      const job = await jobs.create(request.principal, wish);
      return reply.code(201).header("location", `/api/jobs/${job.id}`).send(job);
    },
  );
}
