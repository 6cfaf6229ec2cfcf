import type { SqlExpression } from "../catalogue.ts";

/** What the dialects call the same thing. */
const NAMES: Readonly<Record<string, string>> = {
  len: "length",
  char_length: "length",
  character_length: "length",
  datalength: "octet_length",
  ucase: "upper",
  lcase: "lower",
  substr: "substring",
  mid: "substring",
  ifnull: "coalesce",
  nvl: "coalesce",
  ceil: "ceiling",
  pow: "power",
  getdate: "now",
  getutcdate: "now",
  sysdatetime: "now",
  sysutcdatetime: "now",
  sysdatetimeoffset: "now",
  current_timestamp: "now",
  localtime: "now",
  localtimestamp: "now",
  utc_timestamp: "now",
  sysdate: "now",
  curdate: "current_date",
  utc_date: "current_date",
  curtime: "current_time",
  newid: "uuid",
  newsequentialid: "uuid",
};

const UNITS = new Set(["year", "month", "day", "hour", "minute", "second", "quarter", "week"]);

/** A call under the name that all dialects share; `name` is in lower case. Undefined for a wrong number of arguments. */
export function namedCall(name: string, args: readonly SqlExpression[]): SqlExpression | undefined {
  const [first, second, third] = args;
  if (name === "if" || name === "iif") {
    if (first === undefined || second === undefined) return undefined;
    return { op: "case", whens: [{ when: first, then: second }], ...(third && { otherwise: third }) };
  }
  if (name === "isnull" && args.length === 1) return { op: "is-null", arg: first! };
  if (name === "isnull") return { op: "call", name: "coalesce", args };
  if (UNITS.has(name) && args.length === 1) {
    return { op: "call", name: "extract", args: [{ op: "literal", value: name }, first!] };
  }
  if (name === "datepart" && first?.op === "column" && args.length === 2) {
    return { op: "call", name: "extract", args: [{ op: "literal", value: first.name.toLowerCase() }, second!] };
  }
  if (name === "mod" && args.length === 2) return { op: "binary", operator: "%", left: first!, right: second! };
  if ((name === "regexp_like" || name === "regexp") && args.length === 2) {
    return name === "regexp"
      ? { op: "binary", operator: "~", left: second!, right: first! }
      : { op: "binary", operator: "~", left: first!, right: second! };
  }
  return { op: "call", name: NAMES[name] ?? name, args };
}
