import {
  createContext,
  use,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from "react";
import { placeBeside, type Beside } from "./beside.ts";
import "./menu.css";

/** What the button that opens a menu must carry. */
interface MenuTarget {
  readonly id: string;
  readonly popoverTarget: string;
  readonly "aria-haspopup": "menu";
  readonly "aria-expanded": boolean;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

interface Props {
  /** The name of the menu where its button's own does not do. */
  readonly label?: string;
  readonly width?: number;
  readonly at?: Beside;
  readonly renderTarget: (props: MenuTarget) => ReactNode;
  readonly children: ReactNode;
}

const CloseContext = createContext<() => void>(() => {});
const WORD_MS = 700; // letters that follow sooner belong together
const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };

/**
 * A button's menu in the browser's own layer, which closes it on Escape and on a click elsewhere and gives the focus back.
 * Arrows, Home, End and letters go through it, Tab leaves it. What is in it is made when it opens.
 */
export function Menu({ label, width = 240, at = "bottom-end", renderTarget, children }: Props) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const typed = useRef({ text: "", at: -WORD_MS });
  const [open, setOpen] = useState(false);
  const close = (): void => box.current?.hidePopover();
  // Before it is seen: who types at once means what is in it.
  useLayoutEffect(() => {
    const menu = box.current;
    const anchor = document.getElementById(`${id}-target`);
    if (!open || menu === null || anchor === null) return undefined;
    typed.current = { text: "", at: -WORD_MS };
    let was = anchor.getBoundingClientRect();
    const settle = (): void => {
      placeBeside(menu, anchor, at);
      was = anchor.getBoundingClientRect();
      menu.dataset["placed"] = "";
      const first = menu.querySelector<HTMLElement>("[role=menuitem]:not(:disabled)") ?? menu;
      if (!menu.contains(document.activeElement) || document.activeElement === menu)
        first.focus({ preventScroll: true });
    };
    settle();
    // Again when it grows: what is in it may still be on its way.
    const sized = new ResizeObserver(settle);
    sized.observe(menu);
    // What it belongs to moves away. A scroll that led to it is told a frame later, and is none.
    const leave = (event: Event): void => {
      const { left, top } = anchor.getBoundingClientRect();
      const moved = Math.abs(left - was.left) + Math.abs(top - was.top) > 1;
      if (event.type === "resize" || (moved && event.target instanceof Node && event.target.contains(anchor)))
        menu.hidePopover();
    };
    window.addEventListener("resize", leave);
    document.addEventListener("scroll", leave, true);
    return () => {
      sized.disconnect();
      delete menu.dataset["placed"];
      window.removeEventListener("resize", leave);
      document.removeEventListener("scroll", leave, true);
    };
  }, [open, at, id]);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const items = [...event.currentTarget.querySelectorAll<HTMLElement>("[role=menuitem]:not(:disabled)")];
    const now = items.indexOf(document.activeElement as HTMLElement);
    const step = STEPS[event.key];
    const { length } = items;
    if (event.key === "Tab") close();
    if (step !== undefined) {
      event.preventDefault();
      const to = Number.isFinite(step) ? (now + step + length) % length : step < 0 ? 0 : length - 1;
      items[to]?.focus();
    } else if (event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey) {
      const isNext = event.timeStamp - typed.current.at > WORD_MS;
      typed.current = { text: (isNext ? "" : typed.current.text) + event.key.toLowerCase(), at: event.timeStamp };
      // A first letter goes on to the next that has it; more of them stay where they fit.
      const from = isNext ? now + 1 : Math.max(0, now);
      [...items.slice(from), ...items.slice(0, from)]
        .find((item) => item.textContent.trim().toLowerCase().startsWith(typed.current.text))
        ?.focus();
    }
  };
  return (
    <>
      {renderTarget({
        id: `${id}-target`,
        popoverTarget: id,
        "aria-haspopup": "menu",
        "aria-expanded": open,
        onKeyDown(event) {
          if (event.key !== "ArrowDown") return;
          event.preventDefault();
          event.currentTarget.click();
        },
      })}
      <div
        ref={box}
        id={id}
        popover="auto"
        role="menu"
        tabIndex={-1}
        className="menu"
        style={{ width: `min(${width}px, calc(100vw - 16px))` }}
        {...(label === undefined ? { "aria-labelledby": `${id}-target` } : { "aria-label": label })}
        onToggle={(event) => setOpen(event.newState === "open")}
        onKeyDown={onKeyDown}
      >
        {open && <CloseContext value={close}>{children}</CloseContext>}
      </div>
    </>
  );
}

interface Look {
  readonly icon?: ReactNode;
  /** A second line: what comes of it. */
  readonly help?: string | undefined;
  readonly danger?: boolean;
}

const Inner = ({ icon, help, children }: Pick<Look, "icon" | "help"> & { readonly children: ReactNode }) => (
  <>
    {icon}
    <span>
      {children}
      {help !== undefined && <small>{help}</small>}
    </span>
  </>
);

interface ItemProps extends Look {
  readonly disabled?: boolean;
  readonly onChoose: () => void;
  readonly children: ReactNode;
}

/** Something that a menu does. */
export function MenuItem({ icon, help, danger, disabled, onChoose, children }: ItemProps) {
  const close = use(CloseContext);
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      className="menu-item"
      data-danger={danger || undefined}
      disabled={disabled}
      onClick={() => {
        close();
        onChoose();
      }}
    >
      <Inner icon={icon} help={help}>
        {children}
      </Inner>
    </button>
  );
}

interface LinkRoot {
  readonly role: "menuitem";
  readonly tabIndex: number;
  readonly className: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

interface LinkProps extends Look {
  readonly href?: string;
  readonly download?: boolean | string;
  /** The link where it is none of the browser's own. */
  readonly renderRoot?: (props: LinkRoot) => ReactNode;
  readonly children: ReactNode;
}

/** Somewhere that a menu leads. */
export function MenuLink({ icon, help, renderRoot, children, ...link }: LinkProps) {
  const close = use(CloseContext);
  const props = { role: "menuitem", tabIndex: -1, className: "menu-item", onClick: close } as const;
  const inner = (
    <Inner icon={icon} help={help}>
      {children}
    </Inner>
  );
  if (renderRoot !== undefined) return renderRoot({ ...props, children: inner });
  return (
    <a {...link} {...props}>
      {inner}
    </a>
  );
}

/** A line of text above some items. */
export const MenuLabel = ({ children }: { readonly children: ReactNode }) => (
  <p className="menu-label" role="presentation">
    {children}
  </p>
);

/** A line between items. */
export const MenuLine = () => <hr className="menu-line" />;
