// What is offered belongs to the input above it, which has the focus and the keys: hence roles, not tags.
// oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-element-to-interactive-role
import { useId, useRef, useState, type KeyboardEvent } from "react";
import type { OutlineTable } from "../../draft/outline.ts";
import { createTexts as texts } from "../../texts/create.ts";
import { pathsFrom, useBuilder } from "./builder-context.ts";
import { completions, wordBefore, type Completion } from "./complete-expression.ts";

interface Props {
  readonly label: string;
  readonly help?: string;
  /** What could stand here, while nothing does. */
  readonly example: string;
  readonly table: OutlineTable;
  readonly value: string;
  readonly error?: string | undefined;
  /** Hears every letter, for what is tried while it is written. */
  readonly onWrite?: (text: string) => void;
  readonly onCommit: (text: string) => void;
}

/** An expression: names of fields and functions are offered while it is written; arrows choose, Tab or Enter takes. */
export function ExpressionInput({ label, help, example, table, value, error, onWrite, onCommit }: Props) {
  const { draft, functions } = useBuilder();
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(value);
  const [offers, setOffers] = useState<readonly Completion[]>([]);
  const [chosen, setChosen] = useState(0);
  const [known, setKnown] = useState(value);
  if (known !== value) {
    // Undo, or another way of editing, gave it a new value.
    setKnown(value);
    setText(value);
  }

  const write = (next: string, at: number): void => {
    setText(next);
    onWrite?.(next);
    const found = wordBefore(next, at);
    setOffers(found === undefined ? [] : completions(found.word, pathsFrom(table, draft.outline.tables), functions));
    setChosen(0);
  };
  const take = ({ text: word, call }: Completion): void => {
    const at = box.current!.selectionStart ?? text.length;
    const from = wordBefore(text, at)?.from ?? at;
    const inserted = call ? `${word}()` : word;
    const caret = from + inserted.length - (call ? 1 : 0);
    const next = text.slice(0, from) + inserted + text.slice(at);
    setText(next);
    onWrite?.(next);
    setOffers([]);
    box.current!.focus();
    requestAnimationFrame(() => box.current?.setSelectionRange(caret, caret));
  };
  const commit = (): void => {
    setOffers([]);
    if (text.trim() !== value) onCommit(text.trim());
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const offered = offers[chosen];
    if (offered !== undefined && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      setChosen((chosen + (event.key === "ArrowDown" ? 1 : offers.length - 1)) % offers.length);
    } else if (offered !== undefined && (event.key === "Tab" || event.key === "Enter")) {
      event.preventDefault();
      take(offered);
    } else if (event.key === "Escape" && offers.length > 0) {
      event.stopPropagation();
      event.preventDefault();
      setOffers([]);
    } else if (event.key === "Enter") commit();
  };
  const listed = offers.length > 0;
  return (
    <div className="labelled expression" data-wide>
      <label htmlFor={id}>{label}</label>
      <input
        ref={box}
        id={id}
        className="control"
        data-mono
        role="combobox"
        aria-expanded={listed}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={listed ? `${id}-${chosen}` : undefined}
        aria-describedby={`${id}-help`}
        aria-invalid={error === undefined ? undefined : true}
        autoComplete="off"
        spellCheck={false}
        placeholder={example}
        value={text}
        onChange={(event) => write(event.currentTarget.value, event.currentTarget.selectionStart ?? 0)}
        onKeyDown={onKeyDown}
        onBlur={commit}
      />
      <ul id={`${id}-list`} role="listbox" aria-label={texts.offers} className="offers" hidden={!listed}>
        {offers.map((offer, k) => (
          // The input has the keys; a click is the mouse's way to what they do.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <li
            key={offer.text}
            id={`${id}-${k}`}
            role="option"
            aria-selected={k === chosen}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(offer)}
          >
            <code>{offer.text}</code>
            <span>{offer.about}</span>
          </li>
        ))}
      </ul>
      <p id={`${id}-help`} className="labelled-help" data-error={error !== undefined || undefined}>
        {error ?? help}
      </p>
    </div>
  );
}
