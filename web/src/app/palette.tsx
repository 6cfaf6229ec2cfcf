import { Spotlight, spotlight, type SpotlightActionGroupData } from "@mantine/spotlight";
import "@mantine/spotlight/styles.layer.css";
import { useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { listJobs } from "../api/jobs.ts";
import { listTemplates } from "../api/library.ts";
import { jobsTexts } from "../texts/jobs.ts";
import { shellTexts as texts } from "../texts/shell.ts";
import { jobTitle, templateTitle } from "../texts/titles.ts";
import { toCount } from "../ui/numbers.ts";
import { PAGES } from "./pages.tsx";

interface Props {
  readonly onShortcuts: () => void;
}

/** Where one can go and what one can do, by typing: pages, jobs, templates. */
export function Palette({ onShortcuts }: Props) {
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme() === "dark";
  const jobs = useQuery({ queryKey: ["jobs", "palette"], queryFn: () => listJobs({ page_size: 50 }) });
  const templates = useQuery({ queryKey: ["templates"], queryFn: listTemplates });
  // It is loaded when first asked for, and then it is what was asked for.
  useEffect(() => spotlight.open(), []);
  const groups: SpotlightActionGroupData[] = [
    {
      group: texts.goGroup,
      actions: PAGES.filter(({ rail }) => rail !== undefined).map(({ path, title }) => ({
        id: path,
        label: title,
        onClick: () => void navigate({ to: path }),
      })),
    },
    {
      group: texts.doGroup,
      actions: [
        {
          id: "scheme",
          label: dark ? texts.toLight : texts.toDark,
          onClick: () => setColorScheme(dark ? "light" : "dark"),
        },
        { id: "shortcuts", label: texts.shortcuts, onClick: onShortcuts },
      ],
    },
    {
      group: texts.jobsGroup,
      actions: (jobs.data?.jobs ?? []).map(({ id, name, template, status, progress }) => ({
        id,
        label: jobTitle({ name, template }),
        description: `${jobsTexts.states[status]}, ${jobsTexts.rows(progress.rows, toCount(progress.rows))}`,
        onClick: () => void navigate({ to: "/jobs/$id", params: { id } }),
      })),
    },
    {
      group: texts.templatesGroup,
      actions: (templates.data ?? []).map(({ id, name, summary, builtin }) => ({
        id: `template ${id}`,
        label: templateTitle({ name, builtin }),
        description: summary,
        onClick: () => void navigate({ to: "/templates/$id", params: { id } }),
      })),
    },
  ];
  return (
    <Spotlight
      shortcut={null}
      actions={groups.filter(({ actions }) => actions.length > 0)}
      attributes={{ content: { "aria-label": texts.palette } }}
      nothingFound={texts.paletteNone}
      highlightQuery
      limit={9}
      scrollable
      maxHeight={420}
      searchProps={{
        placeholder: texts.paletteAsk,
        "aria-label": texts.paletteAsk,
        leftSection: <IconSearch size={18} aria-hidden />,
      }}
    />
  );
}

/** Opens the palette once more. */
export const openPalette = (): void => spotlight.open();
