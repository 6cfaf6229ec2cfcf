import { IconCheck, IconX } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import type { Trial } from "../../preview/builder-protocol.ts";
import { createTexts as texts } from "../../texts/create.ts";
import { rulesTexts } from "../../texts/rules.ts";
import { toCount } from "../../ui/numbers.ts";
import { useBuilder } from "./builder-context.ts";

const PAUSE_MS = 200;

/** Tries a condition on the first rows of a table, in the worker, after a pause in writing. */
export function useTrial(
  table: string,
  expression: string,
  when: string,
  skip: readonly (string | number)[] | undefined,
): Trial | undefined {
  const { draft, engine } = useBuilder();
  const [trial, setTrial] = useState<Trial | undefined>(undefined);
  const { text } = draft;
  const silent = expression.trim() === "";
  useEffect(() => {
    if (silent) return undefined;
    let gone = false;
    const timer = setTimeout(() => {
      engine.call("trial", { text, table, expression, when, skip }).then(
        (made) => !gone && setTrial(made),
        () => !gone && setTrial(undefined),
      );
    }, PAUSE_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [engine, text, table, expression, when, skip, silent]);
  return silent ? undefined : trial;
}

/** How many of the rows keep a condition as they are now, with some of both. */
export function TrialBox({ trial }: { readonly trial: Trial | undefined }) {
  if (trial === undefined || trial.issues !== undefined) return null;
  const { rows, broken, fields, examples } = trial;
  return (
    <section className="trial" aria-live="polite">
      <p>{broken === 0 ? rulesTexts.allKeep(toCount(rows)) : rulesTexts.someBreak(toCount(broken), toCount(rows))}</p>
      {fields.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">{texts.row}</th>
              {fields.map((field) => (
                <th key={field} scope="col">
                  <code>{field}</code>
                </th>
              ))}
              <th scope="col">{rulesTexts.keeps}</th>
            </tr>
          </thead>
          <tbody>
            {examples.map(({ row, keeps, texts: cells }) => (
              <tr key={row}>
                <td>{toCount(row)}</td>
                {cells.map((cell, k) => (
                  <td key={fields[k]} data-null={cell === null || undefined}>
                    {cell ?? texts.nullText}
                  </td>
                ))}
                <td data-ok={keeps || undefined}>
                  {keeps ? <IconCheck size={14} aria-hidden /> : <IconX size={14} aria-hidden />}{" "}
                  {keeps ? rulesTexts.yesKeeps : rulesTexts.noBreaks}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
