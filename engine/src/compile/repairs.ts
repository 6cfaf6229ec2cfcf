import type { ColumnType } from "../batch/column.ts";
import { brokenBy, brokenWith, unmetBy } from "../plan/evaluate.ts";
import type { Attempt, ColumnId, Plan, PlannedCheck, PlannedTable, Repair, Step } from "../plan/plan.ts";
import type { Rows } from "../random/rows.ts";
import { streamKey } from "../random/stream.ts";
import { openMachine, type Machine } from "../wasm/machine.ts";
import type { Condition, Group } from "./checks.ts";
import { constantOf, quote, readsOfText, type Comparison } from "./conditions.ts";
import { lowerExpression } from "./expression.ts";
import type { Site } from "./field-type.ts";
import { openCondition } from "./lowering.ts";
import { addStep, type Lowering, type TableLowering } from "./steps.ts";
import { domainOf, isNumeric, type Domain } from "./narrow.ts";
import { powerOfTen } from "../math/exact.ts";
import { showMoment } from "./moments.ts";

const ROUNDS = 8; // drawings of all leaves before anything else is tried
const MOST_MOVES = 48;
const SAMPLE = 512; // rows of the table on which feasibility is tried
const CANDIDATES = 4096;
const MOST_WITNESSES = 512;
const TURNS = 8; // other rows that each witness is tried in

/** The checks of a table as columns that tell whether they hold; complaints about what they say. */
export function lowerChecks(lowering: Lowering, table: TableLowering): readonly PlannedCheck[] {
  const checks = lowering.checks.get(table.name)?.checks ?? [];
  return checks.flatMap(({ path, text, when, then }, k): readonly PlannedCheck[] => {
    const complain: Site["issue"] = (code, message, hint, param) =>
      void lowering.issues.push({
        path: param === undefined ? path : `${path}.${param}`,
        code,
        message,
        ...(hint === undefined ? {} : { hint }),
      });
    const before = lowering.issues.length;
    const site = openCondition(lowering, table, complain);
    if (when !== undefined && then !== undefined) {
      lowerExpression(when, site, "when", { kind: "boolean" });
      lowerExpression(then, site, "then", { kind: "boolean" });
      if (lowering.issues.length > before) return [];
    }
    const made = lowerExpression(text, site, "check", { kind: "boolean" });
    if (made === undefined || lowering.issues.length > before) return [];
    const { input } = addStep(lowering, `${table.name}.#check.${k}`, { ...made, does: `whether ${text}` }, [
      table.name,
      `#check.${k}`,
    ]);
    return [{ text, fields: readsOfText(text), column: input.column }];
  });
}

/** A group while its repair is made. */
interface Opening {
  readonly lowering: Lowering;
  readonly table: TableLowering;
  readonly group: Group;
  readonly name: string;
}

/** A hidden column of an expression over the table's fields; undefined where it cannot be one. */
function tryColumn({ lowering, table }: Opening, id: ColumnId, text: string, type?: ColumnType): ColumnId | undefined {
  let isWrong = false;
  const site = openCondition(lowering, table, () => void (isWrong = true));
  const made = lowerExpression(text, site, "check", type ?? { kind: "boolean" });
  return made === undefined || isWrong ? undefined : addStep(lowering, id, made, [id]).input.column;
}

/** What might be put in the place of a leaf to keep a comparison, most fitting first. */
function valuesFor(domain: Domain | undefined, { op, other, reads }: Comparison, now: number): readonly string[] {
  if (other === "null") return op === "==" || op === "in" ? ["null"] : [];
  if (domain === undefined) return [];
  const constant = reads.length === 0 ? constantOf(other, now) : undefined;
  if (domain.words !== undefined)
    return typeof constant?.value === "string" && domain.words.includes(constant.value) ? [other] : [];
  const step = isNumeric(domain)
    ? String(1 / powerOfTen(domain.scale))
    : domain.kind === "date"
      ? "days(1)"
      : domain.kind === "datetime" || domain.kind === "duration"
        ? "seconds(1)"
        : undefined;
  if (step === undefined || step.includes("e")) return [other];
  const [over, under] = [`(${other}) + ${step}`, `(${other}) - ${step}`];
  if (op === ">" || op === "!=") return [over, under, other];
  return op === "<" ? [under, over, other] : [other, over, under];
}

