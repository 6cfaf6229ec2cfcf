import { ActionIcon, Button } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { changeTemplate, type Template } from "../../api/library.ts";
import { useEngine } from "../../preview/use-engine.ts";
import { templatesTexts as texts } from "../../texts/templates.ts";
import { ChoiceField, TextField } from "../../ui/fields.tsx";
import { ListTable } from "../../ui/list-table.tsx";
import { toast } from "../../ui/toast.tsx";
import { TroubleLine } from "../../ui/trouble.tsx";

type Rows = Template["examples"];
const MOST = 20;

const show = (value: unknown): string =>
  value === null || value === undefined ? "–" : typeof value === "string" ? value : JSON.stringify(value);

interface TableProps {
  readonly table: string;
  readonly rows: Rows[string];
  readonly onRemove: ((row: number) => void) | undefined;
}

function ExampleTable({ table, rows, onRemove }: TableProps) {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return (
    <section className="card" aria-label={table}>
      <header>
        <h2>
          <code>{table}</code>
        </h2>
      </header>
      <ListTable columns={[...names, { name: texts.delete, spoken: true }]} bare>
        {rows.map((row, k) => (
          <tr key={`${k} ${JSON.stringify(row)}`}>
            {names.map((name) => (
              <td key={name}>{show(row[name])}</td>
            ))}
            <td className="num">
              {onRemove !== undefined && (
                <ActionIcon aria-label={texts.removeExample(k + 1, table)} onClick={() => onRemove(k)}>
                  <IconX size={15} aria-hidden />
                </ActionIcon>
              )}
            </td>
          </tr>
        ))}
      </ListTable>
    </section>
  );
}

/** Rows that show what is wanted, taken from the preview. */
export function ExamplesView({ template }: { readonly template: Template }) {
  const { id, name, summary, text, examples, builtin } = template;
  const { engine, ready } = useEngine(text, false);
  const client = useQueryClient();
  const [chosen, setChosen] = useState("");
  const [row, setRow] = useState("0");
  const [error, setError] = useState<unknown>(undefined);
  const table = ready?.tables.find((one) => one.name === chosen) ?? ready?.tables[0];
  const keep = async (next: Rows, said: string): Promise<void> => {
    setError(undefined);
    try {
      client.setQueryData(
        ["template", id],
        await changeTemplate(id, { name, summary, text, examples: next, note: "" }),
      );
      toast(said);
    } catch (failure) {
      setError(failure);
    }
  };
  const add = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (ready === undefined || table === undefined) return;
    const old = examples[table.name] ?? [];
    if (old.length >= MOST) {
      toast(texts.mostExamples);
      return;
    }
    const from = Math.min(Math.max(0, Math.trunc(Number(row.replaceAll(",", ""))) || 0), Math.max(0, table.rows - 1));
    const made = await engine.call("rows", { plan: ready.plan, table: table.name, from, count: 1 });
    const cells = table.columns.map(({ name: column }, c) => [column, made.rows[0]?.[c] ?? null] as const);
    await keep({ ...examples, [table.name]: [...old, Object.fromEntries(cells)] }, texts.exampleAdded);
  };
  const remove = (of: string, k: number): void => {
    const left = (examples[of] ?? []).filter((_, n) => n !== k);
    const { [of]: _, ...others } = examples;
    void keep(left.length === 0 ? others : { ...examples, [of]: left }, texts.exampleRemoved);
  };
  const tables = Object.entries(examples).filter(([, rows]) => rows.length > 0);
  return (
    <div className="scroll examples">
      <p className="dialog-text">{texts.examplesHelp}</p>
      <TroubleLine error={error} />
      {tables.length === 0 && <p className="faint">{texts.noExamples}</p>}
      {tables.map(([of, rows]) => (
        <ExampleTable key={of} table={of} rows={rows} onRemove={builtin ? undefined : (k) => remove(of, k)} />
      ))}
      {!builtin && table !== undefined && (
        <form className="card examples-add" onSubmit={(event) => void add(event)}>
          <h2>{texts.addExample}</h2>
          <ChoiceField
            label={texts.exampleTable}
            options={Object.fromEntries((ready?.tables ?? []).map((one) => [one.name, one.name]))}
            value={table.name}
            onChange={setChosen}
          />
          <TextField label={texts.exampleRow} inputMode="numeric" value={row} onChange={setRow} />
          <Button type="submit" variant="default">
            {texts.add}
          </Button>
        </form>
      )}
    </div>
  );
}
