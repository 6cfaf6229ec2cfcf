import { useEffect, useId, useRef, useState, type ReactNode } from "react";
import { placeBeside } from "./beside.ts";
import "./hint.css";

interface HintTarget {
  readonly id: string;
  readonly "aria-describedby"?: string;
  readonly onPointerEnter: () => void;
  readonly onPointerLeave: () => void;
  readonly onFocus: () => void;
  readonly onBlur: () => void;
}

interface Props {
  /** Empty where there is nothing to say. */
  readonly text: string;
  readonly delayMs?: number;
  readonly children: (props: HintTarget) => ReactNode;
}

/** A few words about a control, while the pointer or the focus of a keyboard is on it; Escape puts them away. */
export function Hint({ text, delayMs = 350, children }: Props) {
  const id = useId();
  const box = useRef<HTMLSpanElement>(null);
  const [over, setOver] = useState(false);
  const [open, setOpen] = useState(false);
  const shown = open && text !== "";
  useEffect(() => {
    if (!over) return undefined;
    const timer = setTimeout(() => setOpen(true), delayMs);
    return () => {
      clearTimeout(timer);
      setOpen(false);
    };
  }, [over, delayMs]);
  useEffect(() => {
    const tip = box.current;
    const anchor = document.getElementById(`${id}-target`);
    if (!shown || tip === null || anchor === null) return undefined;
    tip.showPopover();
    placeBeside(tip, anchor, "bottom-start");
    const close = (event: KeyboardEvent): void => {
      if (event.key === "Escape") setOpen(false);
    };
    document.addEventListener("keydown", close);
    return () => {
      document.removeEventListener("keydown", close);
      tip.hidePopover();
    };
  }, [shown, id]);
  return (
    <>
      {children({
        id: `${id}-target`,
        ...(shown ? { "aria-describedby": id } : {}),
        onPointerEnter: () => setOver(true),
        onPointerLeave: () => setOver(false),
        onFocus() {
          if (document.getElementById(`${id}-target`)?.matches(":focus-visible") === true) setOver(true);
        },
        onBlur: () => setOver(false),
      })}
      <span ref={box} id={id} popover="manual" role="tooltip" className="hint">
        {text}
      </span>
    </>
  );
}
