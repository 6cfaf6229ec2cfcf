import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { readMe, redeemLink } from "../../api/access.ts";
import { signInTexts as texts } from "../../texts/sign-in.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Trouble } from "../../ui/trouble.tsx";

/** The token of the one-time link, taken out of the address at once so that no history keeps it. */
function takeToken(): string {
  const url = new URL(location.href);
  const token = url.searchParams.get("token") ?? "";
  url.searchParams.delete("token");
  // The router listens to history.replaceState, and would leave a page whose address has no token.
  History.prototype.replaceState.call(history, history.state, "", url);
  return token;
}

/** Trades the one-time link for a session. */
export function LinkPage() {
  const navigate = useNavigate();
  const client = useQueryClient();
  const [error, setError] = useState<unknown>(undefined);
  const token = useRef<string | undefined>(undefined);
  useEffect(() => {
    // Effects may run twice in development, and a link works once.
    if (token.current !== undefined) return;
    token.current = takeToken();
    const come = async (): Promise<void> => {
      try {
        await redeemLink(token.current!);
      } catch (failure) {
        // Whoever is signed in already has no need of the link.
        const signedIn = await readMe().then(
          () => true,
          () => false,
        );
        if (!signedIn) {
          setError(failure);
          return;
        }
      }
      client.clear();
      await navigate({ to: "/new", replace: true });
    };
    void come();
  }, [client, navigate]);
  if (error === undefined) {
    return (
      <div className="scroll">
        <Skeleton rows={1} heightPx={120} label={texts.opening} />
      </div>
    );
  }
  return (
    <Trouble
      alone
      title={texts.linkFailed}
      safe={texts.linkSafe}
      error={error}
      action={
        <Button component={Link} to="/sign-in">
          {texts.signIn}
        </Button>
      }
    />
  );
}
