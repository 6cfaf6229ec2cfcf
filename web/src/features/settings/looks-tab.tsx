import { useMantineColorScheme } from "@mantine/core";
import { useState } from "react";
import { settingsTexts as texts } from "../../texts/settings.ts";
import { Tick } from "../../ui/fields.tsx";
import { letterKeys, setLetterKeys } from "../../ui/preferences.ts";
import { Segments } from "../../ui/segments.tsx";
import { ShortcutTable } from "../../ui/shortcuts.tsx";

const SCHEMES = ["auto", "light", "dark"] as const;

/** Light, dark, or as the system says. */
export function LooksTab() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <section className="card settings-card" aria-label={texts.scheme}>
      <h3>{texts.scheme}</h3>
      <Segments
        label={texts.scheme}
        value={colorScheme}
        onChange={setColorScheme}
        options={SCHEMES.map((value) => ({ value, label: texts.schemes[value] }))}
      />
    </section>
  );
}

/** The keys, and a way to turn those of a single letter off. */
export function ShortcutsTab() {
  const [letters, setLetters] = useState(letterKeys);
  return (
    <section className="card settings-card" aria-label={texts.tabs.shortcuts}>
      <Tick
        label={texts.letters}
        help={texts.lettersHelp}
        checked={letters}
        onChange={(on) => {
          setLetterKeys(on);
          setLetters(on);
        }}
      />
      <ShortcutTable />
    </section>
  );
}
