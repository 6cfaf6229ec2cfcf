import { Button } from "@mantine/core";
import { useState } from "react";
import type { Edit } from "../../draft/edit.ts";
import { linksOf, type OutlineTable } from "../../draft/outline.ts";
import { renameTable } from "../../draft/rename.ts";
import { createTexts as texts } from "../../texts/create.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Labelled } from "../../ui/labelled.tsx";
import { useBuilder } from "./builder-context.ts";

interface Props {
  readonly table: OutlineTable;
  readonly onClose: () => void;
}

const BAD_NAME = /[#.{}\u0000-\u001f]/;
const digits = (text: string): string => text.replaceAll(/[\s,_]/g, "");
const isCount = (text: string): boolean => /^\d{1,12}$/.test(digits(text));

/** A table's name, its rows as a number or per row of another table, and whether it is delivered. */
export function TableDialog({ table, onClose }: Props) {
  const { draft, chooseTable } = useBuilder();
  const said = typeof table.rows === "object" ? table.rows : undefined;
  const parents = [
    ...new Set(
      linksOf(draft.outline)
        .filter((link) => link.table === table.name && link.to !== table.name)
        .map((link) => link.to),
    ),
  ];
  const [name, setName] = useState(table.name);
  const [per, setPer] = useState(said?.per ?? "");
  const [rows, setRows] = useState(typeof table.rows === "number" ? String(table.rows) : "1000");
  const [mean, setMean] = useState(typeof said?.["mean"] === "number" ? String(said["mean"]) : "");
  const [min, setMin] = useState(typeof said?.["min"] === "number" ? String(said["min"]) : "");
  const [max, setMax] = useState(typeof said?.["max"] === "number" ? String(said["max"]) : "");
  const [hidden, setHidden] = useState(table.hidden);
  const taken = name !== table.name && draft.outline.tables.some((other) => other.name === name);
  const nameFault =
    name.trim() === "" || BAD_NAME.test(name) ? texts.badName : taken ? texts.takenName(name) : undefined;
  const badCount =
    per === ""
      ? !isCount(rows)
      : [min, max].some((text) => text !== "" && !isCount(text)) || (mean !== "" && !(Number(mean) >= 0));
  const order = per !== "" && min !== "" && max !== "" && Number(digits(min)) > Number(digits(max));

  const save = (): void => {
    const at = ["tables", table.name] as const;
    const edits: Edit[] = [];
    if (per === "") {
      if (table.rows !== Number(digits(rows)))
        edits.push({ do: "set", at: [...at, "rows"], value: Number(digits(rows)) });
    } else {
      const numbers = Object.entries({ min, max, mean })
        .filter(([, text]) => text !== "")
        .map(([key, text]) => [key, Number(digits(text))]);
      const { per: _, min: _min, max: _max, mean: _mean, ...rest } = said ?? { per };
      edits.push({ do: "set", at: [...at, "rows"], value: { per, ...Object.fromEntries(numbers), ...rest } });
    }
    if (hidden && !table.hidden) edits.push({ do: "set", at: [...at, "hidden"], value: true });
    if (!hidden && table.hidden) edits.push({ do: "drop", at: [...at, "hidden"] });
    if (name !== table.name) edits.push(...renameTable(draft.value, table.name, name));
    draft.apply(edits);
    if (name !== table.name) chooseTable(name);
    onClose();
  };
  const count = (label: string, value: string, set: (text: string) => void, placeholder = "") => (
    <Labelled label={label}>
      {(ids) => (
        <input
          {...ids}
          className="control"
          inputMode="decimal"
          value={value}
          placeholder={placeholder}
          onChange={(event) => set(event.currentTarget.value)}
        />
      )}
    </Labelled>
  );
  return (
    <Dialog
      title={texts.editTableTitle(table.name)}
      onClose={onClose}
      foot={
        <>
          <Button variant="default" onClick={onClose}>
            {texts.cancel}
          </Button>
          <Button disabled={nameFault !== undefined || badCount || order} onClick={save}>
            {texts.save}
          </Button>
        </>
      }
    >
      <Labelled label={texts.name} error={nameFault}>
        {(ids) => (
          <input
            {...ids}
            className="control"
            data-mono
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        )}
      </Labelled>
      <Labelled label={texts.rowsAre} help={parents.length === 0 ? texts.linkFirst : undefined}>
        {(ids) => (
          <select {...ids} className="control" value={per} onChange={(event) => setPer(event.currentTarget.value)}>
            <option value="">{texts.rowsFixed}</option>
            {[...new Set([...parents, ...(per === "" ? [] : [per])])].map((parent) => (
              <option key={parent} value={parent}>
                {texts.rowsPer(parent)}
              </option>
            ))}
          </select>
        )}
      </Labelled>
      {per === "" ? (
        count(texts.rows, rows, setRows)
      ) : (
        <div className="form-grid">
          {count(texts.atLeastEach, min, setMin, "0")}
          {count(texts.atMostEach, max, setMax)}
          {count(texts.onAverage, mean, setMean)}
        </div>
      )}
      {(badCount || order) && (
        <p className="labelled-help" data-error>
          {order ? texts.leastMost : texts.badCount}
        </p>
      )}
      <label className="tick">
        <input type="checkbox" checked={hidden} onChange={(event) => setHidden(event.currentTarget.checked)} />
        {texts.hideTable}
      </label>
    </Dialog>
  );
}
