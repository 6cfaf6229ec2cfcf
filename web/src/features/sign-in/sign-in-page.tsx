import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { readAccess, signIn, signUp } from "../../api/access.ts";
import { shellTexts } from "../../texts/shell.ts";
import { signInTexts as texts } from "../../texts/sign-in.ts";
import { SecretField, TextField } from "../../ui/fields.tsx";
import { TroubleLine } from "../../ui/trouble.tsx";
import { useSending } from "../../ui/use-sending.ts";
import { useTitle } from "../../ui/use-title.ts";
import "./sign-in.css";

/** Only our own pages: an address from elsewhere could lead away. */
const toNext = (next: unknown): string =>
  typeof next === "string" && /^\/(?![/\\])/.test(next) && !next.startsWith("/sign-in") ? next : "/new";

/** Coming in with a password, or making an account where that is open to all. */
export function SignInPage() {
  const search = useSearch({ strict: false }) as { next?: string };
  const navigate = useNavigate();
  const client = useQueryClient();
  const access = useQuery({ queryKey: ["access"], queryFn: readAccess });
  const [making, setMaking] = useState(false);
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [name, setName] = useState("");
  const { busy, error, send } = useSending(async () => {
    await (making ? signUp(email, password, name) : signIn(email, password));
    client.clear();
    await navigate({ href: toNext(search.next), replace: true });
  });
  const title = making ? texts.signUpTitle : texts.title;
  useTitle(shellTexts.title(title));
  const open = access.data?.sign_up === "open";
  return (
    <div className="sign-in">
      <form className="card" onSubmit={send}>
        <img src="/icon.svg" alt="" width="36" height="36" />
        <h1>{title}</h1>
        {making && <TextField label={texts.name} autoComplete="name" value={name} onChange={setName} />}
        <TextField
          label={texts.email}
          type="email"
          autoComplete="username"
          required
          value={email}
          onChange={setEmail}
        />
        <SecretField
          label={texts.password}
          help={making ? texts.passwordHelp : undefined}
          autoComplete={making ? "new-password" : "current-password"}
          required
          minLength={making ? 10 : undefined}
          value={password}
          onChange={setPassword}
        />
        <TroubleLine error={error} />
        <Button type="submit" loading={busy} fullWidth>
          {making ? texts.signUp : texts.signIn}
        </Button>
        {open && (
          <button type="button" className="sign-in-other" onClick={() => setMaking(!making)}>
            {making ? texts.toSignIn : texts.toSignUp}
          </button>
        )}
        {access.data?.link === true && <p className="sign-in-note">{texts.link}</p>}
        {access.data?.sign_up === "closed" && !access.data.link && <p className="sign-in-note">{texts.closed}</p>}
      </form>
    </div>
  );
}
