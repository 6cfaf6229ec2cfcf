import { Button } from "@mantine/core";
import { useState } from "react";
import { parse, stringify } from "yaml";
import { isMap } from "../../draft/edit.ts";
import type { OutlineRule, OutlineTable } from "../../draft/outline.ts";
import { createTexts as texts } from "../../texts/create.ts";
import { rulesTexts } from "../../texts/rules.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Labelled } from "../../ui/labelled.tsx";
import { ExpressionInput } from "./expression-input.tsx";
import { makeRule, openForm } from "./rule-forms.ts";
import { RuleLifecycle } from "./rule-lifecycle.tsx";
import { kindOf, type FormKind } from "./rule-sentence.ts";
import { RuleTotal } from "./rule-total.tsx";
import { RuleVersions } from "./rule-versions.tsx";
import { TrialBox, useTrial } from "./trial-box.tsx";

type Raw = Readonly<Record<string, unknown>>;

interface Props {
  readonly kind: FormKind | "yaml";
  readonly rule: OutlineRule | undefined;
  readonly table: OutlineTable;
  readonly onSave: (raw: Raw) => void;
  readonly onClose: () => void;
}

/** Kinds whose forms are components of their own. */
const OWN_FORMS = new Set(["total", "lifecycle", "versions"]);
const LISTS = new Set(["one_hot", "one_of", "any_of", "parts", "combinations"]);
const text = (value: unknown): string => (typeof value === "string" ? value : "");

