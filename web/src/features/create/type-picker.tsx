// The list belongs to the search box above it, which has the focus and the keys: hence roles, not tags.
// oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-element-to-interactive-role
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { createTexts as texts } from "../../texts/create.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { useBuilder } from "./builder-context.ts";
import { findTypes, GROUP_ORDER, groupOf, type Group } from "./categories.ts";

interface Props {
  /** The type there is; empty for a new field. */
  readonly value: string;
  readonly onPick: (type: string, example: Readonly<Record<string, unknown>>) => void;
  readonly onClose: () => void;
}

const MOST_SHOWN = 60;

/** Chooses a field type: by words, by group, each with values as it makes them. Arrows go through the list, Enter takes. */
export function TypePicker({ value, onPick, onClose }: Props) {
  const { types, engine } = useBuilder();
  const [words, setWords] = useState("");
  const [group, setGroup] = useState<Group | "all">("all");
  const [at, setAt] = useState(0);
  const [samples, setSamples] = useState<Readonly<Record<string, readonly string[]>>>({});
  const list = useRef<HTMLUListElement>(null);
  const all = useMemo(() => [...types.values()], [types]);
  const groups = useMemo(() => GROUP_ORDER.filter((name) => all.some((type) => groupOf(type.name) === name)), [all]);
  const found = useMemo(() => findTypes(all, words, group).slice(0, MOST_SHOWN), [all, words, group]);

  useEffect(() => {
    const missing = found.map(({ name }) => name).filter((name) => samples[name] === undefined);
    if (missing.length === 0) return undefined;
    let gone = false;
    const timer = setTimeout(() => {
      // A type without samples is asked for once.
      const none = Object.fromEntries(missing.map((name) => [name, [] as readonly string[]]));
      engine.call("samples", { types: missing }).then(
        (made) => !gone && setSamples((old) => ({ ...old, ...none, ...made })),
        () => !gone && setSamples((old) => ({ ...old, ...none })),
      );
    }, 120);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [engine, found, samples]);

  const pick = (k: number): void => {
    const type = found[k];
    if (type !== undefined) onPick(type.name, type.example);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (by !== undefined) {
      event.preventDefault();
      const next = Math.max(0, Math.min(found.length - 1, at + by));
      setAt(next);
      list.current?.children[next]?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter") {
      event.preventDefault();
      pick(at);
    }
  };
  return (
    <Dialog title={texts.chooseType} onClose={onClose} wide>
      <div className="types-find">
        <input
          // The window opens to search in; its own close button would be no better place.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          className="control"
          role="combobox"
          aria-expanded
          aria-controls="types-list"
          aria-activedescendant={found.length > 0 ? `type-${at}` : undefined}
          aria-label={texts.findType}
          placeholder={texts.findType}
          value={words}
          onChange={(event) => {
            setWords(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
        <select
          className="control"
          aria-label={texts.group}
          value={group}
          onChange={(event) => {
            setGroup(event.currentTarget.value as Group | "all");
            setAt(0);
          }}
        >
          <option value="all">{texts.allGroups}</option>
          {groups.map((name) => (
            <option key={name} value={name}>
              {texts.groups[name]}
            </option>
          ))}
        </select>
      </div>
      <ul id="types-list" className="types" role="listbox" aria-label={texts.types} ref={list}>
        {found.map(({ name, summary }, k) => (
          // The search box has the keys; a click is the mouse's way to what they do.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <li
            key={name}
            id={`type-${k}`}
            role="option"
            aria-selected={k === at}
            data-on={name === value || undefined}
            onClick={() => pick(k)}
          >
            <code>{name}</code>
            <span className="types-about">{summary}</span>
            <span className="types-sample">{samples[name]?.join(" · ")}</span>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="well">{texts.noTypeOf(words)}</p>}
    </Dialog>
  );
}
