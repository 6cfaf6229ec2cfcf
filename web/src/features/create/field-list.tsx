import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { lazy, Suspense, useState, type KeyboardEvent } from "react";
import { freeName } from "../../draft/outline.ts";
import { createTexts as texts } from "../../texts/create.ts";
import { useBuilder } from "./builder-context.ts";
import { FieldRow } from "./field-row.tsx";

const TypePicker = lazy(async () => ({ default: (await import("./type-picker.tsx")).TypePicker }));

const MANY = 10; // fields from which on one wants to search

/** The fields of the table on show. Arrows go from one to the next, Alt with arrows moves a field, Enter opens it. */
export function FieldList() {
  const { draft, table, open, setOpen, say } = useBuilder();
  const [words, setWords] = useState("");
  const [picking, setPicking] = useState(false);
  if (table === undefined) return null;
  const names = table.fields.map(({ name }) => name);
  const shown = table.fields.filter(({ name, raw }) =>
    `${name} ${raw.type}`.toLowerCase().includes(words.toLowerCase()),
  );

  const move = (name: string, by: number): void => {
    const to = names.indexOf(name) + by;
    if (to < 0 || to >= names.length) return;
    draft.apply([{ do: "move", at: ["tables", table.name, "fields", name], to }]);
    say(texts.moved_(name, to + 1, names.length));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLUListElement>): void => {
    const row = (event.target as HTMLElement).closest<HTMLButtonElement>("button.field-head");
    if (row === null || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
    event.preventDefault();
    const by = event.key === "ArrowDown" ? 1 : -1;
    if (event.altKey) move(row.dataset["field"]!, by);
    else {
      const rows = [...event.currentTarget.querySelectorAll<HTMLButtonElement>("button.field-head")];
      rows[rows.indexOf(row) + by]?.focus();
    }
  };
  const add = (type: string, example: Readonly<Record<string, unknown>>): void => {
    setPicking(false);
    const name = freeName(type.slice(type.indexOf(".") + 1), names);
    const raw = Object.keys(example).length === 0 ? type : { type, ...example };
    draft.apply([{ do: "set", at: ["tables", table.name, "fields", name], value: raw }]);
    setOpen(name);
  };
  return (
    <div className="fields">
      {table.fields.length > MANY && (
        <input
          className="control field-search"
          type="search"
          aria-label={texts.findField}
          placeholder={texts.findField}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      )}
      {/* Arrow keys move between the buttons within, which are reached by Tab as well. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <ul aria-label={texts.fieldsOf(table.name)} onKeyDown={onKeyDown}>
        {shown.map((field) => (
          <FieldRow
            key={field.name}
            field={field}
            table={table}
            open={open === field.name}
            onOpen={() => setOpen(open === field.name ? "" : field.name)}
            onMove={(by) => move(field.name, by)}
          />
        ))}
      </ul>
      {shown.length === 0 && <p className="fields-none">{words === "" ? texts.noFields : texts.noFieldOf(words)}</p>}
      <Button
        variant="default"
        className="fields-add"
        leftSection={<IconPlus size={16} aria-hidden />}
        disabled={!draft.readable}
        onClick={() => setPicking(true)}
      >
        {texts.addField}
      </Button>
      {picking && (
        <Suspense>
          <TypePicker value="" onPick={add} onClose={() => setPicking(false)} />
        </Suspense>
      )}
    </div>
  );
}