/** Conditions that moved cells keep as drawn ones do: the ends that the author gave. */
function fitsOf(leaf: string, domain: Domain): string | undefined {
  const show = (end: number): string => (isNumeric(domain) ? String(end) : `"${showMoment(end)}"`);
  if (!isNumeric(domain) && domain.kind !== "date" && domain.kind !== "datetime") return undefined;
  const ends = [
    domain.min === undefined ? "" : `${quote(leaf)} >= ${show(domain.min)}`,
    domain.max === undefined ? "" : `${quote(leaf)} <= ${show(domain.max)}`,
  ].filter((end) => end !== "");
  return ends.length === 0 ? undefined : ends.join(" && ");
}

/** Whether cells of other origin keep what the field says of itself. */
function isMovable(raw: Readonly<Record<string, unknown>>): boolean {
  const fixed = ["when", "after", "before", "within", "step", "season", "hours", "max_length", "value"];
  const isBound = typeof raw["min"] === "string" || typeof raw["max"] === "string";
  const isListed =
    typeof raw["distribution"] === "object" && raw["distribution"] !== null && "values" in raw["distribution"];
  const isSettled = raw["null"] === 1 || raw["share"] === 0 || raw["share"] === 1;
  return !isBound && !isListed && !isSettled && fixed.every((param) => raw[param] === undefined);
}

/** Whether a column follows from another in its own row. */
function follows(steps: ReadonlyMap<ColumnId, Step>, column: ColumnId, from: ColumnId): boolean {
  const seen = new Set<ColumnId>();
  const open = [column];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === from) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    open.push(...(steps.get(id)?.inputs ?? []).map((input) => input.via ?? input.column));
  }
  return false;
}

interface Moves {
  readonly fits: readonly ColumnId[];
  /** For `then`: before anything is drawn again. */
  readonly direct: readonly Attempt[];
  readonly others: readonly Attempt[];
}

/** Columns that may take the place of a leaf. */
function lowerMoves(opening: Opening): Moves {
  const { lowering, table, group, name } = opening;
  const fits: ColumnId[] = [];
  const direct: Attempt[] = [];
  const others: Attempt[] = [];
  group.leaves.forEach((leaf, output) => {
    const raw = table.raw.get(leaf)!;
    const domain = domainOf(raw, lowering.now);
    const source = table.lowered.get(leaf);
    if (typeof source !== "object") return;
    const add = (list: Attempt[], column: ColumnId | undefined): void => {
      if (column !== undefined && direct.length + others.length < MOST_MOVES)
        list.push({ round: 0, move: { output, column } });
    };
    const seen = new Set<string>();
    for (const { comparisons, isThen } of group.conditions) {
      for (const comparison of comparisons.filter(({ path }) => path === leaf)) {
        const value = `${table.name}.${leaf}.##value`;
        if (
          comparison.other === "null" &&
          comparison.op === "!=" &&
          raw["when"] === undefined &&
          raw["null"] !== 1 &&
          lowering.steps.has(value) &&
          !seen.has("#")
        ) {
          seen.add("#");
          add(isThen ? direct : others, value);
        }
        if (!isMovable(raw) || comparison.reads.includes(leaf)) continue;
        const isExact = isThen && (comparison.op === "==" || comparison.op === "in");
        for (const [k, text] of valuesFor(domain, comparison, lowering.now).entries()) {
          if (seen.has(text) || (text === "null" && !source.nullable)) continue;
          seen.add(text);
          const id = `${table.name}.#${name}.${leaf}.${seen.size}`;
          const { input: _, nullable: __, ...type } = source;
          const column = tryColumn(opening, id, text, { ...type, nullable: true });
          if (column !== undefined && !source.nullable && lowering.steps.get(column)!.types[0]!.nullable) {
            const present = tryColumn(opening, `${id}.present`, `${quote(leaf)} != null`);
            if (present !== undefined) fits.push(present);
          }
          if (column !== undefined && !follows(lowering.steps, column, `${table.name}.${leaf}`))
            add(isExact && k === 0 ? direct : others, column);
        }
      }
    }
    if (domain === undefined || group.kept.has(leaf)) {
      const { input: _, ...type } = source;
      const none = source.nullable
        ? tryColumn(opening, `${table.name}.#${name}.${leaf}.none`, "null", type)
        : undefined;
      add(others, none);
      const value = `${table.name}.${leaf}.##value`;
      if (raw["when"] === undefined && lowering.steps.has(value)) add(others, value);
    }
    const fit = domain && fitsOf(leaf, domain);
    const column = fit && tryColumn(opening, `${table.name}.#${name}.${leaf}.fits`, fit);
    if (column !== undefined && column !== "") fits.push(column);
  });
  return { fits, direct, others };
}

