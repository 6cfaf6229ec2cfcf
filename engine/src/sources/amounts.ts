import type { CatalogueColumn, Note } from "./catalogue.ts";
import { AMOUNT_RULES } from "./name-rules.ts";
import { normalName, openNames } from "./names.ts";
import { rangeOf } from "./number-field.ts";
import { NOTHING, speaksOf, type Draft, type Place } from "./place.ts";
import { celName } from "./to-cel.ts";

const roles = openNames(AMOUNT_RULES);
const TAX_SHARE = 0.2; // of a net amount, where no rate stands beside it
const MOST_RATE = 0.25;

interface Amount {
  readonly column: CatalogueColumn;
  readonly field: Draft;
  /** As expressions name it. */
  readonly name: string;
}

/** Amounts that their names tell from others of the row: a tax of a net amount, a total of both, a line of quantity and price. */
export function sumAmounts(place: Place, fields: Record<string, Draft>, notes: Note[]): void {
  const { table, fold, fields: names } = place;
  const amounts = new Map<string, Amount>();
  for (const column of table.columns) {
    const field = fields[names.get(column.name)!];
    const [hit] = roles.find(normalName(column.name));
    const isPlain =
      field !== undefined &&
      ["integer", "decimal", "float"].includes(field.type) &&
      ["value", "unique", "key"].every((param) => field[param] === undefined) &&
      column.statistics === undefined;
    if (hit === undefined || !isPlain || amounts.has(hit.rule[1])) continue;
    amounts.set(hit.rule[1], { column, field, name: celName(names.get(column.name)!) });
  }
  const { net, tax, rate, shipping, discount, total, line, quantity, price } = Object.fromEntries(amounts) as Partial<
    Record<string, Amount>
  >;
  const isTold = ({ column }: Amount): boolean => fold.rest.some(({ tree }) => speaksOf(tree, column.name));

  function derive(amount: Amount | undefined, operands: readonly (Amount | undefined)[], value: string): void {
    if (amount === undefined) return;
    const { column, field } = amount;
    const { min = 0, max } = fold.columns.get(column.name) ?? NOTHING;
    const isNullable = field["null"] !== undefined;
    if (
      max !== undefined ||
      Number(min) > 1 ||
      (!isNullable && operands.some((operand) => operand?.field["null"] !== undefined))
    )
      return;
    const field_ = names.get(column.name)!;
    const { type, scale, description } = field;
    fields[field_] = {
      type,
      ...(scale === undefined ? {} : { scale }),
      value: type === "integer" && value.includes(".") ? `int(round(${value}))` : value,
      ...(isNullable ? { null: field["null"] } : {}),
      ...(description === undefined ? {} : { description }),
    };
    notes.push({ path: `${place.name}.${field_}`, text: `${value}, by their names.` });
  }

  const isPercent = rate !== undefined && isPercentage(rate.column, fold.columns.get(rate.column.name) !== undefined);
  if (rate !== undefined && fold.columns.get(rate.column.name) === undefined) usualRate(rate, isPercent);
  if (net !== undefined && tax !== undefined && !(isTold(tax) && rate === undefined)) {
    const share = rate === undefined ? String(TAX_SHARE) : isPercent ? `${rate.name} / 100.0` : rate.name;
    derive(tax, [net, rate], `${net.name} * ${share}`);
  }
  const plus = [tax, shipping].filter((each) => each !== undefined);
  if (net !== undefined && total !== undefined && plus.length > 0 && !isTold(total)) {
    const orNothing = ({ name, field }: Amount): string =>
      field["null"] === undefined ? name : `coalesce(${name}, 0)`;
    const less = discount === undefined ? "" : ` - ${orNothing(discount)}`;
    derive(total, [net], `${[net.name, ...plus.map(orNothing)].join(" + ")}${less}`);
  }
  const product = line ?? (net === undefined ? total : undefined);
  if (quantity !== undefined && price !== undefined && product !== undefined && !isTold(product))
    derive(product, [quantity, price], `${quantity.name} * ${price.name}`);
}

const defaultOf = ({ default: usual }: CatalogueColumn): number | undefined => {
  const tree = usual?.tree?.op === "cast" ? usual.tree.arg : usual?.tree;
  return tree?.op === "literal" && tree.value !== null && Number.isFinite(Number(tree.value))
    ? Number(tree.value)
    : undefined;
};

/** Whether a rate is of a hundred: its default says so, or the places that its column has before the point. */
function isPercentage(column: CatalogueColumn, isFolded: boolean): boolean {
  const usual = defaultOf(column);
  if (usual !== undefined && usual > 0) return usual > 1;
  return (
    !isFolded &&
    column.type.kind !== "float" &&
    rangeOf(column.type, NOTHING).max >= 99 &&
    (column.type.precision ?? 0) <= 5
  );
}

function usualRate({ column, field }: Amount, isPercent: boolean): void {
  const usual = defaultOf(column);
  for (const param of ["min", "max", "distribution"]) delete field[param];
  if (usual !== undefined && usual > 0) field["distribution"] = { values: { [String(usual)]: 8, 0: 1 } };
  else Object.assign(field, { min: 0, max: isPercent ? MOST_RATE * 100 : MOST_RATE });
}
