import { useState } from "react";
import { ApiError } from "../../api/http.ts";
import { exportJob, readJob, type Job } from "../../api/jobs.ts";
import type { LiveJob } from "../../api/live.ts";
import { jobsTexts as texts } from "../../texts/jobs.ts";
import { ChoiceField, SecretField, TextField } from "../../ui/fields.tsx";
import { SendDialog } from "../../ui/send-dialog.tsx";
import { toast } from "../../ui/toast.tsx";
import { useSending } from "../../ui/use-sending.ts";

type Kind = keyof typeof texts.stores;
type Secret = keyof typeof texts.credentials;

/** What each kind of store is told, and how its address begins. */
const KINDS: Readonly<Record<Kind, { start: string; secrets: readonly Secret[] }>> = {
  s3: { start: "s3://", secrets: ["access_key_id", "secret_access_key", "session_token"] },
  ipfs: { start: "ipfs:", secrets: ["jwt", "user", "password"] },
  arweave: { start: "arweave:", secrets: ["wallet"] },
  file: { start: "file:", secrets: [] },
};

/** What a store asks for, as it wants to hear it and as people read it. */
interface Price {
  readonly amount: string;
  readonly words: string;
}

/** The price that a store named when it refused to go on without consent. */
function priceOf(error: unknown): Price | undefined {
  if (!(error instanceof ApiError)) return undefined;
  const issue = error.issues.find(({ code }) => code === "store/price");
  const amount = /confirm_price (\d+)/.exec(issue?.hint ?? "")?.[1];
  if (issue === undefined || amount === undefined) return undefined;
  return { amount, words: /costs ([^;]+);/.exec(issue.message)?.[1] ?? amount };
}

interface Props {
  readonly job: Job;
  readonly live: LiveJob;
  readonly onClose: () => void;
}

/** Copies the files to a store; one that costs money is asked for its price first. */
export function PublishDialog({ job, live, onClose }: Props) {
  const [kind, setKind] = useState<Kind>("s3");
  const [store, setStore] = useState(KINDS.s3.start);
  const [secrets, setSecrets] = useState<Partial<Record<Secret, string>>>({});
  const { busy, error, clear, send } = useSending(async (before) => {
    const agreed = priceOf(before);
    const given = Object.entries(secrets).filter(
      ([name, value]) => value !== "" && KINDS[kind].secrets.includes(name as Secret),
    );
    await exportJob(job.id, {
      store,
      ...(given.length === 0 ? {} : { credentials: Object.fromEntries(given) }),
      ...(agreed === undefined ? {} : { confirm_price: agreed.amount }),
    });
    setSecrets({});
    toast(texts.publishStarted);
    onClose();
    live.take(await readJob(job.id));
  });
  const price = priceOf(error);
  const choose = (next: Kind): void => {
    setKind(next);
    setStore(KINDS[next].start);
    clear();
  };
  return (
    <SendDialog
      title={texts.publishTitle}
      verb={price === undefined ? texts.publishDo : texts.priceAgree(price.words)}
      sending={{ busy, send, error: price === undefined ? error : undefined }}
      onClose={onClose}
    >
      <p className="dialog-text">{texts.publishIntro}</p>
      <ChoiceField label={texts.storeKind} options={texts.stores} value={kind} onChange={choose} />
      <TextField
        label={texts.storeAddress}
        help={texts.storeAddressHelp[kind]}
        required
        spellCheck={false}
        value={store}
        onChange={setStore}
      />
      {KINDS[kind].secrets.map((name) => (
        <SecretField
          key={name}
          label={texts.credentials[name]}
          value={secrets[name] ?? ""}
          onChange={(value) => setSecrets((old) => ({ ...old, [name]: value }))}
        />
      ))}
      {KINDS[kind].secrets.length > 0 && <p className="faint small">{texts.credentialsHelp}</p>}
      {price !== undefined && <p className="price">{texts.price(price.words)}</p>}
    </SendDialog>
  );
}
