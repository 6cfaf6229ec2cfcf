import { ActionIcon, Button } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconChevronDown, IconCopy, IconTrash } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import type { Edit, Path } from "../../draft/edit.ts";
import { freeName, toRaw, type OutlineField, type OutlineTable, type RawField } from "../../draft/outline.ts";
import { renameField } from "../../draft/rename.ts";
import type { Problem } from "../../preview/protocol.ts";
import { createTexts as texts } from "../../texts/create.ts";
import { CommitInput } from "../../ui/commit-input.tsx";
import { Labelled } from "../../ui/labelled.tsx";
import { useBuilder } from "./builder-context.ts";
import { ExpressionInput } from "./expression-input.tsx";
import { ParamInput } from "./param-input.tsx";
import { SpreadInput } from "./spread-input.tsx";
import { TypePicker } from "./type-picker.tsx";

interface Props {
  readonly field: OutlineField;
  readonly table: OutlineTable;
  readonly faults: readonly Problem[];
  readonly onMove: (by: number) => void;
}

const BAD_NAME = /[#.{}\u0000-\u001f]/;
/** Parameters that most fields of a type leave alone: behind "More". */
const RARE = new Set([
  "draw",
  "locale",
  "exact",
  "step",
  "scale",
  "millis",
  "growth",
  "apart",
  "ordered",
  "season",
  "hours",
  "every",
  "countries",
  "at",
  "counted",
  "under",
  "with",
  "by",
  "tree",
  "shuffled",
]);
const COMMON = ["type", "null", "unique", "key", "hidden", "when", "value", "description", "max_length"];

const TICKS = [
  ["key", texts.isKey],
  ["unique", texts.isUnique],
  ["hidden", texts.isHidden],
] as const;

/** What a field keeps when its type changes: what all fields may say, and what the new type understands too. */
function retyped(
  raw: RawField,
  type: string,
  params: readonly string[],
  example: Readonly<Record<string, unknown>>,
): RawField {
  const kept = Object.entries(raw).filter(([key]) => key !== "type" && (COMMON.includes(key) || params.includes(key)));
  return { type, ...example, ...Object.fromEntries(kept) };
}

/** Edits a field in place: name, type, blanks, what its type can be told, and the rarer things behind "More". */
export function FieldForm({ field, table, faults, onMove }: Props) {
  const { draft, types, setOpen, say } = useBuilder();
  const [picking, setPicking] = useState(false);
  const [nameFault, setNameFault] = useState<string | undefined>(undefined);
  const { name, raw } = field;
  const at: Path = ["tables", table.name, "fields", name];
  const type = types.get(raw.type);
  const params = type?.params ?? [];
  const names = table.fields.map((other) => other.name);
  const derived = typeof raw["value"] === "string" && type?.derived === true;
  const isRare = (param: string): boolean =>
    RARE.has(param) && raw[param] === undefined && faults.every(({ path }) => !path.endsWith(`.${param}`));
  const shownParams = params.filter((param) => param.widget !== "distribution" && !(derived && param.name !== "scale"));
  const usual = shownParams.filter((param) => !isRare(param.name) || param.required);
  const rare = shownParams.filter((param) => isRare(param.name) && !param.required);
  const spread = params.find((param) => param.widget === "distribution");
  const drawn = spread !== undefined && params.some(({ widget }) => widget === "bound");

  /** A parameter of the field, or none; a short field becomes a long one. */
  const set = (key: string, value: unknown, mark = ""): void => {
    const edit: Edit =
      value === undefined
        ? raw[key] === undefined
          ? { do: "set", at, value: toRaw(raw) }
          : Object.keys(raw).length === 2
            ? { do: "set", at, value: raw.type }
            : { do: "drop", at: [...at, key] }
        : Object.keys(raw).length === 1
          ? { do: "set", at, value: { ...raw, [key]: value } }
          : { do: "set", at: [...at, key], value };
    draft.apply([edit], mark);
  };
  const rename = (to: string): void => {
    const fault =
      to.trim() === "" || BAD_NAME.test(to) ? texts.badName : names.includes(to) ? texts.takenName(to) : undefined;
    setNameFault(fault);
    if (fault !== undefined) return;
    draft.apply(renameField(draft.value, table.name, name, to));
    setOpen(to);
  };
  const pick = (to: string, example: Readonly<Record<string, unknown>>): void => {
    setPicking(false);
    if (to === raw.type) return;
    const next = retyped(raw, to, types.get(to)?.params.map((param) => param.name) ?? [], example);
    draft.apply([{ do: "set", at, value: toRaw(next) }]);
  };
  const drop = (): void => {
    draft.apply([{ do: "drop", at }]);
    setOpen("");
    say(texts.fieldDropped(name));
  };
  const copy = (): void => {
    const to = freeName(`${name}_copy`, names);
    const { key: _, ...rest } = raw;
    draft.apply([{ do: "set", at: ["tables", table.name, "fields", to], value: toRaw({ ...rest, type: raw.type }) }]);
    setOpen(to);
  };
  const blank = typeof raw["null"] === "number" ? raw["null"] : 0;
  const faultOf = (param: string): string | undefined => {
    const found = faults.find(({ path }) => path.endsWith(`.${name}.${param}`));
    return found && [found.message, found.hint].filter((part) => part !== undefined).join(" ");
  };
  const general = faults.filter(({ path }) => !params.some((param) => path.endsWith(`.${name}.${param.name}`)));
  const inputsOf = (some: typeof params): ReactNode =>
    some.length > 0 && (
      <div className="form-grid">
        {some.map((param) => (
          <ParamInput
            key={param.name}
            param={param}
            value={raw[param.name]}
            table={table}
            fault={faultOf(param.name)}
            onSet={(value, mark) => set(param.name, value, mark)}
          />
        ))}
      </div>
    );
  const formula = (key: "value" | "when", label: string, help: string): ReactNode => {
    const value = raw[key];
    return (
      <ExpressionInput
        label={label}
        help={help}
        example={key === "value" ? texts.expressionExample : texts.conditionExample}
        table={table}
        value={typeof value === "string" ? value : ""}
        onCommit={(text) => set(key, text === "" ? undefined : text)}
      />
    );
  };

  return (
    <div className="field-form">
      <div className="form-grid">
        <Labelled label={texts.name} error={nameFault}>
          {(ids) => <CommitInput {...ids} mono value={name} onCommit={rename} />}
        </Labelled>
        <Labelled label={texts.type}>
          {(ids) => (
            <button {...ids} type="button" className="control pick" onClick={() => setPicking(true)}>
              <span>{raw.type}</span>
              <IconChevronDown size={15} aria-hidden />
            </button>
          )}
        </Labelled>
        <Labelled label={texts.blankShare(Math.round(blank * 100))}>
          {(ids) => (
            <input
              {...ids}
              type="range"
              className="slide"
              min={0}
              max={100}
              value={Math.round(blank * 100)}
              disabled={raw["key"] === true}
              onChange={(event) => {
                const share = Number(event.currentTarget.value) / 100;
                set("null", share === 0 ? undefined : share, `null ${name}`);
              }}
            />
          )}
        </Labelled>
      </div>
      {type !== undefined && <p className="field-about">{type.summary}.</p>}
      {general.map(({ code, message, hint }) => (
        <p key={code + message} className="well" data-bad>
          {message} {hint}
        </p>
      ))}
      {drawn && !derived && (
        <SpreadInput raw={raw} fault={faultOf("distribution") ?? faultOf("min") ?? faultOf("max")} onSet={set} />
      )}
      {inputsOf(usual.filter((param) => !(drawn && param.widget === "bound")))}
      <div className="ticks">
        {TICKS.map(([mark, label]) => (
          <label key={mark} className="tick">
            <input
              type="checkbox"
              checked={raw[mark] === true}
              onChange={(event) => set(mark, event.currentTarget.checked || undefined)}
            />
            {label}
          </label>
        ))}
      </div>
      <details className="more" open={derived || typeof raw["when"] === "string" || undefined}>
        <summary>{texts.more}</summary>
        <div className="more-body">
          {type?.derived === true && formula("value", texts.formula, texts.formulaHelp)}
          {formula("when", texts.onlyIf, texts.onlyIfHelp)}
          {inputsOf(rare)}
        </div>
      </details>
      <div className="field-tools">
        <ActionIcon aria-label={texts.moveUp(name)} disabled={names[0] === name} onClick={() => onMove(-1)}>
          <IconArrowUp size={16} aria-hidden />
        </ActionIcon>
        <ActionIcon aria-label={texts.moveDown(name)} disabled={names.at(-1) === name} onClick={() => onMove(1)}>
          <IconArrowDown size={16} aria-hidden />
        </ActionIcon>
        <span className="bar-space" />
        <Button size="xs" variant="subtle" color="gray" leftSection={<IconCopy size={14} aria-hidden />} onClick={copy}>
          {texts.duplicate}
        </Button>
        <Button size="xs" variant="subtle" color="red" leftSection={<IconTrash size={14} aria-hidden />} onClick={drop}>
          {texts.remove}
        </Button>
      </div>
      {picking && <TypePicker value={raw.type} onPick={pick} onClose={() => setPicking(false)} />}
    </div>
  );
}