function readYaml(source: string): Raw | undefined {
  try {
    const value: unknown = parse(source, { stringKeys: true });
    return isMap(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Rows of `of`, one per line with commas between: what combinations list. */
function readRows(source: string): unknown[][] | undefined {
  try {
    return source
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map((line) => parse(`[${line}]`) as unknown[]);
  } catch {
    return undefined;
  }
}

/** Makes or edits a rule. Conditions are tried on real rows while they are written. */
export function RuleDialog({ kind: asked, rule, table, onSave, onClose }: Props) {
  const { table: _, ...given } = rule?.raw ?? {};
  const own = rule === undefined ? asked : kindOf(rule.raw);
  const [form, setForm] = useState(() => openForm(own, given));
  const [asYaml, setAsYaml] = useState(own === "yaml" || own === "" || (OWN_FORMS.has(own) && form === undefined));
  const kind = asYaml || own === "" ? "yaml" : own;
  const [raw, setRaw] = useState<Raw>(given);
  const [source, setSource] = useState(Object.keys(given).length === 0 ? "" : stringify(given));
  const [rows, setRows] = useState(
    Array.isArray(given["of"])
      ? given["of"].map((row: unknown) => (row as unknown[]).map(String).join(", ")).join("\n")
      : "",
  );
  const set = (key: string, value: unknown): void => setRaw((old) => ({ ...old, [key]: value }));
  const condition = kind === "check" ? text(raw["check"]) : kind === "when" ? text(raw["then"]) : "";
  const trial = useTrial(table.name, condition, kind === "when" ? text(raw["when"]) : "", rule?.path);
  const fault = trial?.issues?.[0];
  const error = fault && [fault.message, fault.hint].filter((part) => part !== undefined).join(" ");
  const chosen = Array.isArray(raw[kind]) ? (raw[kind] as unknown[]).map(String) : [];
  const numeric = table.fields.filter((field) => !chosen.includes(field.name)).map(({ name }) => name);

  const made = (): Raw | undefined => {
    if (kind === "yaml") return readYaml(source);
    if (form !== undefined) return makeRule(form, given);
    if (kind === "check") return condition === "" || fault !== undefined ? undefined : raw;
    if (kind === "when") return condition === "" || text(raw["when"]) === "" || fault !== undefined ? undefined : raw;
    if (chosen.length < (kind === "parts" ? 2 : 1)) return undefined;
    if (kind === "combinations") {
      const of = readRows(rows);
      const fits =
        of !== undefined &&
        of.length > 0 &&
        of.every(({ length }) => length === chosen.length || length === chosen.length + 1);
      return fits ? { ...raw, of } : undefined;
    }
    return kind === "parts" && text(raw["of"]) === "" && text(raw["sum"]) === "" ? undefined : raw;
  };
  const ready = made();
  return (
    <Dialog
      title={rule === undefined ? rulesTexts.newRule : rulesTexts.changeRule}
      onClose={onClose}
      wide
      foot={
        <>
          {kind !== "yaml" && (
            <Button
              variant="subtle"
              color="gray"
              onClick={() => {
                const now = ready ?? raw;
                setSource(Object.keys(now).length === 0 ? "" : stringify(now));
                setAsYaml(true);
              }}
            >
              {rulesTexts.asYaml}
            </Button>
          )}
          <span className="bar-space" />
          <Button variant="default" onClick={onClose}>
            {texts.cancel}
          </Button>
          <Button disabled={ready === undefined} onClick={() => ready !== undefined && onSave(ready)}>
            {texts.save}
          </Button>
        </>
      }
    >
      {kind === "when" && (
        <ExpressionInput
          label={rulesTexts.when}
          help={rulesTexts.whenHelp}
          example={texts.conditionExample}
          table={table}
          value={text(raw["when"])}
          onWrite={(next) => set("when", next)}
          onCommit={(next) => set("when", next)}
        />
      )}
      {(kind === "check" || kind === "when") && (
        <>
          <ExpressionInput
            label={kind === "check" ? rulesTexts.holds : rulesTexts.then}
            help={texts.expressionHelp}
            example={texts.conditionExample}
            table={table}
            value={condition}
            error={condition === "" ? undefined : error}
            onWrite={(next) => set(kind === "check" ? "check" : "then", next)}
            onCommit={(next) => set(kind === "check" ? "check" : "then", next)}
          />
          <TrialBox trial={trial} />
        </>
      )}
      {LISTS.has(kind) && (
        <fieldset className="choose">
          <legend className="legend">{texts.fields}</legend>
          {table.fields.map(({ name }) => (
            <label key={name} className="tick">
              <input
                type="checkbox"
                checked={chosen.includes(name)}
                onChange={(event) =>
                  set(kind, event.currentTarget.checked ? [...chosen, name] : chosen.filter((other) => other !== name))
                }
              />
              <code>{name}</code>
            </label>
          ))}
        </fieldset>
      )}
      {kind === "parts" && (
        <Labelled label={rulesTexts.whole} help={rulesTexts.wholeHelp}>
          {(ids) => (
            <select
              {...ids}
              className="control"
              value={text(raw["of"])}
              onChange={(event) => set("of", event.currentTarget.value)}
            >
              <option value="">{texts.choose}</option>
              {numeric.map((name) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Labelled>
      )}
      {kind === "combinations" && (
        <Labelled label={rulesTexts.together} help={rulesTexts.togetherHelp(chosen.join(", "))}>
          {(ids) => (
            <textarea
              {...ids}
              className="control"
              data-mono
              rows={5}
              value={rows}
              onChange={(event) => setRows(event.currentTarget.value)}
            />
          )}
        </Labelled>
      )}
      {kind === "total" && form?.kind === "total" && (
        <RuleTotal form={form.form} table={table} onForm={(next) => setForm({ kind, form: next })} />
      )}
      {kind === "lifecycle" && form?.kind === "lifecycle" && (
        <RuleLifecycle form={form.form} table={table} onForm={(next) => setForm({ kind, form: next })} />
      )}
      {kind === "versions" && form?.kind === "versions" && (
        <RuleVersions form={form.form} table={table} onForm={(next) => setForm({ kind, form: next })} />
      )}
      {kind === "yaml" && (
        <Labelled
          label={rulesTexts.ruleYaml}
          help={rulesTexts.ruleYamlHelp}
          error={source !== "" && ready === undefined ? rulesTexts.noYaml : undefined}
        >
          {(ids) => (
            <textarea
              {...ids}
              className="control"
              data-mono
              rows={7}
              value={source}
              onChange={(event) => setSource(event.currentTarget.value)}
            />
          )}
        </Labelled>
      )}
    </Dialog>
  );
}
