import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { changePassword, readMe } from "../../api/access.ts";
import { settingsTexts as texts } from "../../texts/settings.ts";
import { SecretField } from "../../ui/fields.tsx";
import { toast } from "../../ui/toast.tsx";
import { TroubleLine } from "../../ui/trouble.tsx";
import { useSending } from "../../ui/use-sending.ts";

/** Who one is, and the password. */
export function AccountTab() {
  const client = useQueryClient();
  const me = useQuery({ queryKey: ["me"], queryFn: readMe, staleTime: 300_000, retry: false });
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const { busy, error, send } = useSending(async () => {
    await changePassword(current, next);
    setCurrent("");
    setNext("");
    await client.invalidateQueries({ queryKey: ["me"] });
    toast(texts.passwordChanged);
  });
  if (me.data === undefined) return null;
  const { user, has_password: has = true } = me.data;
  return (
    <>
      <section className="card settings-card" aria-label={texts.tabs.account}>
        <dl>
          <div>
            <dt>{texts.email}</dt>
            <dd>{user.email}</dd>
          </div>
          {user.name !== "" && (
            <div>
              <dt>{texts.name}</dt>
              <dd>{user.name}</dd>
            </div>
          )}
          <div>
            <dt>{texts.role}</dt>
            <dd>{texts.roles[user.role]}</dd>
          </div>
        </dl>
      </section>
      <form className="card settings-card settings-form" onSubmit={send}>
        <h3>{has ? texts.password : texts.passwordNone}</h3>
        {!has && <p className="dialog-text">{texts.passwordNoneHelp}</p>}
        <input type="text" autoComplete="username" value={user.email} readOnly hidden />
        {has && (
          <SecretField
            label={texts.current}
            required
            autoComplete="current-password"
            value={current}
            onChange={setCurrent}
          />
        )}
        <SecretField
          label={texts.next}
          help={texts.nextHelp}
          required
          minLength={10}
          autoComplete="new-password"
          value={next}
          onChange={setNext}
        />
        <TroubleLine error={error} />
        <Button type="submit" loading={busy}>
          {has ? texts.changePassword : texts.passwordNone}
        </Button>
      </form>
    </>
  );
}
