import { Kbd } from "@mantine/core";
import { shellTexts as texts } from "../texts/shell.ts";
import { Dialog } from "./dialog.tsx";
import { modKey } from "./preferences.ts";

/** The keys and what they do. */
export function ShortcutTable() {
  return (
    <table className="shortcuts">
      <tbody>
        {texts.shortcutList.map(([keys, what]) => (
          <tr key={keys}>
            <th scope="row">
              {keys.split(", ").map((key) => (
                <Kbd key={key}>{key.replace("mod+", modKey)}</Kbd>
              ))}
            </th>
            <td>{what}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The keys in a dialog, while it is rendered. */
export function Shortcuts({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title={texts.shortcuts} onClose={onClose}>
      <ShortcutTable />
    </Dialog>
  );
}