/** Everything that a step follows from in its own row. */
function inputsOf(step: Step): readonly ColumnId[] {
  const { repair } = step;
  const own = step.inputs.filter(({ fold }) => fold === undefined).map(({ column, via }) => via ?? column);
  return repair === undefined ? own : [...own, ...repair.draws, ...repair.checks];
}

/** Adds to `affected` which of the columns follow from it already. */
function spread(steps: ReadonlyMap<ColumnId, Step>, roots: readonly ColumnId[], affected: Set<ColumnId>): void {
  const seen = new Map<ColumnId, boolean>();
  const visit = (id: ColumnId): boolean => {
    const known = seen.get(id);
    if (known !== undefined) return known || affected.has(id);
    seen.set(id, false);
    const step = steps.get(id);
    // Each input is visited, not only up to the first that is affected.
    const found = step !== undefined && inputsOf(step).map(visit).includes(true);
    seen.set(id, found);
    if (found) affected.add(id);
    return found || affected.has(id);
  };
  // What follows from a group that is still being visited is only known in the next round.
  for (let before = -1; before < affected.size;) {
    before = affected.size;
    seen.clear();
    roots.forEach(visit);
  }
}

/** Row numbers spread over a table. */
function sampleOf(rows: number): readonly number[] {
  const count = Math.min(rows, SAMPLE);
  return Array.from({ length: count }, (_, k) => Math.floor((k * rows) / count));
}

function rowsOf(machine: Machine, list: readonly number[]): Rows {
  machine.release();
  const numbers = machine.alloc(list.length * 8);
  machine.f64.set(list, numbers / 8);
  return { from: 0, length: list.length, numbers };
}

/** What each leaf can be, in words. */
function describe({ lowering, table, group }: Opening): string {
  return group.leaves
    .slice(0, 6)
    .map((leaf) => {
      const value = lowering.steps.get(`${table.name}.${leaf}.##value`);
      return `${leaf} is ${value?.does ?? "drawn"}`;
    })
    .join("; ");
}

function complain({ lowering }: Opening, { path }: Condition, code: string, message: string, hint: string): void {
  lowering.issues.push({ path, code, message, hint });
}

/** Those witnesses that keep the conditions in most of some rows, not only where they were found. */
function fittest(
  plan: Plan,
  machine: Machine,
  repair: Repair,
  sample: readonly number[],
  witnesses: Repair["witnesses"],
): Repair["witnesses"] {
  const counted = witnesses.map(({ attempt, rows }) => {
    const kept = rows.map(() => 0);
    for (let turn = 0; turn < TURNS; turn++) {
      const others = rows.map((_, i) => sample[(i * 31 + turn * 97) % sample.length]!);
      const here = rowsOf(machine, others);
      const numbers = machine.alloc(rows.length * 8);
      machine.f64.set(rows, numbers / 8);
      const there = { from: 0, length: rows.length, numbers };
      const broken = new Set(brokenWith(plan, machine, here, repair, { attempt, rows: there }));
      rows.forEach((_, i) => (kept[i]! += broken.has(i) ? 0 : 1));
    }
    return { attempt, rows, kept };
  });
  const most = counted.reduce((all, { kept }) => Math.max(all, ...kept), 0);
  return counted
    .map(({ attempt, rows, kept }) => ({ attempt, rows: rows.filter((_, i) => kept[i] === most) }))
    .filter(({ rows }) => rows.length > 0);
}

