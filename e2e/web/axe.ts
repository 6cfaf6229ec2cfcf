/// <reference lib="dom" />
import axe from "axe-core";
import type { Page } from "playwright-core";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const SETTINGS = JSON.stringify({ runOnly: RULES, resultTypes: ["violations"] });

interface Found {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[];
  }[];
}

/** What axe has against a page as it stands, light and dark; it is left light. */
export async function faultsOf(page: Page): Promise<string[]> {
  const faults: string[] = [];
  // Through the debugger, which the content policy does not bind.
  await page.evaluate(axe.source);
  for (const scheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.waitForFunction(
      (now) => document.documentElement.getAttribute("data-mantine-color-scheme") === now,
      scheme,
    );
    const { violations } = (await page.evaluate(`axe.run(document, ${SETTINGS})`)) as Found;
    for (const { id, nodes } of violations)
      faults.push(
        ...nodes.map(({ target, failureSummary }) => `${scheme}: ${id}: ${target.join(" ")}: ${failureSummary}`),
      );
  }
  return faults;
}
