import type { Template } from "../../api/templates.ts";

const files = import.meta.glob<string>("../../../../examples/*.yaml", {
  query: "?raw",
  import: "default",
  eager: true,
});

/** The first line of a block or plain `description`, without its quotes. */
const summaryOf = (yaml: string): string =>
  /^description:[ \t]*(?:[>|][+-]?\s*)?["']?(.+?)["']?[ \t]*$/m.exec(yaml)?.[1] ?? "";

/** The schemas of the folder `examples`, as text. */
export const examples: readonly Template[] = Object.entries(files).map(([path, text]) => ({
  name: path.slice(path.lastIndexOf("/") + 1, -".yaml".length),
  summary: summaryOf(text),
  text,
}));
