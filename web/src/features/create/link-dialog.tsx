import { Button } from "@mantine/core";
import { useState } from "react";
import type { Edit } from "../../draft/edit.ts";
import { freeName, keyOf, type Outline, type OutlineTable } from "../../draft/outline.ts";
import { createTexts as texts } from "../../texts/create.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Labelled } from "../../ui/labelled.tsx";
import { useBuilder } from "./builder-context.ts";

/** The changes that link a table to another by a new reference; the parent gets a key where it has none. */
function linkTables(outline: Outline, child: OutlineTable, parentName: string): readonly Edit[] {
  const parent = outline.tables.find(({ name }) => name === parentName);
  if (parent === undefined) return [];
  const edits: Edit[] = [];
  const key =
    keyOf(parent)?.name ??
    freeName(
      "id",
      parent.fields.map(({ name }) => name),
    );
  if (keyOf(parent) === undefined)
    edits.push({ do: "set", at: ["tables", parentName, "fields", key], value: { type: "sequence", key: true } });
  const stem = parentName.replace(/ies$/, "y").replace(/(?<!s)s$/, "");
  const field = freeName(
    `${stem}_id`,
    child.fields.map(({ name }) => name),
  );
  edits.push({
    do: "set",
    at: ["tables", child.name, "fields", field],
    value: { type: "reference", to: `${parentName}.${key}` },
  });
  return edits;
}

/** What rows of the child are per row of the parent. */
function countPer(child: OutlineTable, parent: string, min: number, max: number): Edit {
  const said = typeof child.rows === "object" && child.rows.per === parent ? child.rows : {};
  const { mean: _, ...rest } = said as Record<string, unknown>;
  return { do: "set", at: ["tables", child.name, "rows"], value: { ...rest, per: parent, min, max } };
}

interface Props {
  /** Where it begins; the table on show unless told. */
  readonly from?: string;
  readonly to?: string;
  readonly onClose: () => void;
}

/** A link between two tables, the keyboard's way to what dragging does in the diagram. */
export function LinkDialog({ from, to, onClose }: Props) {
  const { draft, table, say } = useBuilder();
  const { tables } = draft.outline;
  const [child, setChild] = useState(from ?? table?.name ?? tables[0]?.name ?? "");
  const [parent, setParent] = useState(to ?? tables.find(({ name }) => name !== child)?.name ?? child);
  const [counted, setCounted] = useState(false);
  const [min, setMin] = useState("0");
  const [max, setMax] = useState("5");
  const bad = counted && !(/^\d+$/.test(min) && /^\d+$/.test(max) && Number(min) <= Number(max));
  const save = (): void => {
    const found = tables.find(({ name }) => name === child);
    if (found === undefined) return;
    const edits = [
      ...linkTables(draft.outline, found, parent),
      ...(counted && child !== parent ? [countPer(found, parent, Number(min), Number(max))] : []),
    ];
    draft.apply(edits);
    say(texts.linked(child, parent));
    onClose();
  };
  const choice = (label: string, value: string, set: (name: string) => void) => (
    <Labelled label={label}>
      {(ids) => (
        <select {...ids} className="control" value={value} onChange={(event) => set(event.currentTarget.value)}>
          {tables.map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
  const number = (label: string, value: string, set: (text: string) => void) => (
    <Labelled label={label}>
      {(ids) => (
        <input
          {...ids}
          className="control"
          inputMode="numeric"
          value={value}
          onChange={(event) => set(event.currentTarget.value)}
        />
      )}
    </Labelled>
  );
  return (
    <Dialog
      title={texts.addLink}
      onClose={onClose}
      foot={
        <>
          <Button variant="default" onClick={onClose}>
            {texts.cancel}
          </Button>
          <Button disabled={bad} onClick={save}>
            {texts.addLink}
          </Button>
        </>
      }
    >
      <div className="form-grid">
        {choice(texts.linkFrom, child, setChild)}
        {choice(texts.linkTo, parent, setParent)}
      </div>
      {child !== parent && (
        <label className="tick">
          <input type="checkbox" checked={counted} onChange={(event) => setCounted(event.currentTarget.checked)} />
          {texts.countedBy(child, parent)}
        </label>
      )}
      {counted && child !== parent && (
        <div className="form-grid">
          {number(texts.atLeastEach, min, setMin)}
          {number(texts.atMostEach, max, setMax)}
        </div>
      )}
    </Dialog>
  );
}
