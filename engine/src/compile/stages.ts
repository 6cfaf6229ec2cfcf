import { nullable, onlyWhen } from "../kernels/nullable.ts";
import { pass } from "../kernels/pass.ts";
import { lowerExpression } from "./expression.ts";
import type { Made, Site, Source } from "./field-type.ts";
import { addStep, type CheckedField, type Lowering, type TableLowering } from "./steps.ts";

/** A field's column, stage by stage: its value, nulls, `when`, and what rules make of it. The last stage is the field itself. */
export function lowerStages(
  lowering: Lowering,
  table: TableLowering,
  name: string,
  field: CheckedField,
  made: Made,
  site: Site,
): Source | undefined {
  const id = `${table.name}.${name}`;
  const hidden = (part: string): string => `${id}.##${part}`;
  const checks = lowering.checks.get(table.name);
  const given = checks?.given.get(name) ?? [];
  const isMended = checks?.mended.has(name) === true;
  let stages = 1 + Number(field.null > 0) + Number(field.when !== undefined) + given.length + Number(isMended);
  const put = (part: string, stage: Made, streamPart: readonly string[]): Source =>
    addStep(lowering, --stages === 0 ? id : hidden(part), stage, [table.name, name, ...streamPart]);
  let source = put("value", made, []);
  if (field.null > 0) {
    const does = `null in ${field.null * 100} % of rows`;
    source = put("nullable", { ...source, kernel: nullable(field.null), inputs: [source], nullable: true, does }, [
      "##null",
    ]);
  }
  if (field.when !== undefined) {
    const condition = lowerExpression(field.when, site, "when", { kind: "boolean" });
    if (condition === undefined) return undefined;
    const inputs = [source, addStep(lowering, hidden("condition"), condition, [table.name, name, "##condition"])];
    source = put("when", { ...source, kernel: onlyWhen, inputs, nullable: true, does: `null unless ${field.when}` }, [
      "##when",
    ]);
  }
  for (const [k, { when, value }] of given.entries()) {
    const before = source;
    const { nullable: _, input: __, ...type } = source;
    const within = { ...site, read: (path: string, param: string) => (path === "#" ? before : site.read(path, param)) };
    const chosen = lowerExpression(`(${when}) ? (${value}) : \`#\``, within, "type", type);
    if (chosen === undefined) return undefined;
    source = put(
      `given${k}`,
      { ...chosen, nullable: chosen.nullable === true && before.nullable, does: `${value} when ${when}` },
      [`##given${k}`],
    );
  }
  if (isMended)
    source = put("mended", { ...source, kernel: pass, inputs: [source], does: "drawn again where it breaks a rule" }, [
      "##mended",
    ]);
  return source;
}
