import { Button } from "@mantine/core";
import { IconArrowRight } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import type { Described } from "../../preview/builder-protocol.ts";
import type { Engine } from "../../preview/engine.ts";
import { createTexts as texts } from "../../texts/create.ts";
import type { Beginning } from "./ways.ts";
import { chipsOf, doubtsOf } from "./understood.ts";

interface Props {
  readonly engine: Engine;
  readonly onBegin: (beginning: Beginning) => void;
}

const PAUSE_MS = 120;
const MOST_WORDS = 8000;

/** What the engine makes of some words, while they are written. */
export function useDescribed(engine: Engine, words: string): Described | undefined {
  const [made, setMade] = useState<Described | undefined>(undefined);
  const silent = words.trim() === "";
  useEffect(() => {
    if (silent) return undefined;
    let gone = false;
    const timer = setTimeout(() => {
      engine.call("describe", { words }).then(
        (described) => !gone && setMade(described),
        () => !gone && setMade(undefined),
      );
    }, PAUSE_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [engine, words, silent]);
  return silent ? undefined : made;
}

/** One wide box for plain English; what is understood stands below it while it is written. */
export function WayDescribe({ engine, onBegin }: Props) {
  const [words, setWords] = useState("");
  const [example, setExample] = useState(0);
  const described = useDescribed(engine, words);
  const [waiting, setWaiting] = useState(false);
  const begin = async (said: string): Promise<void> => {
    if (said.trim() === "") return;
    setWaiting(true);
    try {
      const { text, notes } = await engine.call("describe", { words: said });
      onBegin({ text, words: said, notes });
    } finally {
      setWaiting(false);
    }
  };
  const doubts = described === undefined ? [] : doubtsOf(described);
  const shown = texts.examples[example % texts.examples.length]!;
  return (
    <form
      className="way"
      onSubmit={(event) => {
        event.preventDefault();
        void begin(words);
      }}
    >
      <label className="sr" htmlFor="describe">
        {texts.describeLabel}
      </label>
      <textarea
        id="describe"
        className="control way-words"
        rows={4}
        maxLength={MOST_WORDS}
        // The box is what one comes here for.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        placeholder={shown}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
          event.preventDefault();
          event.stopPropagation();
          void begin(words);
        }}
      />
      <div className="chips" aria-live="polite">
        {described !== undefined && (
          <>
            {chipsOf(described).map(({ text }) => (
              <span key={text} className="chip">
                {text}
              </span>
            ))}
            {doubts.length > 0 && (
              <span className="chip" data-warn>
                {texts.guesses(doubts.length)}
              </span>
            )}
            {described.unread.length > 0 && (
              <span className="chip" data-quiet>
                {texts.unread(described.unread.slice(0, 8).join(", "))}
              </span>
            )}
          </>
        )}
      </div>
      <div className="way-foot">
        <Button
          variant="default"
          onClick={() => {
            if (words === shown) setExample(example + 1);
            setWords(words === shown ? texts.examples[(example + 1) % texts.examples.length]! : shown);
          }}
        >
          {texts.tryExample}
        </Button>
        <span className="bar-space" />
        <p className="faint">{texts.offlineWords}</p>
        <Button
          type="submit"
          loading={waiting}
          disabled={words.trim() === ""}
          rightSection={<IconArrowRight size={16} aria-hidden />}
        >
          {texts.makeSchema}
        </Button>
      </div>
    </form>
  );
}
