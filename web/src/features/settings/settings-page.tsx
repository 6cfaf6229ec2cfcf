import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { readMe } from "../../api/access.ts";
import { settingsTexts as texts } from "../../texts/settings.ts";
import { shellTexts } from "../../texts/shell.ts";
import { PageBar } from "../../ui/page-bar.tsx";
import { useTitle } from "../../ui/use-title.ts";
import { AboutTab } from "./about-tab.tsx";
import { AccountTab } from "./account-tab.tsx";
import { KeysTab } from "./keys-tab.tsx";
import { LooksTab, ShortcutsTab } from "./looks-tab.tsx";
import { ServerTab } from "./server-tab.tsx";
import { UsersTab } from "./users-tab.tsx";
import "./settings.css";

type Tab = keyof typeof texts.tabs;

/** Keys, users, the server, and how the page behaves; each tab has an address. */
export function SettingsPage() {
  const { tab = "keys" } = useParams({ strict: false }) as { tab?: string };
  const me = useQuery({ queryKey: ["me"], queryFn: readMe, staleTime: 300_000, retry: false });
  const admin = me.data?.user.role === "admin";
  const tabs = (Object.keys(texts.tabs) as Tab[]).filter((name) => admin || name !== "users");
  const shown = tabs.find((name) => name === tab) ?? "keys";
  useTitle(shellTexts.title(texts.tabs[shown]));
  return (
    <>
      <PageBar title={texts.settings} />
      <div className="settings">
        <nav aria-label={texts.tabsLabel}>
          {tabs.map((name) => (
            <Link
              key={name}
              to="/settings/$tab"
              params={{ tab: name }}
              className="rail-link"
              data-on={name === shown || undefined}
              aria-current={name === shown ? "page" : undefined}
              activeProps={{}}
            >
              {texts.tabs[name]}
            </Link>
          ))}
        </nav>
        <div className="settings-body" key={shown}>
          <h2>{texts.tabs[shown]}</h2>
          {shown === "keys" && <KeysTab />}
          {shown === "users" && <UsersTab />}
          {shown === "server" && <ServerTab admin={admin} />}
          {shown === "account" && <AccountTab />}
          {shown === "appearance" && <LooksTab />}
          {shown === "shortcuts" && <ShortcutsTab />}
          {shown === "about" && <AboutTab />}
        </div>
      </div>
    </>
  );
}
