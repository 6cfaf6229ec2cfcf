import { useEffect, useState } from "react";
import { readTemplates, type Template } from "../../api/templates.ts";

const FIRST = "bank"; // three tables that hang together

/** By name, but for the one to begin with. */
function sortTemplates(templates: readonly Template[]): readonly Template[] {
  const rank = ({ name }: Template): number => (name === FIRST ? 0 : 1);
  return templates.toSorted((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
}

/** The templates of the server, once they have come. */
export function useTemplates(): { readonly templates: readonly Template[]; readonly loaded: boolean } {
  const [templates, setTemplates] = useState<readonly Template[] | undefined>(undefined);
  useEffect(() => {
    let gone = false;
    void readTemplates().then((served) => {
      if (!gone) setTemplates(sortTemplates(served));
    });
    return () => {
      gone = true;
    };
  }, []);
  return { templates: templates ?? [], loaded: templates !== undefined };
}
