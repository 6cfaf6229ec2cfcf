import type { KeyboardEvent, ReactNode } from "react";
import "./tabs.css";

interface Tab {
  readonly name: string;
  /** Stands behind the name: how many, or what is the matter. */
  readonly note?: ReactNode;
  readonly faulty?: boolean;
}

interface Props {
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly value: string | undefined;
  /** The id of what the tabs show. */
  readonly panel: string;
  readonly onChoose: (name: string) => void;
}

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity };

/** Names of which one is shown in the panel `panel`: one tab stop, arrow keys go from one to the next (WAI-ARIA tabs). */
export function Tabs({ label, tabs, value, panel, onChoose }: Props) {
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const now = tabs.findIndex(({ name }) => name === value);
    const to = Number.isFinite(step) ? (now + step + tabs.length) % tabs.length : step < 0 ? 0 : tabs.length - 1;
    event.currentTarget.querySelectorAll<HTMLElement>("[role=tab]")[to]?.focus();
    onChoose(tabs[to]!.name);
  };
  return (
    // The tabs have the focus; their keys are heard where they stand.
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus
    <div className="tabs" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {tabs.map(({ name, note, faulty }) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={`tab-${name}`}
          aria-controls={panel}
          aria-selected={name === value}
          tabIndex={name === value ? 0 : -1}
          data-faulty={faulty || undefined}
          onClick={() => onChoose(name)}
        >
          {name} {note}
        </button>
      ))}
    </div>
  );
}
