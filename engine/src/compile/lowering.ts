import { pass } from "../kernels/pass.ts";
import { rowDigits, siblingDigits } from "../kernels/digits.ts";
import { nullWith } from "../kernels/nullable.ts";
import type { StreamKey } from "../random/stream.ts";
import { lowerExpression } from "./expression.ts";
import type { Made, Site, Source } from "./field-type.ts";
import { cutMade } from "./max-length.ts";
import { findMembers } from "./members.ts";
import { openSource, spoilsOpen } from "./recursion.ts";
import { ownerOf } from "./relations.ts";
import {
  addNumbers,
  addStep,
  keyFor,
  typeOf,
  type CheckedField,
  type Lowering,
  type TableLowering,
  type Way,
} from "./steps.ts";
import { lowerStages } from "./stages.ts";
import { didYouMean } from "./suggest.ts";
import { decideGroups, ofDigit } from "./unique-groups.ts";

const MOST_DEPTH = 200; // of fields that follow from each other: each takes some stack

/** The field of a table as a column, lowered at the first call; undefined after complaints, or while it is being lowered. */
export function lowerField(lowering: Lowering, table: TableLowering, name: string): Source | undefined {
  const field = table.fields.get(name);
  if (field === undefined) return undefined;
  const way = waysOf(lowering, table).get(name);
  if (!table.lowered.has(name)) {
    table.lowered.set(name, "open");
    lowering.depth.value++;
    table.lowered.set(
      name,
      lowerNow(lowering, table, name, way?.kind === "unique" ? { ...field, unique: true } : field, way) ?? "failed",
    );
    lowering.depth.value--;
  }
  const source = table.lowered.get(name)!;
  return typeof source === "string" ? undefined : source;
}

/** How the fields of a table keep its groups unique; decided at the first call. */
function waysOf(lowering: Lowering, table: TableLowering): ReadonlyMap<string, Way> {
  if (table.ways.current !== undefined) return table.ways.current;
  table.ways.current = new Map(); // fields that are read meanwhile are made as they are
  const { tables, issues } = lowering;
  table.ways.current = decideGroups(table, {
    tables,
    isLowered: (name) => table.lowered.has(name),
    probe(name) {
      const made = lowerUnique(lowering, table, name);
      return made?.capacity === undefined ? undefined : { capacity: made.capacity, alone: made.inputs === undefined };
    },
    digits(names, sizes, among) {
      const stream = `#${among} ${names.join(" ")}`;
      return addNumbers(
        lowering,
        sizes.map((_, k) => `${table.name}.${stream} ${k}`),
        among === "rows"
          ? { kernel: rowDigits(sizes), does: `a combination that no other row has` }
          : {
              kernel: siblingDigits(sizes),
              inputs: [table.parent!.rows, table.parent!.ordinals],
              does: `a combination that no other row of the same ${table.parent!.table} has`,
            },
        [table.name, stream],
      );
    },
    issue: (path, code, message, hint) =>
      void issues.push({ path: `tables.${table.name}.${path}`, code, message, hint }),
  });
  return table.ways.current;
}

/** A field as if it were unique, apart from the field itself; undefined where it cannot be. */
function lowerUnique(lowering: Lowering, table: TableLowering, name: string): Made | undefined {
  const field = table.fields.get(name)!;
  const place = `tables.${table.name}.fields.${name}`;
  const { issues } = lowering;
  const before = issues.length;
  const made = field.type.lower(field.params, toSite(lowering, table, name, { ...field, unique: true }, "##each."));
  const complaints = issues.splice(before);
  issues.push(...complaints.filter(({ path }) => path !== place && !path.startsWith(`${place}.`)));
  if (complaints.length > 0) return undefined;
  table.shared.set(`##each.${name}`, made);
  return made;
}

