import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { IconMoon, IconSun } from "@tabler/icons-react";
import { shellTexts as messages } from "../texts/shell.ts";
import { Hint } from "../ui/hint.tsx";

/** Light or dark; the choice stays in this browser, and theme.js reads it before the first paint. */
export function SchemeSwitch() {
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme() === "dark";
  const label = dark ? messages.toLight : messages.toDark;
  return (
    <Hint text={label}>
      {(props) => (
        <ActionIcon {...props} aria-label={label} onClick={() => setColorScheme(dark ? "light" : "dark")}>
          {dark ? <IconSun size={18} aria-hidden /> : <IconMoon size={18} aria-hidden />}
        </ActionIcon>
      )}
    </Hint>
  );
}
