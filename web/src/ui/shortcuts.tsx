import { Kbd, Modal } from "@mantine/core";
import { shellTexts as texts } from "../texts/shell.ts";
import { modKey } from "./preferences.ts";

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
}

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

/** The keys in a dialog. */
export function Shortcuts({ opened, onClose }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title={texts.shortcuts} centered>
      <ShortcutTable />
    </Modal>
  );
}
