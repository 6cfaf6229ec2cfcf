import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from "react";
import type { Edit } from "../../draft/edit.ts";
import { editTexts } from "../../draft/edit-text.ts";
import { openHistory, redo, remember, undo, type History } from "../../draft/history.ts";
import { writeKept, type KeptDraft } from "../../draft/keep.ts";
import { hasRoom, toOutline, type Outline } from "../../draft/outline.ts";
import { readDraft } from "../../draft/read.ts";

/** The schema on the page: one text, which the editor and the builder both change. */
export interface Draft {
  readonly text: string;
  /** The document as data, and as the builder shows it; of the last text that could be read. */
  readonly value: unknown;
  readonly outline: Outline;
  /** Whether the text can be read now; while it cannot, only the editor changes it. */
  readonly readable: boolean;
  /** The words that it was made from, and the template. */
  readonly words: string;
  readonly template: string;
  readonly saved: KeptDraft["saved"];
  /** Whether the newest change came from typing in the editor, which pauses. */
  readonly typed: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Whether this browser keeps it. */
  readonly kept: boolean;
  readonly changed: boolean;
  readonly type: (text: string) => void;
  /** Changes of the builder; those with the same mark soon after each other are one step. */
  readonly apply: (edits: readonly Edit[], mark?: string) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly setSaved: (saved: { readonly id: string; readonly version: number }) => void;
}

type Action =
  | { readonly do: "text"; readonly text: string; readonly mark: string; readonly at: number; readonly typed: boolean }
  | { readonly do: "edit"; readonly edits: readonly Edit[]; readonly mark: string; readonly at: number }
  | { readonly do: "undo" }
  | { readonly do: "redo" };

interface State {
  readonly history: History;
  readonly typed: boolean;
}

function reduce(state: State, action: Action): State {
  const { history } = state;
  if (action.do === "undo") return { history: undo(history), typed: false };
  if (action.do === "redo") return { history: redo(history), typed: false };
  if (action.do === "text") {
    const next = remember(history, action.text, action.mark, action.at);
    return next === history ? state : { history: next, typed: action.typed };
  }
  if (!hasRoom(readDraft(history.now.text)?.value)) return state;
  const next = remember(history, editTexts(history.now.text, action.edits), action.mark, action.at);
  // What is dragged comes in many small changes: the engine waits for a pause, as with typing.
  return next === history ? state : { history: next, typed: action.mark !== "" };
}

const KEEP_MS = 300;

/** Opens a draft: its history, and this browser's copy of it, which is written whenever it changes. `onFirst` hears of the first change. */
export function useDraft(opened: KeptDraft, onFirst: () => void): Draft {
  const [{ history, typed }, act] = useReducer(reduce, { history: openHistory(opened.text), typed: false });
  const { words } = opened;
  const [saved, setSaved] = useState(opened.saved);
  const [kept, setKept] = useState(opened.at > 0);
  const { text } = history.now;
  const read = useMemo(() => {
    const whole = readDraft(text);
    return hasRoom(whole?.value) ? whole : undefined;
  }, [text]);
  const [last, setLast] = useState<{ value: unknown; outline: Outline }>(() => ({
    value: read?.value,
    outline: toOutline(read?.value),
  }));
  const good = useMemo(
    () => (read === undefined ? undefined : { value: read.value, outline: toOutline(read.value) }),
    [read],
  );
  if (good !== undefined && good !== last) setLast(good);
  const { value, outline } = good ?? last;
  const first = useRef(onFirst);
  const changed = history.past.length > 0 || history.future.length > 0;

  useEffect(() => {
    first.current = onFirst;
  }, [onFirst]);
  useEffect(() => {
    if (!changed && saved === opened.saved) return undefined;
    const write = (): void => {
      const draft: KeptDraft = { ...opened, text, words, at: Date.now(), ...(saved === undefined ? {} : { saved }) };
      setKept(writeKept(draft, outline.name === "" ? opened.template : outline.name));
      first.current();
    };
    const timer = setTimeout(write, KEEP_MS);
    // A closed tab must not lose the last words.
    window.addEventListener("pagehide", write);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("pagehide", write);
    };
  }, [changed, opened, text, words, saved, outline.name]);

  const type = useCallback(
    (next: string) => act({ do: "text", text: next, mark: "type", at: Date.now(), typed: true }),
    [],
  );
  const apply = useCallback(
    (edits: readonly Edit[], mark = "") => act({ do: "edit", edits, mark, at: Date.now() }),
    [],
  );
  return {
    text,
    value,
    outline,
    readable: read !== undefined,
    words,
    template: opened.template,
    saved,
    typed,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    kept,
    changed,
    type,
    apply,
    undo: useCallback(() => act({ do: "undo" }), []),
    redo: useCallback(() => act({ do: "redo" }), []),
    setSaved,
  };
}
