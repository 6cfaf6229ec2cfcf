import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { shellTexts as texts } from "../texts/shell.ts";
import { Notice } from "../ui/notice.tsx";

/** The page of an address that leads nowhere. */
export function Missing() {
  const action = (
    <Button component={Link} to="/new">
      {texts.missingAction}
    </Button>
  );
  return (
    <Notice alone title={texts.missingTitle} action={action}>
      <p>{texts.missingHelp}</p>
    </Notice>
  );
}
