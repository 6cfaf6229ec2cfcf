import "./no-eval.ts"; // before what makes shapes
import { openSession } from "./session.ts";
import type { Answer, Ask, Session } from "./protocol.ts";

/** The part of a worker's global scope that we use; the page's own types describe a window. */
interface Scope {
  addEventListener(type: "message", listener: (event: MessageEvent<Ask>) => void): void;
  postMessage(answer: Answer, transfer: Transferable[]): void;
}

const DAY_MS = 86_400_000;
const scope = self as unknown as Scope;
// One fixed moment per visit, midnight in UTC: a reload on the same day gives the same cells.
const session: Session = openSession(Math.floor(Date.now() / DAY_MS) * DAY_MS, () => performance.now());

async function answer({ id, call, ask }: Ask): Promise<void> {
  try {
    const made: unknown = await (session[call] as (ask: unknown) => unknown)(ask);
    const bytes = call === "encode" ? [(made as { bytes: Uint8Array<ArrayBuffer> }).bytes.buffer] : [];
    scope.postMessage({ id, answer: made }, bytes);
  } catch (error) {
    scope.postMessage({ id, error: error instanceof Error ? error.message : String(error) }, []);
  }
}

scope.addEventListener("message", ({ data }) => void answer(data));
