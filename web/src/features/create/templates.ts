import { useEffect, useState } from "react";
import { readTemplates, type Template } from "../../api/templates.ts";

const FIRST = "bank"; // three tables that hang together

const bundled = import("./examples.ts"); // asked for before the first render

/** All lists as one, each name once (the last wins), by name but for the one to begin with. */
function mergeTemplates(...lists: readonly (readonly Template[])[]): readonly Template[] {
  const byName = new Map(lists.flat().map((template) => [template.name, template]));
  const rank = ({ name }: Template): number => (name === FIRST ? 0 : 1);
  return [...byName.values()].sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
}

/** The templates: those that came with the page at once, those of the server when they have come. */
export function useTemplates(): { readonly templates: readonly Template[]; readonly loaded: boolean } {
  const [state, setState] = useState<{ templates: readonly Template[]; loaded: boolean }>({
    templates: [],
    loaded: false,
  });
  useEffect(() => {
    let gone = false;
    void (async () => {
      const { examples } = await bundled;
      if (!gone) setState({ templates: mergeTemplates(examples), loaded: false });
      const served = await readTemplates();
      if (!gone) setState({ templates: mergeTemplates(examples, served), loaded: true });
    })();
    return () => {
      gone = true;
    };
  }, []);
  return state;
}
