import { useState, type KeyboardEvent } from "react";

interface Props {
  readonly id?: string;
  readonly "aria-describedby"?: string;
  readonly "aria-invalid"?: true;
  readonly "aria-label"?: string;
  readonly value: string;
  readonly placeholder?: string | undefined;
  readonly mono?: boolean;
  /** Numbers step by this with the arrow keys. */
  readonly step?: number;
  readonly list?: string | undefined;
  readonly autoFocus?: boolean;
  readonly disabled?: boolean;
  /** What was written, once it is done: Enter, or the focus goes. Escape takes it back. */
  readonly onCommit: (value: string) => void;
}

const isNumber = (text: string): boolean => text.trim() !== "" && Number.isFinite(Number(text));
/** 0.1 + 0.2 as people write it. */
const plain = (value: number): string => String(Number(value.toPrecision(12)));

/** A line of text that tells of a change only when it is whole, so that a half-written number never becomes the schema. */
export function CommitInput({ value, mono = false, step, onCommit, ...rest }: Props) {
  const [draft, setDraft] = useState<string | undefined>(undefined);
  const commit = (text: string | undefined): void => {
    setDraft(undefined);
    if (text !== undefined && text !== value) onCommit(text);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter") commit(draft);
    else if (event.key === "Escape" && draft !== undefined) {
      event.stopPropagation();
      setDraft(undefined);
    } else if (step !== undefined && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      const text = draft ?? value;
      if (!isNumber(text)) return;
      event.preventDefault();
      const by = (event.key === "ArrowUp" ? 1 : -1) * step * (event.shiftKey ? 10 : 1);
      commit(plain(Number(text) + by));
    }
  };
  return (
    <input
      {...rest}
      className="control"
      data-mono={mono || undefined}
      inputMode={step === undefined ? undefined : "decimal"}
      autoComplete="off"
      spellCheck={false}
      value={draft ?? value}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={() => commit(draft)}
      onKeyDown={onKeyDown}
    />
  );
}