function lowerNow(
  lowering: Lowering,
  table: TableLowering,
  name: string,
  field: CheckedField,
  way: Way | undefined,
): Source | undefined {
  const site = toSite(lowering, table, name, field, "", way?.kind === "digit" ? way.digit : undefined);
  if (lowering.depth.value > MOST_DEPTH) {
    site.issue(
      "schema/too-deep",
      `follows from more than ${MOST_DEPTH} fields, one after the other.`,
      "Put the fields that others follow from first, or shorten the chain.",
    );
    return undefined;
  }
  const complaintsBefore = lowering.issues.length;
  let made =
    way?.kind === "digit" && field.type.name !== "reference"
      ? madeOfDigit(lowering, table, name, way.digit)
      : makeColumn(field, site);
  if (made === undefined || lowering.issues.length > complaintsBefore) return undefined;
  const longest = field.params["max_length"];
  if (typeof longest === "number") {
    made = cutMade(made, longest, field.unique || way !== undefined, site);
    if (lowering.issues.length > complaintsBefore) return undefined;
  }
  checkUnique(field, made, site);
  const source = lowerStages(lowering, table, name, field, made, site);
  if (source === undefined) return undefined;
  followNulls(lowering, table, name, source);
  const assumed = table.assumed.get(name);
  if (assumed === undefined || !spoilsOpen(assumed, source)) return source;
  site.issue(
    "schema/cycle",
    `${name} follows from itself in another row, and that needs a type known beforehand.`,
    "Give it the type of its values: integer, decimal with its scale, datetime with millis.",
  );
  return undefined;
}

/** A field whose values are those of its unique column in the row that a digit says. */
function madeOfDigit(lowering: Lowering, table: TableLowering, name: string, digit: Source): Made {
  const made = table.shared.get(`##each.${name}`) as Made;
  const { capacity: _, ...rest } = made;
  const each = addStep(lowering, `${table.name}.${name}.##each`, made, [table.name, name, "##each"]);
  return ofDigit(each, digit, { ...rest, does: `${made.does}, in a combination that occurs once` });
}

/** What is borrowed through a reference is null where the reference itself is. */
function followNulls(lowering: Lowering, table: TableLowering, name: string, source: Source): void {
  const reference = table.references.get(name);
  if (reference === undefined || !source.nullable) return;
  const rows: Source = { kind: "integer", scale: 0, millis: false, nullable: true, input: { column: reference.via } };
  const made: Made = {
    ...rows,
    kernel: nullWith,
    inputs: [rows, source],
    does: `rows of ${reference.table}, null where ${name} is`,
  };
  const via = addStep(lowering, `${table.name}.${name}.##followed`, made, [table.name, name, "##followed"]).input
    .column;
  table.references.set(name, { ...reference, via, nullable: true });
}

function makeColumn(field: CheckedField, site: Site): Made | undefined {
  if (field.value === undefined) return field.type.lower(field.params, site);
  if (field.type.derived === undefined) {
    site.issue(
      "schema/value-unsupported",
      `${field.type.name} cannot take a value from an expression.`,
      "Use expression, text, integer, decimal, float, boolean, date, datetime, time or duration.",
      "value",
    );
    return undefined;
  }
  return lowerExpression(field.value, site, "value", field.type.derived(field.params));
}

function checkUnique(field: CheckedField, made: Made, site: Site): void {
  if (field.params["key"] === true && typeOf(made).nullable) {
    site.issue(
      "schema/null-key",
      "a key cannot be null, and this one can.",
      "Refer to fields that are never null.",
      "key",
    );
  }
  if (!field.unique) return;
  if (made.capacity === undefined) {
    const what = field.value === undefined ? field.type.name : "an expression";
    site.issue(
      "schema/unique-unsupported",
      `${what} cannot be unique.`,
      "Types that can: sequence, uuid, ulid, nanoid, integer, decimal, date, category, pattern, internet.email, internet.username.",
      field.params["key"] === true ? "key" : "unique",
    );
  } else if (made.capacity < site.rows) {
    site.issue(
      "schema/unique-capacity",
      `must be unique in ${site.rows} rows, but there are only ${made.capacity} different values.`,
      "Widen its range, or ask for fewer rows.",
    );
  }
}

