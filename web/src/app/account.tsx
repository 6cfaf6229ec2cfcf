import { ActionIcon } from "@mantine/core";
import { IconLogout, IconSettings, IconUserCircle } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { readMe, signOut, type Me } from "../api/access.ts";
import { shellTexts as texts } from "../texts/shell.ts";
import { Menu, MenuItem, MenuLabel, MenuLink } from "../ui/menu.tsx";
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
    <Menu
      at="top-start"
      renderTarget={(props) => (
        <ActionIcon aria-label={texts.account} {...props}>
          <IconUserCircle size={19} stroke={1.6} aria-hidden />
        </ActionIcon>
      )}
    >
      <MenuLabel>{texts.signedInAs(nameOf(me.data))}</MenuLabel>
      <MenuLink
        renderRoot={(props) => <Link to="/settings" {...props} />}
        icon={<IconSettings size={16} aria-hidden />}
      >
        {texts.settings}
      </MenuLink>
      <MenuItem icon={<IconLogout size={16} aria-hidden />} onChoose={() => void leave()}>
        {texts.signOut}
      </MenuItem>
    </Menu>
  );
}
