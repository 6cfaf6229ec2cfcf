import { parse, stringify } from "yaml";
import type { OutlineTable } from "../../draft/outline.ts";
import type { ParamInfo } from "../../preview/builder-protocol.ts";
import { createTexts as texts } from "../../texts/create.ts";
import { CommitInput } from "../../ui/commit-input.tsx";
import { Labelled } from "../../ui/labelled.tsx";
import { pathsFrom, useBuilder } from "./builder-context.ts";
import { WeightsInput } from "./weights-input.tsx";

interface Props {
  readonly param: ParamInfo;
  readonly value: unknown;
  readonly table: OutlineTable;
  readonly fault: string | undefined;
  readonly onSet: (value: unknown, mark?: string) => void;
}

const MOMENTS = ["now", "now-1y", "now-2y", "now-90d", "now-30d", "now-7d", "today", "2025-01-01"];

/** from_date as a label: From date. */
const labelOf = (name: string): string => {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const asText = (value: unknown): string => {
  if (value === undefined) return "";
  if (typeof value === "string") return value;
  return stringify(value, { collectionStyle: "flow", lineWidth: 0 }).trim();
};

/** A text as YAML understands it: numbers as numbers, braces as entries; what is no YAML stays text. */
function fromText(text: string): unknown {
  if (text.trim() === "") return undefined;
  try {
    return parse(text) as unknown;
  } catch {
    return text;
  }
}

const toNumber = (text: string): unknown => {
  const plain = text.replaceAll(/[\s,_]/g, "");
  return plain === "" ? undefined : Number.isFinite(Number(plain)) ? Number(plain) : text;
};

/** The control of one parameter, by what it takes. */
export function ParamInput({ param, value, table, fault, onSet }: Props) {
  const { draft } = useBuilder();
  const { name, about, widget } = param;
  const label = param.required ? texts.needed(labelOf(name)) : labelOf(name);
  if (widget === "switch") {
    return (
      <label className="tick" title={about}>
        <input
          type="checkbox"
          checked={value === true}
          onChange={(event) => onSet(event.currentTarget.checked || undefined)}
        />
        {label}
      </label>
    );
  }
  if (widget === "weights")
    return <WeightsInput label={label} help={about} value={value} fault={fault} onSet={onSet} />;
  const wide = widget === "yaml" || (widget === "text" && asText(value).length > 24);
  return (
    <Labelled label={label} help={about} error={fault} wide={wide}>
      {(ids) => {
        if (widget === "choice") {
          return (
            <select
              {...ids}
              className="control"
              value={asText(value)}
              onChange={(event) => onSet(param.options?.find((option) => String(option) === event.currentTarget.value))}
            >
              <option value="">{texts.usual}</option>
              {param.options?.map((option) => (
                <option key={option} value={String(option)}>
                  {option}
                </option>
              ))}
            </select>
          );
        }
        if (widget === "integer" || widget === "number")
          return (
            <CommitInput
              {...ids}
              step={widget === "integer" ? 1 : 0.1}
              value={asText(value)}
              onCommit={(text) => onSet(toNumber(text))}
            />
          );
        if (widget === "bound")
          return <CommitInput {...ids} step={1} value={asText(value)} onCommit={(text) => onSet(toNumber(text))} />;
        const choices =
          widget === "field" ? pathsFrom(table, draft.outline.tables) : widget === "moment" ? MOMENTS : undefined;
        const listId = choices === undefined ? undefined : `${ids.id}-list`;
        const targets = name === "to" && table.fields.some(({ raw }) => raw.type === "reference");
        return (
          <>
            <CommitInput
              {...ids}
              mono
              list={listId}
              value={asText(value)}
              onCommit={(text) =>
                onSet(
                  widget === "text" && !targets && param.about !== "" && widgetKeepsText(text)
                    ? text || undefined
                    : fromText(text),
                )
              }
            />
            {listId !== undefined && (
              <datalist id={listId}>
                {choices!.map((choice) => (
                  <option key={choice}>{choice}</option>
                ))}
              </datalist>
            )}
          </>
        );
      }}
    </Labelled>
  );
}

/** Whether a text of a text parameter stays as it was written, and is not read as YAML. */
const widgetKeepsText = (text: string): boolean => !/^[[{]/.test(text.trim());
