import { useEffect, useRef, useState } from "react";
import { openEngine, type Engine } from "./engine.ts";
import type { Problem, Ready } from "./protocol.ts";

interface Compiled {
  /** The newest document that compiled. */
  readonly ready: Ready | undefined;
  /** What is wrong with the newest document, and the text that it is wrong with. */
  readonly problems: readonly Problem[];
  readonly problemsOf: string;
}

/** How the document stands with the engine. */
export interface Compiling extends Compiled {
  /** Why nothing works any more: the worker could not start, or died. */
  readonly fatal: string | undefined;
}

const PAUSE_MS = 150;

/** Compiles the text in the engine's worker: at once, or after a pause if it is being typed. Empty texts are not compiled. */
export function useCompiled(engine: Engine, text: string, typed: boolean): Compiling {
  const [fatal, setFatal] = useState<string | undefined>(undefined);
  const [compiled, setCompiled] = useState<Compiled>({ ready: undefined, problems: [], problemsOf: "" });
  const turn = useRef(0);

  useEffect(() => {
    turn.current++;
    const mine = turn.current;
    const run = async (): Promise<void> => {
      if (text.trim() === "") {
        setCompiled((old) => ({ ...old, problems: [], problemsOf: text }));
        return;
      }
      try {
        const outcome = await engine.call("compile", { text });
        if (mine !== turn.current) return;
        const { ready } = outcome;
        if (ready === undefined) setCompiled((old) => ({ ...old, problems: outcome.problems, problemsOf: text }));
        else setCompiled({ ready, problems: [], problemsOf: text });
      } catch (error) {
        setFatal(error instanceof Error ? error.message : String(error));
      }
    };
    const timer = setTimeout(() => void run(), typed ? PAUSE_MS : 0);
    return () => clearTimeout(timer);
  }, [engine, text, typed]);
  return { fatal, ...compiled };
}

/** The same with an engine of its own, for as long as the component is on the page. */
export function useEngine(text: string, typed: boolean): Compiling & { readonly engine: Engine } {
  const [died, setDied] = useState<string | undefined>(undefined);
  const [engine] = useState(() => openEngine(setDied));
  useEffect(() => () => engine.close(), [engine]);
  const { fatal, ...compiled } = useCompiled(engine, text, typed);
  return { engine, fatal: died ?? fatal, ...compiled };
}
