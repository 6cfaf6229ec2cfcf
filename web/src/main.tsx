import { createRoot } from "react-dom/client";
import { App } from "./app/app.tsx";
import "./app/styles/mantine.css";
import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/jetbrains-mono/wght.css";
import "./app/styles/tokens.css";
import "./app/styles/base.css";

createRoot(document.querySelector("#root")!).render(<App />);
