import { ActionIcon, Menu } from "@mantine/core";
import { IconLogout, IconSettings, IconUserCircle } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { readMe, signOut, type Me } from "../api/access.ts";
import { shellTexts as texts } from "../texts/shell.ts";
import { toast } from "../ui/toast.tsx";

/** Who is signed in; read once and kept, since every page wants it. */
export const useMe = () => useQuery({ queryKey: ["me"], queryFn: readMe, staleTime: 300_000, retry: false });

const nameOf = ({ user }: Me): string =>
  user.name !== "" ? user.name : user.email === "owner@localhost" ? texts.localOwner : user.email;

/** The account: who one is, and the way out. */
export function Account() {
  const me = useMe();
  const client = useQueryClient();
  const navigate = useNavigate();
  const leave = async (): Promise<void> => {
    try {
      await signOut();
    } catch (error) {
      toast(error instanceof Error ? error.message : "");
      return;
    }
    client.clear();
    toast(texts.signedOut);
    await navigate({ to: "/sign-in" });
  };
  if (me.data === undefined) return null;
  return (
    <Menu position="top-start" withinPortal>
      <Menu.Target>
        <ActionIcon aria-label={texts.account}>
          <IconUserCircle size={19} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{texts.signedInAs(nameOf(me.data))}</Menu.Label>
        <Menu.Item
          renderRoot={(props) => <Link to="/settings" {...props} />}
          leftSection={<IconSettings size={15} aria-hidden />}
        >
          {texts.settings}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={15} aria-hidden />} onClick={() => void leave()}>
          {texts.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
