import { Button } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { changeTemplate, type Template } from "../../api/library.ts";
import { useEngine } from "../../preview/use-engine.ts";
import { templatesTexts as texts } from "../../texts/templates.ts";
import { TextField } from "../../ui/fields.tsx";
import { Labelled } from "../../ui/labelled.tsx";
import { toast } from "../../ui/toast.tsx";
import { TroubleLine } from "../../ui/trouble.tsx";

/** Changes a template: each change of its text is a new version, and only sound ones are kept. */
export function EditView({ template }: { readonly template: Template }) {
  const [name, setName] = useState(template.name);
  const [summary, setSummary] = useState(template.summary);
  const [text, setText] = useState(template.text);
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(undefined);
  const { problems, problemsOf } = useEngine(text, true);
  const client = useQueryClient();
  const same = name === template.name && summary === template.summary && text === template.text;
  const checked = problemsOf === text;
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      const saved = await changeTemplate(template.id, { name, summary, text, note, examples: template.examples });
      client.setQueryData(["template", template.id], saved);
      await client.invalidateQueries({ queryKey: ["templates"] });
      await client.invalidateQueries({ queryKey: ["versions", template.id] });
      toast(texts.saved(saved.version));
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className="scroll template-edit" onSubmit={(event) => void save(event)}>
      <div className="template-edit-top">
        <TextField label={texts.name} required value={name} onChange={setName} />
        <TextField label={texts.summary} value={summary} onChange={setSummary} />
      </div>
      <Labelled label={texts.text}>
        {(ids) => (
          <textarea
            {...ids}
            className="control template-text"
            data-mono
            spellCheck={false}
            value={text}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
          />
        )}
      </Labelled>
      {problems.length > 0 ? (
        <section className="template-issues" aria-label={texts.issues(problems.length)}>
          <p>
            <IconAlertTriangle size={16} aria-hidden /> {texts.issues(problems.length)}
          </p>
          <ul>
            {problems.map(({ line, path, message, hint }) => (
              <li key={`${line} ${path} ${message}`}>
                <b>{texts.line(line)}</b> {message} {hint}
              </li>
            ))}
          </ul>
        </section>
      ) : (
        <p className="template-sound">
          <IconCircleCheck size={16} aria-hidden /> {texts.sound}
        </p>
      )}
      <div className="template-save">
        <TextField label={texts.note} placeholder={texts.noteHelp} value={note} onChange={setNote} />
        <TroubleLine error={error} />
        <Button
          type="submit"
          loading={busy}
          disabled={same || !checked || problems.length > 0}
          title={same ? texts.unchanged : undefined}
        >
          {texts.save}
        </Button>
      </div>
    </form>
  );
}
