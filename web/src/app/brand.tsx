import { messages } from "./messages.ts";

/** Our mark, our name, and which page this is. */
export function Brand() {
  return (
    <div className="brand">
      <img src="/icon.svg" alt="" width="24" height="24" />
      <span className="brand-name">{messages.brand}</span>
      <h1>{messages.page}</h1>
    </div>
  );
}
