import { toChoiceEdits } from "../../draft/from-guess.ts";
import { createTexts as texts } from "../../texts/create.ts";
import { useBuilder } from "./builder-context.ts";
import type { Doubt } from "./understood.ts";
import "./doubts.css";

interface Props {
  /** `taken` is the choice that the schema has. */
  readonly doubts: readonly (Doubt & { readonly taken: number })[];
}

const nameOf = ({ table, field }: Doubt): string => (field === "" ? table : `${table}.${field}`);

/** What was guessed, each with its other readings: one click takes one, as one step that Undo takes back. */
export function Doubts({ doubts }: Props) {
  const { draft, chooseTable, say } = useBuilder();
  return (
    <ul className="doubts" aria-label={texts.doubts}>
      {doubts.map((doubt, k) => {
        const { table, field, text, choices, taken } = doubt;
        const name = nameOf(doubt);
        return (
          // Two guesses may be of one field.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={`${k} ${name}`}>
            <p>
              {table !== "" && (
                <button type="button" className="link" onClick={() => chooseTable(table, field)}>
                  <code>{name}</code>
                </button>
              )}
              {table === "" ? "" : ": "}
              {text}
            </p>
            {choices.length > 0 && (
              <fieldset className="chips" aria-label={texts.readingsOf(name)}>
                {choices.map((choice, c) => (
                  <button
                    key={choice.text}
                    type="button"
                    className="chip"
                    aria-pressed={c === taken}
                    disabled={!draft.readable}
                    onClick={() => {
                      if (c === taken) return;
                      draft.apply(toChoiceEdits(draft.value, choice));
                      say(texts.readAs(name, choice.text));
                    }}
                  >
                    {choice.text}
                  </button>
                ))}
              </fieldset>
            )}
          </li>
        );
      })}
    </ul>
  );
}
