import { MantineProvider } from "@mantine/core";
import { Playground } from "../features/playground/playground.tsx";
import { Brand } from "./brand.tsx";
import { messages } from "./messages.ts";
import { SchemeSwitch } from "./scheme-switch.tsx";
import { theme } from "./theme.ts";

/** The whole page. */
export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <a className="skip" href="#data">
        {messages.skip}
      </a>
      <Playground texts={messages.playground} brand={<Brand />} tools={<SchemeSwitch />} />
    </MantineProvider>
  );
}