/** Looks for rows that keep all conditions; complains where there is none, or where some rows of the table find none. */
function findWitnesses(opening: Opening, plan: Plan, machine: Machine, repair: Repair): Repair["witnesses"] {
  const { table, group } = opening;
  const sample = sampleOf(table.rows);
  if (sample.length === 0) return [];
  const witnesses: { attempt: Attempt; rows: readonly number[] }[] = [];
  const never = new Set(group.conditions.keys());
  let candidates = 0;
  let found = 0;
  const attempts: readonly Attempt[] = [
    { round: 0 },
    ...repair.attempts.filter(({ move }) => move !== undefined),
    ...Array.from({ length: Math.ceil(CANDIDATES / sample.length) }, (_, k) => ({ round: 100 + k })),
  ];
  for (const attempt of attempts) {
    if (found >= MOST_WITNESSES || (candidates >= CANDIDATES && found > 0)) break;
    const broken = brokenBy(plan, machine, rowsOf(machine, sample), repair, attempt);
    if (attempt.move === undefined) for (const k of never) if (broken[k]!.length < sample.length) never.delete(k);
    const lost = new Set(broken.flat());
    const rows = sample.filter((_, i) => !lost.has(i));
    candidates += sample.length;
    found += rows.length;
    if (rows.length > 0) witnesses.push({ attempt, rows });
  }
  if (found > 0) return isClosed(plan, repair) ? witnesses : fittest(plan, machine, repair, sample, witnesses);
  const [worst] = never;
  const condition = group.conditions[worst ?? 0]!;
  const what =
    worst === undefined && group.conditions.length > 1
      ? `its rules together (${group.conditions.map(({ text }) => text).join("; ")})`
      : condition.text;
  complain(
    opening,
    condition,
    "schema/infeasible-rule",
    `no row out of ${candidates} candidates keeps ${what}: ${describe(opening)}.`,
    "Narrow the fields to what the rule allows, or correct the rule.",
  );
  return [];
}

/** Whether the conditions follow from nothing but what is drawn again: then every witness fits every row. */
function isClosed({ steps }: Plan, repair: Repair): boolean {
  const seen = new Set<ColumnId>();
  const visit = (id: ColumnId): boolean => {
    if (repair.outputs.includes(id) || seen.has(id)) return true;
    seen.add(id);
    const step = steps.get(id);
    return (
      step !== undefined &&
      step.inputs.length > 0 &&
      step.inputs.every(({ column, via, fold }) => via === undefined && fold === undefined && visit(column))
    );
  };
  return [...repair.checks, ...repair.fits].every(visit);
}

interface Made {
  readonly opening: Opening;
  readonly repair: Repair;
}

/** Everything that a repair's cells follow from, however they are found. */
function needsOf({ outputs, draws, checks, fits, attempts }: Repair, steps: Lowering["steps"]): readonly ColumnId[] {
  const moved = attempts.flatMap(({ move }) => (move === undefined ? [] : [move.column]));
  const own = outputs.flatMap((id) => steps.get(id)!.inputs.flatMap(columnsOf));
  return [...own, ...draws, ...checks, ...fits, ...moved];
}

function columnsOf({ column, via }: Step["inputs"][number]): readonly ColumnId[] {
  return via === undefined ? [column] : [column, via];
}