function readField(
  lowering: Lowering,
  table: TableLowering,
  path: string,
  complain: (code: string, message: string, hint?: string) => void,
): Source | undefined {
  const whole = table.fields.has(path) ? path : undefined;
  const dot = path.indexOf(".");
  const name = whole ?? (dot === -1 ? path : path.slice(0, dot));
  if (!table.fields.has(name)) {
    if (!table.raw.has(name))
      complain(
        "schema/unknown-field",
        `there is no field ${name} in ${table.name}.`,
        didYouMean(name, table.raw.keys()),
      );
    return undefined;
  }
  if (table.lowered.get(name) === "open") {
    complain("schema/cycle", `${name} depends on itself.`, "Give one of the fields in the circle a type of its own.");
    return undefined;
  }
  const source = lowerField(lowering, table, name);
  if (whole !== undefined || dot === -1 || source === undefined) return source;
  const reference = table.references.get(name);
  const there = reference && lowering.tables.get(reference.table);
  if (reference === undefined || there === undefined) {
    complain(
      "schema/not-a-reference",
      `${name} is no reference, so ${path} leads nowhere.`,
      "Only fields of type reference can be followed with a dot.",
    );
    return undefined;
  }
  const rest = path.slice(dot + 1);
  const open =
    reference.descends && there.lowered.get(rest) === "open" ? openSource(there, rest, reference.via) : undefined;
  if (open !== undefined) return open;
  if (reference.descends && there.lowered.get(rest) === "open") {
    complain(
      "schema/cycle",
      `${rest} follows from itself in another row, and that needs a type known beforehand.`,
      "Give it the type of its values, such as integer, datetime or text.",
    );
    return undefined;
  }
  const found = readField(lowering, there, rest, complain);
  if (found === undefined) return undefined;
  const near = toNear(lowering, there, rest, found);
  return {
    ...near,
    nullable: near.nullable || reference.nullable,
    input: { column: near.input.column, via: reference.via },
  };
}

/** The column itself where it is the table's own, or a hidden copy of what it borrows, so that others can borrow it in turn. */
function toNear(lowering: Lowering, table: TableLowering, path: string, found: Source): Source {
  if (found.input.via === undefined) return found;
  return keepHidden(lowering, table, `${path}.near`, () => ({
    ...found,
    kernel: pass,
    inputs: [found],
    does: `${path} followed`,
  }));
}

function keepHidden(lowering: Lowering, table: TableLowering, name: string, make: () => Made): Source {
  let source = table.hidden.get(name);
  if (source === undefined) {
    source = addStep(lowering, `${table.name}.#${name}`, make(), [table.name, `#${name}`]);
    table.hidden.set(name, source);
  }
  return source;
}

/** The rows of a table that a reference, or a reference of what it refers to, points to. */
function rowsOf(
  lowering: Lowering,
  table: TableLowering,
  path: string,
  complain: (code: string, message: string, hint?: string) => void,
): { readonly table: string; readonly rows: Source } | undefined {
  const dot = table.fields.has(path) ? -1 : path.indexOf(".");
  const name = dot === -1 ? path : path.slice(0, dot);
  if (readField(lowering, table, name, complain) === undefined) return undefined;
  const reference = table.references.get(name);
  const there = reference && lowering.tables.get(reference.table);
  if (reference === undefined || there === undefined) {
    complain("schema/not-a-reference", `${name} is no reference to one table.`, "Name a field of type reference.");
    return undefined;
  }
  const { via, nullable: isNullable } = reference;
  const type = { kind: "integer", scale: 0, millis: false } as const;
  if (dot === -1) return { table: there.name, rows: { ...type, nullable: isNullable, input: { column: via } } };
  const rest = path.slice(dot + 1);
  const found = rowsOf(lowering, there, rest, complain);
  if (found === undefined) return undefined;
  const near = toNear(lowering, there, `${rest}.##rows`, found.rows);
  const rows = { ...type, nullable: near.nullable || isNullable, input: { column: near.input.column, via } };
  return { table: found.table, rows };
}

