import { useEffect, useState } from "react";
import { openEngine, type Engine } from "../../preview/engine.ts";

/** One engine for all small previews of a page. */
export function useEngineAlone(): Engine {
  const [engine] = useState(() => openEngine(() => {}));
  useEffect(() => () => engine.close(), [engine]);
  return engine;
}
