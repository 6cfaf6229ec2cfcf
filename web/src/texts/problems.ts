/** What went wrong between page and server, where the server could not say it itself. */
export const problemTexts = {
  silent: "The server does not answer.",
  silentHint: "Is it running, and are you online? Jobs run on without this page; try again in a moment.",
  garbled: "The server's answer makes no sense.",
  garbledHint: "Perhaps a proxy stands between. Load the page again.",
  tryAgain: "Try again",
  details: "Details",
  request: (id: string) => `Request ${id}`,
  code: (code: string) => `Code ${code}`,
} as const;
