import { useEffect, useRef, useState } from "react";
import type { Engine } from "../../preview/engine.ts";
import { templatesTexts as texts } from "../../texts/templates.ts";

interface Mini {
  readonly shape: string;
  readonly names: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

const COLUMNS = 3;
const ROWS = 3;

async function look(engine: Engine, text: string): Promise<Mini | undefined> {
  const { ready } = await engine.call("compile", { text });
  if (ready === undefined) return undefined;
  const { tables, plan } = ready;
  const fields = tables.reduce((sum, { columns }) => sum + columns.length, 0);
  // Keys say little: the first columns that are none, of the first table that has some.
  const table = tables[0]!;
  const telling = table.columns
    .map((_, c) => c)
    .filter((c) => !/^(sequence|uuid|ulid|reference)/.test(table.columns[c]!.type));
  const chosen = [...telling, ...table.columns.keys()].slice(0, COLUMNS).sort((a, b) => a - b);
  const columns = [...new Set(chosen)];
  const made =
    table.rows === 0
      ? { rows: [] }
      : await engine.call("rows", { plan, table: table.name, from: 0, count: Math.min(ROWS, table.rows) });
  return {
    shape: texts.shape(tables.length, fields),
    names: columns.map((c) => table.columns[c]!.name),
    rows: made.rows.map((row) => columns.map((c) => row[c] ?? null)),
  };
}

interface Props {
  readonly engine: Engine;
  readonly text: string;
}

/** A few cells of a template's data, made when it comes into sight. */
export function MiniPreview({ engine, text }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [mini, setMini] = useState<Mini | undefined>(undefined);
  const [broken, setBroken] = useState(false);
  useEffect(() => {
    let gone = false;
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      look(engine, text).then(
        (found) => {
          if (gone) return;
          setMini(found);
          setBroken(found === undefined);
        },
        () => !gone && setBroken(true),
      );
    });
    observer.observe(box.current!);
    return () => {
      gone = true;
      observer.disconnect();
    };
  }, [engine, text]);
  return (
    <div ref={box} className="mini">
      <p className="mini-shape">{mini?.shape ?? (broken ? texts.broken : " ")}</p>
      {mini !== undefined && (
        <table>
          <thead>
            <tr>
              {mini.names.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {mini.rows.map((row, k) => (
              <tr key={`${k} ${row.join(" ")}`}>
                {row.map((cell, c) => (
                  <td key={mini.names[c]}>{cell ?? "–"}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {mini === undefined && !broken && <span className="mini-wait" aria-hidden />}
    </div>
  );
}