/** Repairs whose cells others follow from come first: each only after all that it follows from, by any of its conditions. */
function inOrder(made: readonly Made[], { steps }: Lowering): readonly Made[] {
  const owner = new Map(made.flatMap((each) => each.repair.outputs.map((id) => [id, each] as const)));
  const seen = new Set<ColumnId | Made>();
  const ordered: Made[] = [];
  const visit = (id: ColumnId): void => {
    const each = owner.get(id);
    if (seen.has(each ?? id)) return;
    seen.add(each ?? id);
    if (each === undefined) steps.get(id)?.inputs.flatMap(columnsOf).forEach(visit);
    else {
      needsOf(each.repair, steps).forEach(visit);
      ordered.push(each);
    }
  };
  for (const { repair } of made) repair.outputs.forEach(visit);
  return ordered;
}

/** Makes the repairs of all tables: conditions and moves as columns, and witnesses, by trying rows. */
export function openRepairs(lowering: Lowering, tables: readonly PlannedTable[]): void {
  const openings = [...lowering.tables.values()].flatMap((table) =>
    (lowering.checks.get(table.name)?.groups ?? []).map((group, k): Opening => ({
      lowering,
      table,
      group,
      name: `mend.${k}`,
    })),
  );
  if (openings.length === 0) return;
  const made = openings.map((opening) => {
    const { table, group, name } = opening;
    const outputs = group.leaves.map((leaf) => `${table.name}.${leaf}`);
    const checks = group.conditions.map(({ text }, k) => tryColumn(opening, `${table.name}.#${name}.${k}`, text)!);
    const { fits, direct, others } = lowerMoves(opening);
    const rounds = Array.from({ length: ROUNDS }, (_, k): Attempt => ({ round: 1 + k }));
    const mixed = [...direct, ...others]
      .slice(0, ROUNDS * 2)
      .map(({ move }, k): Attempt => ({ round: 1 + ROUNDS + k, move: move! }));
    const prefixes = group.leaves.filter((leaf) => !group.kept.has(leaf)).map((leaf) => `${table.name}.${leaf}.#`);
    const redrawn = new Set(
      [...lowering.steps.keys()].filter((id) => prefixes.some((prefix) => id.startsWith(prefix))),
    );
    const repair: Repair = {
      outputs,
      draws: outputs.map((id) => lowering.steps.get(id)!.inputs[0]!.column),
      checks,
      fits,
      redrawn,
      affected: new Set([...outputs, ...redrawn]),
      attempts: [...direct, ...rounds, ...others, ...mixed],
      witnesses: [],
      key: streamKey(lowering.seed, String(lowering.edition), table.name, `#${name}`),
    };
    return { opening, repair };
  });
  const install = (repair: Repair): void => {
    for (const id of repair.outputs) lowering.steps.set(id, { ...lowering.steps.get(id)!, repair });
  };
  for (const { repair } of made) install(repair);
  for (const { repair } of made) {
    const moved = repair.attempts.flatMap(({ move }) => (move === undefined ? [] : [move.column]));
    spread(
      lowering.steps,
      [...repair.checks, ...repair.fits, ...repair.draws, ...moved],
      repair.affected as Set<ColumnId>,
    );
  }
  const plan: Plan = { edition: lowering.edition, tables, steps: lowering.steps };
  const machine = openMachine();
  for (const { opening, repair } of inOrder(made, lowering)) {
    const witnesses = findWitnesses(opening, plan, machine, repair);
    // What a witness has elsewhere must not stand in two rows where values stay as they are.
    const isTakenOver = opening.group.kept.size === 0;
    const whole = { ...repair, witnesses: isTakenOver ? witnesses : [] };
    install(whole);
    if (lowering.issues.length > 0) return; // what follows from a group that finds nothing cannot be tried
    if (witnesses.length === 0 || (isTakenOver && isClosed(plan, whole))) continue;
    const sample = sampleOf(opening.table.rows);
    const [unmet] = unmetBy(plan, machine, rowsOf(machine, sample), whole);
    if (unmet === undefined) continue;
    complain(
      opening,
      opening.group.conditions[0]!,
      "schema/infeasible-rule",
      `nothing was found that keeps ${opening.group.conditions.map(({ text }) => text).join("; ")} in row ${sample[unmet]}: ${describe(opening)}.`,
      "Widen these fields, or narrow the others that the rule reads.",
    );
    return;
  }
}
