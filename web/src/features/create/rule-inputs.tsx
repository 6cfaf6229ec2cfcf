import { useId } from "react";
import type { OutlineTable } from "../../draft/outline.ts";
import { createTexts } from "../../texts/create.ts";
import { Labelled } from "../../ui/labelled.tsx";

interface ChoiceProps {
  readonly label: string;
  readonly help?: string;
  readonly value: string;
  readonly options: readonly (string | { readonly value: string; readonly label: string })[];
  readonly onChoose: (value: string) => void;
}

/** One of several, or none yet. What the rule has is offered even where it fits no more. */
export function Choice({ label, help, value, options, onChoose }: ChoiceProps) {
  const all = options.map((option) => (typeof option === "string" ? { value: option, label: option } : option));
  if (value !== "" && all.every((option) => option.value !== value)) all.push({ value, label: value });
  return (
    <Labelled label={label} help={help}>
      {(ids) => (
        <select {...ids} className="control" value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
          {all.every((option) => option.value !== "") && <option value="">{createTexts.choose}</option>}
          {all.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

interface NameProps {
  readonly label: string;
  readonly help?: string;
  readonly table: OutlineTable;
  readonly value: string;
  readonly onWrite: (value: string) => void;
}

/** The name of a field of the table, or of one that the rule makes. */
export function NameInput({ label, help, table, value, onWrite }: NameProps) {
  const list = useId();
  return (
    <Labelled label={label} help={help}>
      {(ids) => (
        <>
          <input
            {...ids}
            className="control"
            data-mono
            list={list}
            autoComplete="off"
            spellCheck={false}
            value={value}
            onChange={(event) => onWrite(event.currentTarget.value)}
          />
          <datalist id={list}>
            {table.fields.map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
          </datalist>
        </>
      )}
    </Labelled>
  );
}
