import { Link } from "@tanstack/react-router";
import { shellTexts as texts } from "../texts/shell.ts";
import { PAGES, type Page } from "./pages.tsx";
import { SchemeSwitch } from "./scheme-switch.tsx";

const ICON = { size: 17, stroke: 1.7, "aria-hidden": true } as const;

/** One way to a page. */
export function RailLink({ page }: { readonly page: Page }) {
  const Icon = page.rail!.icon;
  return (
    <Link to={page.path} className="rail-link" activeProps={{ "data-on": true, "aria-current": "page" }}>
      <Icon {...ICON} />
      <span>{page.title}</span>
    </Link>
  );
}

/** The pages of one group of the rail. */
export const inGroup = (group: string): readonly Page[] => PAGES.filter(({ rail }) => rail?.group === group);

/** The rail at the left: where one can go, and the settings of the whole page. */
export function Rail() {
  const library = inGroup("library");
  return (
    <nav className="rail" aria-label={texts.main}>
      <Link to="/new" className="brand">
        <img src="/icon.svg" alt="" width="22" height="22" />
        {texts.brand}
      </Link>
      {inGroup("work").map((page) => (
        <RailLink key={page.path} page={page} />
      ))}
      {library.length > 0 && <p className="rail-head">{texts.library}</p>}
      {library.map((page) => (
        <RailLink key={page.path} page={page} />
      ))}
      <span className="rail-gap" />
      <div className="rail-foot">
        <span className="bar-space" />
        <SchemeSwitch />
      </div>
    </nav>
  );
}
