import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { listTemplates, type Template } from "../../api/library.ts";

const FIRST = "bank"; // three tables that hang together
const NONE: readonly Template[] = [];

/** By name, but for the one to begin with. */
function sortTemplates(templates: readonly Template[]): readonly Template[] {
  const rank = ({ name }: Template): number => (name === FIRST ? 0 : 1);
  return templates.toSorted((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
}

/** The templates of the server, and whether they have come; none where there is no server behind the page. */
export function useTemplates(): { readonly templates: readonly Template[]; readonly loaded: boolean } {
  const { data = NONE, isLoading } = useQuery({ queryKey: ["templates"], queryFn: listTemplates });
  return { templates: useMemo(() => sortTemplates(data), [data]), loaded: !isLoading };
}
