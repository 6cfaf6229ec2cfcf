import { ActionIcon, Button } from "@mantine/core";
import { IconDots, IconPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { changeUser, createUser, listUsers, readMe, removeUser, type User } from "../../api/access.ts";
import { settingsTexts as texts } from "../../texts/settings.ts";
import { words } from "../../texts/words.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Choice, ChoiceField, SecretField, TextField } from "../../ui/fields.tsx";
import { ListTable } from "../../ui/list-table.tsx";
import { Menu, MenuItem } from "../../ui/menu.tsx";
import { toDay } from "../../ui/moments.ts";
import { Paging } from "../../ui/paging.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { SendDialog } from "../../ui/send-dialog.tsx";
import { toast } from "../../ui/toast.tsx";
import { Trouble } from "../../ui/trouble.tsx";
import { useSending } from "../../ui/use-sending.ts";
import "../../ui/filters.css";

const PAGE_SIZE = 50;

function NewUser({ onClose }: { readonly onClose: () => void }) {
  const client = useQueryClient();
  const [email, setEmail] = useState("");
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [role, setRole] = useState<keyof typeof texts.roles>("member");
  const sending = useSending(async () => {
    await createUser({ email, password, name, role });
    await client.invalidateQueries({ queryKey: ["users"] });
    toast(texts.userMade(email));
    onClose();
  });
  return (
    <SendDialog title={texts.newUser} verb={texts.makeUser} sending={sending} onClose={onClose}>
      <TextField label={texts.email} type="email" required value={email} onChange={setEmail} />
      <TextField label={texts.name} value={name} onChange={setName} />
      <ChoiceField label={texts.role} options={texts.roles} value={role} onChange={setRole} />
      <SecretField
        label={texts.firstPassword}
        help={texts.firstPasswordHelp}
        required
        minLength={10}
        autoComplete="new-password"
        value={password}
        onChange={setPassword}
      />
    </SendDialog>
  );
}

/** Everybody who may come in; for administrators. */
export function UsersTab() {
  const client = useQueryClient();
  const me = useQuery({ queryKey: ["me"], queryFn: readMe, staleTime: 300_000, retry: false });
  const [page, setPage] = useState(1);
  const users = useQuery({
    queryKey: ["users", page],
    queryFn: () => listUsers(page),
    placeholderData: (old) => old,
  });
  const [making, setMaking] = useState(false);
  const [asked, setAsked] = useState<User | undefined>(undefined);
  const change = async (id: string, what: { role?: string; disabled?: boolean }): Promise<void> => {
    try {
      await changeUser(id, what);
      toast(texts.changed);
    } catch (error) {
      toast(error instanceof Error ? error.message : "");
    }
    await client.invalidateQueries({ queryKey: ["users"] });
  };
  return (
    <>
      <div className="settings-head">
        <p>{texts.usersHelp}</p>
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setMaking(true)}>
          {texts.newUser}
        </Button>
      </div>
      {users.data === undefined && users.error === null && <Skeleton rows={3} heightPx={44} label={words.loading} />}
      {users.error !== null && users.data === undefined && (
        <Trouble title={texts.failed} safe={texts.safe} error={users.error} onRetry={() => void users.refetch()} />
      )}
      {users.data !== undefined && (
        <ListTable
          columns={[
            texts.email,
            { name: texts.name, extra: true },
            texts.role,
            { name: texts.made, extra: true },
            { name: words.more, spoken: true },
          ]}
        >
          {users.data.users.map((user) => {
            const { id, email, name, role, disabled, created_at: made } = user;
            const own = id === me.data?.user.id;
            return (
              <tr key={id}>
                <th scope="row">
                  {email}
                  {own && <small>{texts.you}</small>}
                  {disabled && <small>{texts.disabled}</small>}
                </th>
                <td className="extra">{name}</td>
                <td>
                  {own ? (
                    texts.roles[role]
                  ) : (
                    <Choice
                      small
                      aria-label={texts.roleOf(email)}
                      options={texts.roles}
                      value={role}
                      onChange={(next) => void change(id, { role: next })}
                    />
                  )}
                </td>
                <td className="extra">{toDay(made)}</td>
                <td className="num table-actions">
                  {!own && (
                    <Menu
                      renderTarget={(props) => (
                        <ActionIcon aria-label={texts.moreOf(email)} {...props}>
                          <IconDots size={18} aria-hidden />
                        </ActionIcon>
                      )}
                    >
                      <MenuItem onChoose={() => void change(id, { disabled: !disabled })}>
                        {disabled ? texts.enable : texts.disable}
                      </MenuItem>
                      <MenuItem danger onChoose={() => setAsked(user)}>
                        {texts.deleteUserDo}
                      </MenuItem>
                    </Menu>
                  )}
                </td>
              </tr>
            );
          })}
        </ListTable>
      )}
      <Paging total={users.data?.total ?? 0} size={PAGE_SIZE} page={page} onPage={setPage} />
      {making && <NewUser onClose={() => setMaking(false)} />}
      {asked !== undefined && (
        <ConfirmDialog
          title={texts.deleteUserTitle}
          text={texts.deleteUserHelp(asked.email)}
          safe={texts.keepUser}
          danger={texts.deleteUserDo}
          onClose={() => setAsked(undefined)}
          onConfirm={async () => {
            await removeUser(asked.id);
            // The last one of the last page takes the page along.
            if (users.data?.users.length === 1) setPage((now) => Math.max(1, now - 1));
            await client.invalidateQueries({ queryKey: ["users"] });
            toast(texts.userDeleted);
          }}
        />
      )}
    </>
  );
}
