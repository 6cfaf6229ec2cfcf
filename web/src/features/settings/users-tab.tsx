import { Button, Modal, PasswordInput, Select, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { changeUser, createUser, listUsers, readMe, removeUser, type User } from "../../api/access.ts";
import { settingsTexts as texts } from "../../texts/settings.ts";
import { words } from "../../texts/words.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { ListTable } from "../../ui/list-table.tsx";
import { toDay } from "../../ui/moments.ts";
import { Paging } from "../../ui/paging.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { toast } from "../../ui/toast.tsx";
import { Trouble, TroubleLine } from "../../ui/trouble.tsx";
import { useSending } from "../../ui/use-sending.ts";
import "../../ui/filters.css";

const PAGE_SIZE = 50;
const ROLES = Object.entries(texts.roles).map(([value, label]) => ({ value, label }));

function NewUser({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const client = useQueryClient();
  const [email, setEmail] = useState("");
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [role, setRole] = useState("member");
  const { busy, error, send } = useSending(async () => {
    await createUser({ email, password, name, role });
    await client.invalidateQueries({ queryKey: ["users"] });
    toast(texts.userMade(email));
    setEmail("");
    setPassword("");
    onClose();
  });
  return (
    <Modal opened={opened} onClose={onClose} title={texts.newUser} centered>
      <form className="dialog-form" onSubmit={send}>
        <TextInput
          label={texts.email}
          type="email"
          required
          autoComplete="off"
          data-autofocus
          value={email}
          onChange={({ currentTarget }) => setEmail(currentTarget.value)}
        />
        <TextInput label={texts.name} value={name} onChange={({ currentTarget }) => setName(currentTarget.value)} />
        <Select
          label={texts.role}
          data={ROLES}
          value={role}
          allowDeselect={false}
          onChange={(value) => value !== null && setRole(value)}
        />
        <PasswordInput
          label={texts.firstPassword}
          description={texts.firstPasswordHelp}
          required
          minLength={10}
          autoComplete="new-password"
          value={password}
          onChange={({ currentTarget }) => setPassword(currentTarget.value)}
        />
        <TroubleLine error={error} />
        <div className="dialog-foot">
          <Button variant="default" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button type="submit" loading={busy}>
            {texts.makeUser}
          </Button>
        </div>
      </form>
    </Modal>
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
          {users.data.users.map(({ id, email, name, role, disabled, created_at: made }) => {
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
                  <Select
                    size="xs"
                    w={150}
                    aria-label={texts.roleOf(email)}
                    data={ROLES}
                    value={role}
                    disabled={own}
                    allowDeselect={false}
                    onChange={(value) => value !== null && void change(id, { role: value })}
                  />
                </td>
                <td className="extra">{toDay(made)}</td>
                <td className="num table-actions">
                  {!own && (
                    <>
                      <Button size="xs" variant="default" onClick={() => void change(id, { disabled: !disabled })}>
                        {disabled ? texts.enable : texts.disable}
                      </Button>
                      <Button
                        size="xs"
                        variant="default"
                        className="danger"
                        onClick={() => setAsked(users.data.users.find((user) => user.id === id))}
                      >
                        {texts.deleteUser}
                      </Button>
                    </>
                  )}
                </td>
              </tr>
            );
          })}
        </ListTable>
      )}
      <Paging total={users.data?.total ?? 0} size={PAGE_SIZE} page={page} onPage={setPage} />
      <NewUser opened={making} onClose={() => setMaking(false)} />
      <ConfirmDialog
        opened={asked !== undefined}
        title={texts.deleteUserTitle}
        text={texts.deleteUserHelp(asked?.email ?? "")}
        safe={texts.keepUser}
        danger={texts.deleteUserDo}
        onClose={() => setAsked(undefined)}
        onConfirm={async () => {
          await removeUser(asked!.id);
          // The last one of the last page takes the page along.
          if (users.data?.users.length === 1) setPage((now) => Math.max(1, now - 1));
          await client.invalidateQueries({ queryKey: ["users"] });
          toast(texts.userDeleted);
        }}
      />
    </>
  );
}
