import {
  IconAbc,
  IconBinaryTree,
  IconBuildingStore,
  IconCalendar,
  IconCar,
  IconCash,
  IconFingerprint,
  IconFlask,
  IconHash,
  IconHeartbeat,
  IconKey,
  IconLink,
  IconListDetails,
  IconMapPin,
  IconMathFunction,
  IconBriefcase,
  IconPaw,
  IconPuzzle,
  IconUser,
  IconWorld,
  type Icon,
} from "@tabler/icons-react";
import type { RawField } from "../../draft/outline.ts";
import { groupOf, type Group } from "./categories.ts";

const ICONS: Readonly<Record<Group, Icon>> = {
  numbers: IconHash,
  choices: IconListDetails,
  times: IconCalendar,
  words: IconAbc,
  ids: IconFingerprint,
  people: IconUser,
  places: IconMapPin,
  links: IconLink,
  work: IconBriefcase,
  shop: IconBuildingStore,
  money: IconCash,
  web: IconWorld,
  health: IconHeartbeat,
  vehicles: IconCar,
  science: IconFlask,
  daily: IconPaw,
  nested: IconBinaryTree,
  other: IconPuzzle,
};

/** A picture of what kind of field it is; the words beside it say the same. */
export function FieldIcon({ raw }: { readonly raw: RawField }) {
  const Picture =
    raw["key"] === true
      ? IconKey
      : raw["value"] !== undefined && raw.type !== "constant"
        ? IconMathFunction
        : ICONS[groupOf(raw.type)];
  return (
    <span className="field-icon" aria-hidden>
      <Picture size={15} stroke={1.7} />
    </span>
  );
}
