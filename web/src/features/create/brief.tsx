import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { lazy, Suspense, useId, useMemo, useState } from "react";
import { choiceIn } from "../../draft/from-guess.ts";
import type { Described } from "../../preview/builder-protocol.ts";
import { createTexts as texts } from "../../texts/create.ts";
import { useBuilder } from "./builder-context.ts";
import { chipsOf, doubtsOf, placeOf, type Doubt } from "./understood.ts";

const Doubts = lazy(async () => ({ default: (await import("./doubts.tsx")).Doubts }));

interface Props {
  /** What was understood of the words that the schema was made from. */
  readonly described: Described | undefined;
  /** What an import had to guess. */
  readonly notes: readonly { readonly path: string; readonly text: string }[];
}

/** The words that the schema was made from, what was understood, and what was guessed, which opens below. */
export function Brief({ described, notes }: Props) {
  const { draft, chooseTable } = useBuilder();
  const id = useId();
  const [open, setOpen] = useState(false);
  const chips = described === undefined ? [] : chipsOf(described);
  const all = useMemo(
    (): readonly Doubt[] => [
      ...(described === undefined ? [] : doubtsOf(described)),
      ...notes
        .filter(({ path, text }) => described?.notes.every((note) => note.path !== path || note.text !== text) ?? true)
        .map(({ path, text }) => ({ text, choices: [], ...placeOf(path) })),
    ],
    [described, notes],
  );
  // What has been changed by hand since is a guess no more; what another reading was taken for stays, to be taken back.
  const doubts = all
    .map((doubt) => ({ ...doubt, taken: doubt.choices.length === 0 ? 0 : choiceIn(draft.value, doubt.choices) }))
    .filter(({ taken }) => taken !== -1);
  const left = doubts.filter(({ taken }) => taken === 0).length;
  const unread = described?.unread ?? [];
  if (draft.words === "" && doubts.length === 0) return null;
  return (
    <section className="brief" aria-label={texts.brief}>
      {draft.words !== "" && <p className="brief-words">{draft.words}</p>}
      <div className="chips">
        {chips.map(({ text, table, field }) => (
          <button
            key={text}
            type="button"
            className="chip"
            onClick={() => {
              if (table !== "") chooseTable(table, field);
            }}
          >
            {text}
          </button>
        ))}
        {doubts.length > 0 && (
          <button
            type="button"
            className="chip"
            {...(left === 0 ? {} : { "data-warn": true })}
            aria-expanded={open}
            aria-controls={id}
            onClick={() => setOpen(!open)}
          >
            {left === 0 ? <IconCheck size={14} aria-hidden /> : <IconAlertTriangle size={14} aria-hidden />}{" "}
            {texts.guesses(left)}
          </button>
        )}
        {unread.length > 0 && (
          <span className="chip" data-quiet>
            {texts.unread(unread.slice(0, 8).join(", "))}
          </span>
        )}
      </div>
      <div id={id} hidden={!open}>
        {open && (
          <Suspense>
            <Doubts doubts={doubts} />
          </Suspense>
        )}
      </div>
    </section>
  );
}
