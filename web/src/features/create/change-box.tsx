import { Button } from "@mantine/core";
import { IconMinus, IconPencil, IconPlus } from "@tabler/icons-react";
import { useCallback, useEffect, useRef, useState } from "react";
import { toEdits } from "../../draft/from-changes.ts";
import type { Edited } from "../../preview/builder-protocol.ts";
import { createTexts as texts } from "../../texts/create.ts";
import { useBuilder } from "./builder-context.ts";
import "./change-box.css";

const PAUSE_MS = 200;
const MOST_WORDS = 4000;
const MOST_SHOWN = 12;
const SIGNS = { added: IconPlus, removed: IconMinus, renamed: IconPencil, changed: IconPencil } as const;

interface Asked {
  readonly words: string;
  /** The schema that they are to change. */
  readonly text: string;
  readonly edited?: Edited;
}

/** What the engine makes of words that are to change a schema: after a pause in writing, or at once when `now` is called. */
function useEdited(words: string): { readonly asked: Asked | undefined; readonly now: () => void } {
  const { draft, engine } = useBuilder();
  const [asked, setAsked] = useState<Asked | undefined>(undefined);
  const newest = useRef("");
  const { text } = draft;
  const now = useCallback(() => {
    newest.current = words;
    const mine = (edited?: Edited): void => {
      if (newest.current === words) setAsked({ words, text, ...(edited === undefined ? {} : { edited }) });
    };
    engine.call("edit", { text, words }).then(mine, () => mine());
  }, [engine, text, words]);
  useEffect(() => {
    if (words.trim() === "") return undefined;
    const timer = setTimeout(now, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [now, words]);
  return { asked: asked?.words === words && asked.text === text && words.trim() !== "" ? asked : undefined, now };
}

/** What would change, in words, or why nothing would. */
function Review({ words, edited, onDiscard }: { words: string; edited: Edited | undefined; onDiscard: () => void }) {
  const { told = [], unread = [], notes = [] } = edited ?? {};
  const isIdle = told.length === 0;
  const hints = [
    ...notes.map(({ path, text }) => (path === "" ? text : `${path.replace(/^tables\.|fields\./g, "")}: ${text}`)),
    ...(unread.length > 0 && !isIdle ? [texts.unread(unread.slice(0, 8).join(", "))] : []),
  ];
  return (
    <section className="review" aria-label={texts.wouldChange} data-idle={isIdle || undefined}>
      <p>
        {edited === undefined
          ? texts.editFailed
          : isIdle
            ? texts.nothingIn(words.trim())
            : texts.changeCount(told.length)}
      </p>
      {isIdle ? (
        <p className="review-help">{edited === undefined ? texts.nothingLost : texts.sayLike}</p>
      ) : (
        <ul>
          {told.slice(0, MOST_SHOWN).map(({ kind, text }) => {
            const Sign = SIGNS[kind];
            return (
              <li key={text} data-kind={kind}>
                <Sign size={13} aria-hidden /> <span>{text}</span>
              </li>
            );
          })}
          {told.length > MOST_SHOWN && <li>{texts.andMore(told.length - MOST_SHOWN)}</li>}
        </ul>
      )}
      {hints.length > 0 && (
        <ul className="review-notes">
          {hints.map((hint) => (
            <li key={hint}>{hint}</li>
          ))}
        </ul>
      )}
      <div className="review-foot">
        {!isIdle && (
          <Button type="submit" size="compact-sm">
            {texts.apply}
          </Button>
        )}
        <Button variant="default" size="compact-sm" onClick={onDiscard}>
          {isIdle ? texts.clear : texts.discard}
        </Button>
      </div>
    </section>
  );
}

/** Changes the schema by plain English: what would change is shown first, and taken or left as a whole. */
export function ChangeBox() {
  const { draft, say } = useBuilder();
  const [words, setWords] = useState("");
  const { asked, now } = useEdited(words);
  const box = useRef<HTMLInputElement>(null);
  const clear = (): void => {
    setWords("");
    box.current?.focus();
  };
  const apply = (): void => {
    if (asked === undefined) {
      if (words.trim() !== "") now();
      return;
    }
    const { changes = [], told = [] } = asked.edited ?? {};
    if (changes.length === 0 || !draft.readable) return;
    draft.apply(toEdits(draft.value, changes));
    say(texts.changesMade(told.length));
    clear();
  };
  return (
    // Escape is heard from the box and from the buttons below it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      className="change"
      aria-label={texts.changeForm}
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || words === "") return;
        event.preventDefault();
        clear();
      }}
    >
      <input
        ref={box}
        className="control"
        type="text"
        aria-label={texts.changeLabel}
        placeholder={texts.changeExample}
        maxLength={MOST_WORDS}
        autoComplete="off"
        enterKeyHint="done"
        disabled={!draft.readable}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <div aria-live="polite">
        {asked !== undefined && <Review words={asked.words} edited={asked.edited} onDiscard={clear} />}
      </div>
    </form>
  );
}