/** `prefix` keeps the hidden columns of a field apart from those it has otherwise. */
function toSite(
  lowering: Lowering,
  table: TableLowering,
  name: string,
  field: CheckedField,
  prefix = "",
  digit?: Source,
): Site {
  const place = `tables.${table.name}.fields.${name}`;
  const issue: Site["issue"] = (code, message, hint, param) => {
    const path = param === undefined ? place : `${place}.${param}`;
    lowering.issues.push({ path, code, message, ...(hint === undefined ? {} : { hint }) });
  };
  const site: Site = {
    table: table.name,
    field: name,
    types: lowering.types,
    rows: table.rows,
    unique: field.unique,
    parentRows: table.parent,
    owner: table.parent === undefined ? undefined : ownerOf(table.raw, table.parent),
    ...(digit === undefined ? {} : { digit }),
    locale: table.locale,
    country: table.country,
    now: lowering.now,
    fields: table.raw,
    localeOf(code) {
      const found = lowering.locale(code);
      if (found === undefined)
        issue(
          "schema/unknown-locale",
          `there is no locale ${code}.`,
          "Write it as en_US or de_DE; `docs/locales.md` lists all.",
          "locale",
        );
      return found ?? table.locale;
    },
    countryOf(code) {
      const found = lowering.country(code);
      if (found === undefined)
        issue(
          "schema/unknown-country",
          `there is no country pack ${code}.`,
          "Write it as US or DE; `docs/locales.md` lists all.",
          "countries",
        );
      return found ?? table.country;
    },
    read: (path, param) => readField(lowering, table, path, (code, message, hint) => issue(code, message, hint, param)),
    hidden: (hiddenName, make) => keepHidden(lowering, table, hiddenName, make),
    own: (part, made) =>
      addStep(lowering, `${table.name}.${name}.#${prefix}${part}`, made, [table.name, name, `#${prefix}${part}`]),
    rowsOf: (path, param) => rowsOf(lowering, table, path, (code, message, hint) => issue(code, message, hint, param)),
    shared<T>(key: string, make: () => T): T {
      if (!table.shared.has(key)) table.shared.set(key, make());
      return table.shared.get(key) as T;
    },
    parent(parentName, param = "to") {
      const parent = lowering.tables.get(parentName);
      if (parent === undefined) return undefined;
      const complain = (code: string, message: string, hint?: string): void => issue(code, message, hint, param);
      return {
        rows: parent.rows,
        parentRows: parent.parent,
        fields: parent.fields.keys(),
        isUnique: (path) => parent.fields.get(path)?.unique === true,
        read(path) {
          const found = readField(lowering, parent, path, complain);
          return found && toNear(lowering, parent, path, found);
        },
        members(by) {
          const keyOf = (field: string): StreamKey => keyFor(lowering, [parentName, field, "#row"]);
          const found = findMembers(table, parent, by, keyOf, complain);
          if (found?.reference === undefined) return found && { family: found.family, present: [] };
          const source = readField(lowering, parent, found.reference, complain);
          return source && { family: found.family, present: source.nullable ? [source.input.column] : [] };
        },
      };
    },
    refer(parentName, rows, descends) {
      const near = toNear(lowering, table, `${name}.##rows`, rows);
      table.references.set(name, { table: parentName, via: near.input.column, nullable: rows.nullable, descends });
    },
    issue,
  };
  return site;
}

/** The site of a field for an expression that stands elsewhere in the document: complaints go to `issue`. */
export function openSite(lowering: Lowering, table: TableLowering, name: string, issue: Site["issue"]): Site {
  return {
    ...toSite(lowering, table, name, table.fields.get(name)!),
    issue,
    read: (path, param) => readField(lowering, table, path, (code, message, hint) => issue(code, message, hint, param)),
  };
}

/** A rule's place while its conditions are lowered: they read the fields of the table; `complain` hears what is wrong. */
export function openCondition(
  lowering: Lowering,
  table: TableLowering,
  complain: Site["issue"],
): Pick<Site, "now" | "read" | "issue"> {
  return {
    now: lowering.now,
    read: (path, param) =>
      readField(lowering, table, path, (code, message, hint) => complain(code, message, hint, param)),
    issue: complain,
  };
}
