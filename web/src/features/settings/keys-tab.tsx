import { Button } from "@mantine/core";
import { IconCopy, IconPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { createKey, listKeys, revokeKey, type ApiKey, type NewApiKey } from "../../api/access.ts";
import { settingsTexts as texts } from "../../texts/settings.ts";
import { words } from "../../texts/words.ts";
import { Badge } from "../../ui/badge.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/fields.tsx";
import { ListTable } from "../../ui/list-table.tsx";
import { toAgo, toDay, toMoment } from "../../ui/moments.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import { SendDialog } from "../../ui/send-dialog.tsx";
import { toast } from "../../ui/toast.tsx";
import { Trouble } from "../../ui/trouble.tsx";
import { useSending } from "../../ui/use-sending.ts";

function KeyState({ apiKey, now }: { readonly apiKey: ApiKey; readonly now: number }) {
  const { expires_at: expires, revoked_at: revoked } = apiKey;
  if (revoked !== null) return <Badge tone="calm">{texts.revoked}</Badge>;
  if (expires !== null && Date.parse(expires) < now) return <Badge tone="calm">{texts.expired}</Badge>;
  return <Badge tone="good">{texts.active}</Badge>;
}

/** Makes a key and shows it, once. */
function NewKey({ onClose }: { readonly onClose: () => void }) {
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [expires, setExpires] = useState("");
  const [limit, setLimit] = useState("");
  const [made, setMade] = useState<NewApiKey | undefined>(undefined);
  const sending = useSending(async () => {
    const key = await createKey({
      name,
      ...(expires === "" ? {} : { expires_at: `${expires}T23:59:59Z` }),
      ...(limit === "" ? {} : { rate_limit: Number(limit) }),
    });
    setMade(key);
    await client.invalidateQueries({ queryKey: ["keys"] });
  });
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(made?.key ?? "");
      toast(texts.keyCopied);
    } catch {
      toast(words.copyFailed);
    }
  };
  if (made !== undefined) {
    return (
      <Dialog
        title={texts.newKey}
        onClose={onClose}
        foot={
          <>
            <Button variant="default" leftSection={<IconCopy size={15} aria-hidden />} onClick={() => void copy()}>
              {texts.copyKey}
            </Button>
            <Button onClick={onClose}>{texts.keyDone}</Button>
          </>
        }
      >
        <p className="dialog-text">{texts.keyOnce}</p>
        <code className="new-key">{made.key}</code>
      </Dialog>
    );
  }
  return (
    <SendDialog title={texts.newKey} verb={texts.makeKey} sending={sending} onClose={onClose}>
      <TextField label={texts.keyName} required maxLength={120} value={name} onChange={setName} />
      <TextField label={texts.keyExpires} type="date" value={expires} onChange={setExpires} />
      <TextField
        label={texts.keyLimit}
        help={texts.keyLimitHelp}
        inputMode="numeric"
        pattern="[0-9]*"
        value={limit}
        onChange={setLimit}
      />
    </SendDialog>
  );
}

/** The user's keys: made, shown once, revoked. */
export function KeysTab() {
  const client = useQueryClient();
  const keys = useQuery({ queryKey: ["keys"], queryFn: listKeys });
  const [making, setMaking] = useState(false);
  const [asked, setAsked] = useState<ApiKey | undefined>(undefined);
  return (
    <>
      <div className="settings-head">
        <p>{texts.keysHelp}</p>
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setMaking(true)}>
          {texts.newKey}
        </Button>
      </div>
      {keys.data === undefined && keys.error === null && <Skeleton rows={3} heightPx={44} label={words.loading} />}
      {keys.error !== null && keys.data === undefined && (
        <Trouble title={texts.failed} safe={texts.safe} error={keys.error} onRetry={() => void keys.refetch()} />
      )}
      {keys.data?.length === 0 && <p className="faint">{texts.noKeys}</p>}
      {keys.data !== undefined && keys.data.length > 0 && (
        <ListTable
          columns={[
            texts.name,
            { name: texts.begins, extra: true },
            { name: texts.made, extra: true },
            { name: texts.lastUsed, extra: true },
            { name: texts.expires, extra: true },
            texts.state,
            { name: texts.revoke, spoken: true },
          ]}
        >
          {keys.data.map((key) => (
            <tr key={key.id}>
              <th scope="row">{key.name}</th>
              <td className="extra">
                <code>{key.prefix}</code>
              </td>
              <td className="extra">{toDay(key.created_at)}</td>
              <td className="extra" title={key.last_used_at === null ? undefined : toMoment(key.last_used_at)}>
                {key.last_used_at === null ? texts.neverUsed : toAgo(key.last_used_at, keys.dataUpdatedAt)}
              </td>
              <td className="extra">{key.expires_at === null ? texts.forever : toDay(key.expires_at)}</td>
              <td>
                <KeyState apiKey={key} now={keys.dataUpdatedAt} />
              </td>
              <td className="num">
                {key.revoked_at === null && (
                  <Button
                    size="xs"
                    variant="default"
                    aria-label={texts.revokeOf(key.name)}
                    onClick={() => setAsked(key)}
                  >
                    {texts.revoke}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </ListTable>
      )}
      {making && <NewKey onClose={() => setMaking(false)} />}
      {asked !== undefined && (
        <ConfirmDialog
          title={texts.revokeTitle}
          text={texts.revokeHelp(asked.name)}
          safe={texts.keepKey}
          danger={texts.revoke}
          onClose={() => setAsked(undefined)}
          onConfirm={async () => {
            await revokeKey(asked.id);
            await client.invalidateQueries({ queryKey: ["keys"] });
            toast(texts.keyRevoked);
          }}
        />
      )}
    </>
  );
}
