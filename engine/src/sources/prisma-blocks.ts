import type {
  Attribute,
  AttributeArgument,
  Block,
  BlockAttribute,
  Enum,
  Field,
  Model,
  Value,
} from "@mrleebo/prisma-ast";
import { SchemaError } from "../errors.ts";
import { syntaxFault } from "./sql/faults.ts";

/** What a schema of Prisma holds that tables are made of, by name. */
export interface PrismaBlocks {
  readonly models: readonly Model[];
  readonly enums: ReadonlyMap<string, Enum>;
  readonly composites: ReadonlySet<string>;
  readonly views: readonly string[];
  /** `postgresql`, `mysql`, `sqlite`, `sqlserver`, `mongodb` ... */
  readonly provider: string | undefined;
}

const MOST_CHARACTERS = 2_000_000;

/** The text within quotes; what is not quoted as it is. */
export function unquote(value: Value | undefined): string | undefined {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value !== "string") return undefined;
  return value.startsWith('"') ? value.slice(1, -1).replaceAll(/\\(["\\])/g, "$1") : value;
}

const isKeyed = (
  value: AttributeArgument["value"],
): value is Extract<AttributeArgument["value"], { type: "keyValue" }> =>
  typeof value === "object" && value !== null && "type" in value && value.type === "keyValue";

/** An argument by its name, or else the first without a name where `isFirst`. */
export function argumentOf(
  attribute: Attribute | BlockAttribute | undefined,
  name: string,
  isFirst = false,
): Value | undefined {
  const values = (attribute?.args ?? []).map(({ value }) => value);
  const keyed = values.filter(isKeyed).find(({ key }) => key === name);
  if (keyed !== undefined) return keyed.value;
  return isFirst ? values.find((value): value is Value => !isKeyed(value)) : undefined;
}

/** The names in `[a, b(sort: Desc)]`. */
export function namesOf(value: Value | undefined): readonly string[] {
  if (typeof value !== "object" || value === null || !("type" in value) || value.type !== "array") return [];
  return value.args.flatMap((each) => {
    if (typeof each === "string") return [each];
    return typeof each === "object" && each !== null && "type" in each && each.type === "function" ? [each.name] : [];
  });
}

export const fieldsOf = (model: Model): readonly Field[] =>
  model.properties.filter((property): property is Field => property.type === "field");

/** `@name` of a field. */
export const attributeOf = (field: Field, name: string): Attribute | undefined =>
  field.attributes?.find((attribute) => attribute.name === name && attribute.group === undefined);

/** All `@@name` of a model. */
export const blockAttributes = (model: Model, name: string): readonly BlockAttribute[] =>
  model.properties.filter(
    (property): property is BlockAttribute => property.type === "attribute" && property.name === name,
  );

function toFault(text: string, error: unknown): SchemaError {
  const offset = (error as { token?: { startOffset?: number } }).token?.startOffset;
  const at = offset === undefined || Number.isNaN(offset) ? text.length : offset;
  const [, wanted, found] =
    /^Expecting(?:: one of these possible Token sequences:[\s\S]*| --> (.*) <-- but found --> '([\s\S]*)') ?(?:<--)?/.exec(
      (error as Error).message,
    ) ?? [];
  const message =
    wanted === undefined || found === undefined
      ? "this is not how a schema of Prisma goes on."
      : `expected ${wanted}; found ${found.trim() === "" ? "the end of the line" : found}.`;
  return syntaxFault(text, at, message, "Check it with `prisma validate`.");
}

/** Parses a schema of Prisma; throws SchemaError with line and column for what the grammar forbids. */
export async function parsePrisma(text: string): Promise<PrismaBlocks> {
  if (text.length > MOST_CHARACTERS) {
    const message = `expected at most ${MOST_CHARACTERS} characters; found ${text.length}.`;
    throw new SchemaError([{ path: "", code: "import/too-large", message, hint: "Split the schema." }]);
  }
  const { getSchema } = await import("@mrleebo/prisma-ast");
  // Its grammar knows no blanks at the end of a line, and wants one at the end of the text.
  const trimmed = `${text.replaceAll(/[ \t\r]+$/gm, "")}\n`;
  let list: readonly Block[];
  try {
    ({ list } = getSchema(trimmed));
  } catch (error) {
    throw toFault(trimmed, error);
  }
  const of = <T extends Block["type"]>(type: T): Extract<Block, { type: T }>[] =>
    list.filter((block): block is Extract<Block, { type: T }> => block.type === type);
  const provider = of("datasource")
    .flatMap(({ assignments }) => assignments)
    .flatMap((entry) => (entry.type === "assignment" && entry.key === "provider" ? [unquote(entry.value)] : []))[0];
  return {
    models: of("model"),
    enums: new Map(of("enum").map((block) => [block.name, block])),
    composites: new Set(of("type").map(({ name }) => name)),
    views: of("view").map(({ name }) => name),
    provider,
  };
}
