import { Outlet } from "@tanstack/react-router";
import { shellTexts as texts } from "../texts/shell.ts";
import { Rail } from "./rail.tsx";
import "./styles/shell.css";

/** What stands around every page: the way past it all, the rail, and the page itself. */
export function Shell() {
  return (
    <div className="shell">
      <a className="skip" href="#main">
        {texts.skip}
      </a>
      <Rail />
      <main className="main" id="main" tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  );
}
