import { Button } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconChevronDown, IconPlayerPlayFilled } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { ApiError } from "../../api/http.ts";
import { createJob } from "../../api/jobs.ts";
import type { Ready } from "../../preview/protocol.ts";
import { createTexts as texts } from "../../texts/create.ts";
import { Hint } from "../../ui/hint.tsx";
import { Menu } from "../../ui/menu.tsx";
import { useBuilder } from "./builder-context.ts";
import { toOrder, type LineParts } from "./order.ts";

interface Props {
  readonly ready: Ready | undefined;
  readonly format: string;
  /** Whether the text is still that of its template. */
  readonly pristine: boolean;
  /** Why nothing can be generated; empty if it can. */
  readonly blocked: string;
  readonly onBlocked: () => void;
}

const loadTakeHome = () => import("./take-home.tsx");
const TakeHome = lazy(async () => ({ default: (await loadTakeHome()).TakeHome }));
const isMac = /mac|iphone|ipad/i.test(navigator.userAgent);

/** The one thing to do here, and beside it all that one can take home without it. */
export function Generate({ ready, format, pristine, blocked, onBlocked }: Props) {
  const { draft, say } = useBuilder();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const can = ready !== undefined && blocked === "" && !busy;
  const name = ready?.name ?? (draft.outline.name || "schema");

  const parts: LineParts = {
    text: draft.text,
    name,
    template: pristine ? draft.template : "",
    now: ready?.now,
    format,
    origin: location.origin,
  };
  const fail = (error: unknown): void => {
    if (error instanceof ApiError) say([error.message, error.hint].filter((part) => part !== undefined).join(" "));
    else say(error instanceof Error ? error.message : String(error));
  };
  const generate = async (): Promise<void> => {
    if (blocked !== "") return onBlocked();
    if (!can) return;
    setBusy(true);
    try {
      const job = await createJob(toOrder(parts));
      await navigate({ to: `/jobs/${job.id}` });
    } catch (error) {
      fail(error);
    } finally {
      setBusy(false);
    }
  };
  useHotkeys([["mod+Enter", () => void generate()]], []);

  return (
    <div className="generate">
      <Hint text={blocked} delayMs={0}>
        {(props) => (
          <Button
            {...props}
            leftSection={<IconPlayerPlayFilled size={13} aria-hidden />}
            aria-disabled={!can}
            {...(can ? {} : { "data-disabled": true })}
            loading={busy}
            onClick={() => void generate()}
          >
            {texts.generate} <kbd>{isMac ? "⌘↵" : "Ctrl ↵"}</kbd>
          </Button>
        )}
      </Hint>
      <Menu
        width={290}
        renderTarget={(props) => (
          <Button
            className="generate-more"
            aria-label={texts.takeHome}
            {...props}
            onPointerEnter={() => void loadTakeHome()}
          >
            <IconChevronDown size={16} aria-hidden />
          </Button>
        )}
      >
        <Suspense>
          <TakeHome ready={ready} parts={parts} can={can} onFail={fail} />
        </Suspense>
      </Menu>
    </div>
  );
}
