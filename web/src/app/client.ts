import { QueryClient } from "@tanstack/react-query";
import { isMissing } from "../api/http.ts";

/** What is known of the server, for every page. */
export const client = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 5000, refetchOnWindowFocus: true, retry: (times, error) => times < 1 && !isMissing(error) },
  },
});
