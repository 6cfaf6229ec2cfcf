import type { A_Expr, Node } from "libpg-query";
import type { CatalogueType, SqlExpression } from "../catalogue.ts";
import { namedCall } from "../sql/calls.ts";
import { constantOf, wordsOf } from "./tree.ts";
import { toType } from "./types.ts";

const OPERATORS = new Set(["=", "<>", "<", "<=", ">", ">=", "+", "-", "*", "/", "%", "||", "~", "~*"]);
const MOST_DEPTH = 200;

type Known = ReadonlyMap<string, CatalogueType>;
type Binary = Extract<SqlExpression, { op: "binary" }>;

const not = (arg: SqlExpression): SqlExpression => ({ op: "not", arg });

/** Elements of `ARRAY[a, b]` or `'{a,b}'`, casts around them aside. */
function elementsOf(node: Node, known: Known, depth: number): readonly SqlExpression[] | undefined {
  if ("TypeCast" in node && node.TypeCast.arg !== undefined) return elementsOf(node.TypeCast.arg, known, depth);
  if ("A_ArrayExpr" in node) return all(node.A_ArrayExpr.elements, known, depth);
  const text = constantOf(node);
  const inner = typeof text === "string" ? /^\{([^{}"\\]*)\}$/.exec(text)?.[1] : undefined;
  return inner?.split(",").map((value) => ({ op: "literal", value: value.trim() }));
}

function all(nodes: readonly Node[] | undefined, known: Known, depth: number): readonly SqlExpression[] | undefined {
  const terms = (nodes ?? []).map((node) => toExpression(node, known, depth + 1));
  return terms.every((term) => term !== undefined) ? terms : undefined;
}

function binary(operator: string, left: SqlExpression, right: SqlExpression): SqlExpression | undefined {
  if (operator === "!~") return not({ op: "binary", operator: "~", left, right });
  if (operator === "!~*") return not({ op: "binary", operator: "~*", left, right });
  if (operator === "~~") return { op: "binary", operator: "like", left, right };
  if (operator === "!~~") return not({ op: "binary", operator: "like", left, right });
  if (operator === "~~*") return { op: "binary", operator: "ilike", left, right };
  if (operator === "!~~*") return not({ op: "binary", operator: "ilike", left, right });
  return OPERATORS.has(operator) ? { op: "binary", operator: operator as Binary["operator"], left, right } : undefined;
}

function toOperation(expr: A_Expr, known: Known, depth: number): SqlExpression | undefined {
  const operator = wordsOf(expr.name).at(-1) ?? "";
  const { lexpr, rexpr } = expr;
  const left = lexpr === undefined ? undefined : toExpression(lexpr, known, depth + 1);
  if (rexpr === undefined) return undefined;
  if (lexpr === undefined) {
    const arg = toExpression(rexpr, known, depth + 1);
    if (arg === undefined) return undefined;
    return operator === "-" ? { op: "negate", arg } : operator === "+" ? arg : undefined;
  }
  if (left === undefined) return undefined;
  switch (expr.kind) {
    case "AEXPR_IN": {
      const list = "List" in rexpr ? all(rexpr.List.items, known, depth) : undefined;
      if (list === undefined) return undefined;
      return operator === "<>" ? not({ op: "in", arg: left, list }) : { op: "in", arg: left, list };
    }
    case "AEXPR_OP_ANY":
    case "AEXPR_OP_ALL": {
      const list = elementsOf(rexpr, known, depth);
      if (list === undefined) return undefined;
      const isAny = expr.kind === "AEXPR_OP_ANY";
      if (operator === "=" && isAny) return { op: "in", arg: left, list };
      if (operator === "<>" && !isAny) return not({ op: "in", arg: left, list });
      const each = list.map((right) => binary(operator, left, right));
      return each.every((term) => term !== undefined) ? { op: isAny ? "or" : "and", args: each } : undefined;
    }
    case "AEXPR_BETWEEN":
    case "AEXPR_NOT_BETWEEN": {
      const [low, high] = ("List" in rexpr && all(rexpr.List.items, known, depth)) || [];
      if (low === undefined || high === undefined) return undefined;
      const between: SqlExpression = { op: "between", arg: left, low, high };
      return expr.kind === "AEXPR_BETWEEN" ? between : not(between);
    }
    case "AEXPR_DISTINCT":
    case "AEXPR_NOT_DISTINCT":
      if (constantOf(rexpr) !== null) return undefined;
      return expr.kind === "AEXPR_DISTINCT" ? not({ op: "is-null", arg: left }) : { op: "is-null", arg: left };
    case "AEXPR_OP":
    case "AEXPR_LIKE":
    case "AEXPR_ILIKE": {
      const right = toExpression(rexpr, known, depth + 1);
      return right === undefined ? undefined : binary(operator, left, right);
    }
    default:
      return undefined;
  }
}

function toCall(node: Extract<Node, { FuncCall: unknown }>, known: Known, depth: number): SqlExpression | undefined {
  const call = node.FuncCall;
  const name = wordsOf(call.funcname).at(-1)?.toLowerCase() ?? "";
  if (call.over !== undefined || call.agg_distinct === true || call.agg_filter !== undefined) return undefined;
  const args = all(call.args, known, depth);
  if (args === undefined) return undefined;
  if (name === "date_part") return { op: "call", name: "extract", args };
  if (name === "btrim" && args.length === 1) return { op: "call", name: "trim", args };
  return namedCall(name, args);
}

/** A node of PostgreSQL's tree as an expression of the catalogue; undefined where it is outside of what that can say. */
export function toExpression(node: Node, known: Known, depth = 0): SqlExpression | undefined {
  if (depth > MOST_DEPTH) return undefined;
  const constant = constantOf(node);
  if (constant !== undefined) return { op: "literal", value: constant };
  if ("ColumnRef" in node) {
    const name = wordsOf(node.ColumnRef.fields).at(-1);
    return name === undefined ? undefined : { op: "column", name };
  }
  if ("A_Expr" in node) return toOperation(node.A_Expr, known, depth);
  if ("BoolExpr" in node) {
    const args = all(node.BoolExpr.args, known, depth);
    if (args === undefined) return undefined;
    if (node.BoolExpr.boolop === "NOT_EXPR") return not(args[0]!);
    return { op: node.BoolExpr.boolop === "OR_EXPR" ? "or" : "and", args };
  }
  if ("NullTest" in node) {
    const arg = node.NullTest.arg === undefined ? undefined : toExpression(node.NullTest.arg, known, depth + 1);
    if (arg === undefined) return undefined;
    return node.NullTest.nulltesttype === "IS_NULL" ? { op: "is-null", arg } : not({ op: "is-null", arg });
  }
  if ("BooleanTest" in node) return toTruthTest(node, known, depth);
  if ("FuncCall" in node) return toCall(node, known, depth);
  if ("CoalesceExpr" in node) {
    const args = all(node.CoalesceExpr.args, known, depth);
    return args && { op: "call", name: "coalesce", args };
  }
  if ("MinMaxExpr" in node) {
    const args = all(node.MinMaxExpr.args, known, depth);
    return args && { op: "call", name: node.MinMaxExpr.op === "IS_GREATEST" ? "greatest" : "least", args };
  }
  if ("SQLValueFunction" in node)
    return { op: "call", name: /DATE/.test(node.SQLValueFunction.op ?? "") ? "current_date" : "now", args: [] };
  if ("TypeCast" in node) {
    const { arg, typeName } = node.TypeCast;
    const inner = arg === undefined ? undefined : toExpression(arg, known, depth + 1);
    if (inner === undefined || typeName === undefined) return undefined;
    return { op: "cast", arg: inner, type: toType(typeName, known) };
  }
  if ("CollateClause" in node && node.CollateClause.arg !== undefined)
    return toExpression(node.CollateClause.arg, known, depth + 1);
  return "CaseExpr" in node ? toCase(node, known, depth) : undefined;
}

function toTruthTest(
  node: Extract<Node, { BooleanTest: unknown }>,
  known: Known,
  depth: number,
): SqlExpression | undefined {
  const { arg: inner, booltesttype } = node.BooleanTest;
  const arg = inner === undefined ? undefined : toExpression(inner, known, depth + 1);
  if (arg === undefined) return undefined;
  const orNull = (term: SqlExpression): SqlExpression => ({ op: "or", args: [term, { op: "is-null", arg }] });
  const andNotNull = (term: SqlExpression): SqlExpression => ({ op: "and", args: [term, not({ op: "is-null", arg })] });
  switch (booltesttype) {
    case "IS_TRUE":
      return andNotNull(arg);
    case "IS_FALSE":
      return andNotNull(not(arg));
    case "IS_NOT_TRUE":
      return orNull(not(arg));
    case "IS_NOT_FALSE":
      return orNull(arg);
    case "IS_UNKNOWN":
      return { op: "is-null", arg };
    default:
      return not({ op: "is-null", arg });
  }
}

function toCase(node: Extract<Node, { CaseExpr: unknown }>, known: Known, depth: number): SqlExpression | undefined {
  const { arg, args = [], defresult } = node.CaseExpr;
  const subject = arg === undefined ? undefined : toExpression(arg, known, depth + 1);
  if (arg !== undefined && subject === undefined) return undefined;
  const otherwise = defresult === undefined ? undefined : toExpression(defresult, known, depth + 1);
  if (defresult !== undefined && otherwise === undefined) return undefined;
  const whens = args.map((each) => {
    if (!("CaseWhen" in each) || each.CaseWhen.expr === undefined || each.CaseWhen.result === undefined)
      return undefined;
    const condition = toExpression(each.CaseWhen.expr, known, depth + 1);
    const then = toExpression(each.CaseWhen.result, known, depth + 1);
    if (condition === undefined || then === undefined) return undefined;
    const when: SqlExpression =
      subject === undefined ? condition : { op: "binary", operator: "=", left: subject, right: condition };
    return { when, then };
  });
  if (!whens.every((when) => when !== undefined)) return undefined;
  return { op: "case", whens, ...(otherwise === undefined ? {} : { otherwise }) };
}
