import { createTheme, type MantineColorsTuple } from "@mantine/core";
import type { ActionIconProps, ButtonProps, KbdProps } from "@mantine/core";

const teal: MantineColorsTuple = [
  "#e6f5f2",
  "#cfebe5",
  "#a3d8cd",
  "#72c3b3",
  "#3fae9a",
  "#1a9a85",
  "#0b8a76",
  "#0b7a6b",
  "#08655a",
  "#064f47",
];
const red: MantineColorsTuple = [
  "#fbe6e4",
  "#f6cfcb",
  "#eda59f",
  "#e27c74",
  "#d6564c",
  "#c93a30",
  "#bd2d24",
  "#b3261e",
  "#931e18",
  "#741712",
];
const dark: MantineColorsTuple = [
  "#eceeed",
  "#b7bec2",
  "#8f989e",
  "#5d666c",
  "#394147",
  "#262c30",
  "#1b2023",
  "#15191b",
  "#101416",
  "#0b0e0f",
];

/** Named by their types alone: `Select.extend` would bring the component into the entry of every page. */
const props = <P>(defaultProps: Partial<P>): { readonly defaultProps: Partial<P> } => ({ defaultProps });

/** Mantine in our tokens; the tokens themselves are in styles/tokens.css. */
export const theme = createTheme({
  primaryColor: "teal",
  primaryShade: 7,
  colors: { teal, red, dark },
  fontFamily: "'Inter Variable', Inter, system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontFamilyMonospace: "var(--mono)",
  fontSizes: { xs: "0.78125rem", sm: "0.84375rem", md: "0.875rem", lg: "0.9375rem", xl: "1.125rem" },
  radius: { xs: "4px", sm: "6px", md: "8px", lg: "12px", xl: "16px" },
  defaultRadius: "sm",
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Button: { ...props<ButtonProps>({ size: "sm" }), styles: { root: { fontWeight: 560 } } },
    ActionIcon: props<ActionIconProps>({ variant: "subtle", color: "gray", size: 30 }),
    Kbd: props<KbdProps>({ size: "xs" }),
  },
});
