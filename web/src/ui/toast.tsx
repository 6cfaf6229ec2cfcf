import { useSyncExternalStore } from "react";
import "./toast.css";

const SAID_MS = 5000;
const listeners = new Set<() => void>();
let said = "";
let timer: ReturnType<typeof setTimeout> | undefined;

function say(text: string): void {
  said = text;
  for (const listener of listeners) listener();
}

/** Tells what was done, at the foot of the page, for a few seconds. */
export function toast(text: string): void {
  clearTimeout(timer);
  timer = setTimeout(() => say(""), SAID_MS);
  say(text);
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Where toasts appear; once per page. */
export function Toasts() {
  const text = useSyncExternalStore(subscribe, () => said);
  return (
    <output className="toast" data-on={text !== "" || undefined}>
      {text}
    </output>
  );
}
