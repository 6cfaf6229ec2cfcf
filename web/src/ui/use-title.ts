import { useEffect } from "react";

/** The title of the browser's tab while this is on show. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title;
  }, [title]);
}
