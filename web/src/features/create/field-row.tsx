import { IconAlertTriangle, IconChevronDown } from "@tabler/icons-react";
import { lazy, memo, Suspense } from "react";
import type { OutlineField, OutlineTable } from "../../draft/outline.ts";
import { createTexts as texts } from "../../texts/create.ts";
import { MiniBars } from "../../ui/mini-bars.tsx";
import { problemsAt, useBuilder } from "./builder-context.ts";
import { FieldIcon } from "./field-icon.tsx";
import { sentenceOf } from "./sentence.ts";

const FieldForm = lazy(async () => ({ default: (await import("./field-form.tsx")).FieldForm }));

interface Props {
  readonly field: OutlineField;
  readonly table: OutlineTable;
  readonly open: boolean;
  readonly onOpen: () => void;
  readonly onMove: (by: number) => void;
}

/** A field: its name, what it holds as a sentence, how its values spread; opened it can be edited in place. */
export const FieldRow = memo(function FieldRow({ field, table, open, onOpen, onMove }: Props) {
  const { types, problems, summaryOf } = useBuilder();
  const { name, raw } = field;
  const type = types.get(raw.type);
  const faults = problemsAt(problems, `tables.${table.name}.fields.${name}`);
  const summary = summaryOf(name);
  const to = typeof raw["to"] === "string" && raw.type === "reference" ? raw["to"].split(".")[0] : undefined;
  return (
    <li className="field" data-open={open || undefined} id={`field-${name}`}>
      <button type="button" className="field-head" data-field={name} aria-expanded={open} onClick={onOpen}>
        <FieldIcon raw={raw} />
        <span className="field-words">
          <span className="field-name">
            <code>{name}</code>
            {raw["key"] === true && <span className="mark">{texts.key}</span>}
            {to !== undefined && <span className="mark">→ {to}</span>}
            {raw["unique"] === true && raw["key"] !== true && <span className="mark">{texts.unique}</span>}
            {raw["hidden"] === true && <span className="mark">{texts.hidden}</span>}
          </span>
          {faults.length > 0 ? (
            <span className="field-fault">
              <IconAlertTriangle size={13} aria-hidden /> {faults[0]!.message}
            </span>
          ) : (
            <span className="field-rule">{sentenceOf(raw, type)}</span>
          )}
        </span>
        <span className="field-bars">{summary !== undefined && <MiniBars bars={summary.bars} />}</span>
        <IconChevronDown size={16} className="field-arrow" aria-hidden />
      </button>
      {open && (
        <Suspense>
          <FieldForm field={field} table={table} faults={faults} onMove={onMove} />
        </Suspense>
      )}
    </li>
  );
});
