import type { Issue } from "../errors.ts";
import { familyOf, parentRows } from "../kernels/children.ts";
import { streamKey } from "../random/stream.ts";
import type { Schema, Table } from "../schema/schema.ts";
import { unitedStates, type Country } from "../words/country.ts";
import { english, type Locale } from "../words/locale.ts";
import { checkTable } from "./check.ts";
import { planFamily } from "./families/open.ts";
import type { ParentRows } from "./field-type.ts";
import { addNumbers, addStep, type Lowering, type TableLowering } from "./steps.ts";
import { show } from "./shapes.ts";
import { didYouMean } from "./suggest.ts";

const DEFAULT_ROWS = 1000;
const MOST_PARENTS = 200_000_000; // about a second of counting
const MOST_EVEN_ROWS = 1e12; // the most rows of any table; nothing is counted where all parents have as many

/** Word lists and country packs by code; undefined where there is none. */
export interface Words {
  locale(code: string): Locale | undefined;
  country(code: string): Country | undefined;
}

function wordsOf(
  name: string,
  table: Table,
  schema: Schema,
  words: Words,
  issues: Issue[],
): { locale: Locale; country: Country } {
  const code = table.locale ?? schema.locale ?? english.code;
  const locale = words.locale(code);
  if (locale === undefined) {
    const path = table.locale === undefined ? "locale" : `tables.${name}.locale`;
    const message = `there is no locale ${show(code)}.`;
    const hint = "Write it as en_US or de_DE; `docs/locales.md` lists all.";
    if (!issues.some((i) => i.path === path)) issues.push({ path, code: "schema/unknown-locale", message, hint });
  }
  return { locale: locale ?? english, country: words.country(code.slice(3, 5)) ?? unitedStates };
}

/** All tables of the document, their rows counted; complaints go to the lowering's issues. */
export function openTables(
  schema: Schema,
  words: Words,
  lowering: Lowering & { readonly tables: Map<string, TableLowering> },
): void {
  const { issues, tables } = lowering;
  const opening = new Set<string>();

  const openTable = (name: string, table: Table): TableLowering => {
    const known = tables.get(name);
    if (known !== undefined) return known;
    opening.add(name);
    const { fields, raw, groups } = checkTable(`tables.${name}`, table, lowering.types, issues);
    const { locale, country } = wordsOf(name, table, schema, words, issues);
    const parent = typeof table.rows === "object" ? openParent(name, table.rows) : undefined;
    const rows = parent?.total ?? (typeof table.rows === "number" ? table.rows : DEFAULT_ROWS);
    const opened: TableLowering = {
      name,
      rows,
      locale,
      country,
      fields,
      raw,
      delivered: table.hidden !== true,
      target: table.target,
      groups,
      parent: parent?.rows,
      lowered: new Map(),
      assumed: new Map(),
      ways: { current: groups.length === 0 ? new Map() : undefined },
      hidden: new Map(),
      shared: new Map(),
      references: new Map(),
    };
    tables.set(name, opened);
    opening.delete(name);
    return opened;
  };

  const openParent = (
    name: string,
    per: Extract<Table["rows"], { per: string }>,
  ): { total: number; rows: ParentRows } | undefined => {
    const path = `tables.${name}.rows`;
    const table = schema.tables[per.per];
    if (table === undefined || !Object.hasOwn(schema.tables, per.per)) {
      const hint = didYouMean(per.per, Object.keys(schema.tables));
      issues.push({
        path: `${path}.per`,
        code: "schema/unknown-table",
        message: `there is no table ${show(per.per)}.`,
        ...(hint === undefined ? {} : { hint }),
      });
      return undefined;
    }
    if (opening.has(per.per)) {
      issues.push({
        path: `${path}.per`,
        code: "schema/rows-cycle",
        message: `the rows of ${name} follow from those of ${per.per}, which follow from those of ${name}.`,
        hint: "Give one of the tables a plain number of rows.",
      });
      return undefined;
    }
    const family = planFamily(per);
    if ("complaint" in family) {
      const { complaint, hint, param } = family;
      issues.push({ path: param === "" ? path : `${path}.${param}`, code: "schema/range", message: complaint, hint });
      return undefined;
    }
    const parents = openTable(per.per, table).rows;
    const isEven = family.least === family.most && parents * family.least <= MOST_EVEN_ROWS;
    if (parents > MOST_PARENTS && !isEven) {
      issues.push({
        path: `${path}.per`,
        code: "schema/too-large",
        message: `children of at most ${MOST_PARENTS} parents are counted; found ${parents}.`,
        hint: "Ask for fewer parents, or give each the same number of children: min and max alike.",
      });
      return undefined;
    }
    const key = streamKey(lowering.seed, String(lowering.edition), name, "#children");
    const { split, column: own } = family.open(parents, key);
    const does = `children of ${per.per}: ${split.total} of ${parents} parents`;
    const column = (part: string): string => `${name}.#${part}`;
    const [rows, ordinals] = addNumbers(
      lowering,
      [column("parent"), column("ordinal")],
      { kernel: parentRows(split), does },
      [name, "#parent"],
    );
    const [firsts, counts] = addNumbers(
      lowering,
      [column("first"), column("siblings")],
      { kernel: familyOf(split), inputs: [rows!], does: `children of the same row of ${per.per}` },
      [name, "#siblings"],
    );
    const made = own?.make(rows!, ordinals!);
    const parent: ParentRows = {
      table: per.per,
      rows: rows!,
      ordinals: ordinals!,
      firsts: firsts!,
      counts: counts!,
      split,
      least: family.least,
      most: family.most,
      ...(own === undefined || made === undefined
        ? {}
        : {
            own: {
              name: own.name,
              by: per.retention?.by,
              column: addStep(lowering, column(own.name), made, [name, `#${own.name}`]),
            },
          }),
    };
    return { total: split.total, rows: parent };
  };

  for (const [name, table] of Object.entries(schema.tables)) openTable(name, table);
}
