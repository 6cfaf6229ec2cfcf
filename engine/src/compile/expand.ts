import { z } from "zod";
import type { Issue } from "../errors.ts";
import { Rule, type Schema, type Table } from "../schema/schema.ts";
import { settleChecks, type TableChecks } from "./checks.ts";
import { ruleKinds } from "./rules/all.ts";
import type { RawField, RuleKind, RuleSite, TableDraft } from "./rules/rule-kind.ts";
import { toIssues } from "./shapes.ts";
import { didYouMean } from "./suggest.ts";

/** A schema without rules, and which rule made a field, by the field's path. */
export interface Expanded {
  readonly schema: Schema;
  readonly origins: ReadonlyMap<string, string>;
  /** Paths of fields that no document could have written. */
  readonly made: ReadonlySet<string>;
  /** What is left to look at in the rows of a table. */
  readonly checks: ReadonlyMap<string, TableChecks>;
}

const shapes = new Map<RuleKind, z.ZodObject>(ruleKinds.map((kind) => [kind, ruleShape(kind)]));

/** The shape of a whole rule of this kind. */
export function ruleShape({ params }: RuleKind): z.ZodObject {
  return z.strictObject({ ...Rule.shape, ...params.shape });
}

function kindOf(rule: object): RuleKind | undefined {
  return ruleKinds.find(({ name }) => Object.hasOwn(rule, name));
}

function toDraft(name: string, { fields, rows, unique = [] }: Table): TableDraft {
  const raw = Object.entries(fields).map(([field, value]): [string, RawField] => [
    field,
    typeof value === "string" ? { type: value } : value,
  ]);
  return { name, fields: new Map(raw), rows, grouped: new Set(unique.flat()), checks: [], order: [] };
}

/** The schema with every rule rewritten into fields; complaints go to `issues`. Rules are applied in the order of their kinds, then of the document. */
export function expandRules(schema: Schema, now: number, issues: Issue[]): Expanded {
  const origins = new Map<string, string>();
  const made = new Set<string>();
  if (!Object.values(schema.tables).some(({ rules }) => rules !== undefined))
    return { schema, origins, made, checks: new Map() };
  const drafts = new Map(Object.entries(schema.tables).map(([name, table]) => [name, toDraft(name, table)]));
  const found: { readonly kind: RuleKind; readonly apply: () => void }[] = [];
  for (const [name, table] of Object.entries(schema.tables)) {
    const draft = drafts.get(name)!;
    table.rules?.forEach((rule, index) => {
      const path = `tables.${name}.rules.${index}`;
      const issue: RuleSite["issue"] = (code, message, hint, param) => {
        const at = param === undefined ? path : `${path}.${param}`;
        issues.push({ path: at, code, message, ...(hint === undefined ? {} : { hint }) });
      };
      const kind = kindOf(rule);
      if (kind === undefined) {
        const names = ruleKinds.map((known) => known.name);
        const near = Object.keys(rule)
          .map((key) => didYouMean(key, names))
          .find((hint) => hint !== undefined);
        issue("schema/unknown-rule", "there is no such rule.", near ?? `A rule says one of ${names.join(", ")}.`);
        return;
      }
      const parsed = shapes.get(kind)!.safeParse(rule, { reportInput: true });
      if (!parsed.success) {
        issues.push(...toIssues(path, parsed.error.issues, Object.keys(shapes.get(kind)!.shape)));
        return;
      }
      const set: RuleSite["set"] = (field, raw) => {
        draft.fields.set(field, raw);
        origins.set(`tables.${name}.fields.${field}`, path);
        if (field.startsWith("#") || String(raw["type"]).startsWith("#")) made.add(`tables.${name}.fields.${field}`);
      };
      const check: RuleSite["check"] = (asked) => void draft.checks.push({ ...asked, path });
      const site: RuleSite = { table: draft, tables: drafts, index, now, set, check, issue };
      found.push({ kind, apply: () => kind.apply(parsed.data, site) });
    });
  }
  for (const kind of ruleKinds) for (const each of found) if (each.kind === kind) each.apply();
  const checks = new Map<string, TableChecks>();
  for (const [name, draft] of drafts) {
    if (draft.checks.length === 0) continue;
    const complain = (path: string, code: string, message: string, hint: string): void =>
      void issues.push({ path, code, message, hint });
    checks.set(name, settleChecks(draft, now, complain));
  }
  const tables = Object.entries(schema.tables).map(([name, table]): [string, Table] => {
    const { fields, rows } = drafts.get(name)!;
    return [
      name,
      {
        ...table,
        ...(rows === undefined ? {} : { rows: rows as Table["rows"] }),
        fields: Object.fromEntries(fields) as Table["fields"],
      },
    ];
  });
  return { schema: { ...schema, tables: Object.fromEntries(tables) }, origins, made, checks };
}

/** The complaint at the rule that made the field it is about. */
export function toOrigin(issue: Issue, { origins, made }: Pick<Expanded, "origins" | "made">): Issue {
  for (const [field, rule] of origins) {
    if (issue.path === field || issue.path.startsWith(`${field}.`))
      return { ...issue, path: made.has(field) ? rule : issue.path };
  }
  return issue;
}
