import { SegmentedControl, Switch, useMantineColorScheme, type MantineColorScheme } from "@mantine/core";
import { useState } from "react";
import { settingsTexts as texts } from "../../texts/settings.ts";
import { letterKeys, setLetterKeys } from "../../ui/preferences.ts";
import { ShortcutTable } from "../../ui/shortcuts.tsx";

/** Light, dark, or as the system says. */
export function LooksTab() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <section className="card settings-card" aria-label={texts.scheme}>
      <h3>{texts.scheme}</h3>
      <SegmentedControl
        aria-label={texts.scheme}
        size="sm"
        value={colorScheme}
        onChange={(value) => setColorScheme(value as MantineColorScheme)}
        data={Object.entries(texts.schemes).map(([value, label]) => ({ value, label }))}
      />
    </section>
  );
}

/** The keys, and a way to turn those of a single letter off. */
export function ShortcutsTab() {
  const [letters, setLetters] = useState(letterKeys);
  return (
    <section className="card settings-card" aria-label={texts.tabs.shortcuts}>
      <Switch
        label={texts.letters}
        description={texts.lettersHelp}
        checked={letters}
        onChange={({ currentTarget }) => {
          setLetterKeys(currentTarget.checked);
          setLetters(currentTarget.checked);
        }}
      />
      <ShortcutTable />
    </section>
  );
}
