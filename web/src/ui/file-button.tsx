import { Button, type ButtonProps } from "@mantine/core";
import { useRef } from "react";

interface Props extends ButtonProps {
  /** Endings of the names that are offered. */
  readonly accept: string;
  readonly children: string;
  readonly onFile: (file: File) => void;
}

/** A button that asks for a file of this computer. */
export function FileButton({ accept, onFile, children, ...rest }: Props) {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={picker}
        type="file"
        hidden
        accept={accept}
        aria-label={children}
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          currentTarget.value = ""; // the same file again is a change, too
          if (file !== undefined) onFile(file);
        }}
      />
      <Button {...rest} onClick={() => picker.current?.click()}>
        {children}
      </Button>
    </>
  );
}
