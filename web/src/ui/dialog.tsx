import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useId, useLayoutEffect, useRef, type FormEvent, type ReactNode } from "react";
import { words } from "../texts/words.ts";
import "./dialog.css";

interface Props {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** The buttons below. */
  readonly foot?: ReactNode;
  readonly wide?: boolean;
  /** What it sends; its inside is a form then. */
  readonly onSubmit?: (event: FormEvent) => void;
}

/** A window over the page, while it is rendered: the browser's own, which keeps the focus within and gives it back. */
export function Dialog({ title, onClose, children, foot, wide = false, onSubmit }: Props) {
  const box = useRef<HTMLDialogElement>(null);
  const id = useId();
  // Closed while it still stands in the page: the browser gives the focus back only then.
  useLayoutEffect(() => {
    const at = box.current!;
    at.showModal();
    const safe = at.querySelector<HTMLElement>("[data-autofocus]");
    if (safe !== null) safe.focus();
    // To write in is what it opened for; on a phone that would bring up the keyboard unasked.
    else if (matchMedia("(pointer: fine)").matches && document.activeElement?.closest("header") !== null)
      at.querySelector<HTMLElement>(".dialog-body :is(input:not([type=checkbox]), select, textarea)")?.focus();
    return () => at.close();
  }, []);
  const inside = (
    <>
      <div className="dialog-body">{children}</div>
      {foot !== undefined && <footer>{foot}</footer>}
    </>
  );
  return (
    <dialog
      ref={box}
      className="dialog"
      data-wide={wide || undefined}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <header>
        <h2 id={id}>{title}</h2>
        <ActionIcon aria-label={words.close} onClick={onClose}>
          <IconX size={17} aria-hidden />
        </ActionIcon>
      </header>
      {onSubmit === undefined ? inside : <form onSubmit={onSubmit}>{inside}</form>}
    </dialog>
  );
}
