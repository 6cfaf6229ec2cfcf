import type { RawField } from "../../draft/outline.ts";
import { createTexts as texts } from "../../texts/create.ts";
import { CommitInput } from "../../ui/commit-input.tsx";
import { Labelled } from "../../ui/labelled.tsx";
import { curve, drawnBounds, paramsOf, shapeOf, SHAPES, toSpread, type Shape } from "./shapes.ts";

interface Props {
  readonly raw: RawField;
  readonly fault: string | undefined;
  readonly onSet: (key: string, value: unknown, mark?: string) => void;
}

const SHOWN = 4; // drawn as buttons; all of them stand in the list
const WIDE = 72;
const TALL = 26;

const toBound = (text: string): unknown => {
  if (text.trim() === "") return undefined;
  const plain = text.replaceAll(/[\s,_]/g, "");
  return Number.isFinite(Number(plain)) ? Number(plain) : text.trim();
};

const boundText = (value: unknown): string =>
  typeof value === "number" || typeof value === "string" ? String(value) : "";

function Curve({
  shape,
  params,
  low,
  high,
}: {
  readonly shape: Shape;
  readonly params: Readonly<Record<string, number>>;
  readonly low: number;
  readonly high: number;
}) {
  return (
    <svg className="curve" viewBox={`-1 -1 ${WIDE + 2} ${TALL + 2}`} aria-hidden>
      <path d={`${curve(shape, params, low, high, WIDE, TALL)}L${WIDE} ${TALL}L0 ${TALL}Z`} className="curve-fill" />
      <path d={curve(shape, params, low, high, WIDE, TALL)} className="curve-line" />
    </svg>
  );
}

/** How numbers spread: shapes as they are drawn from their own parameters, with the typical, lowest and highest value. */
export function SpreadInput({ raw, fault, onSet }: Props) {
  const { min, max, distribution } = raw;
  const current = shapeOf(distribution ?? "uniform");
  const low = typeof min === "number" ? min : undefined;
  const high = typeof max === "number" ? max : undefined;
  const [from, to] = drawnBounds(current ?? SHAPES[0]!, low, high);
  const params = current === undefined ? {} : paramsOf(distribution ?? "uniform", from, to);
  const choose = (shape: Shape): void =>
    onSet(
      "distribution",
      shape.name === "uniform" && distribution === undefined ? undefined : toSpread(shape.name, shape.begin(from, to)),
    );
  const change = (param: string, value: number): void => {
    if (current !== undefined) onSet("distribution", toSpread(current.name, { ...params, [param]: value }));
  };
  const { typical, breadth } = current ?? {};
  const others = Object.keys(params).filter((param) => param !== typical?.param && param !== breadth);
  return (
    <div className="spread">
      <div className="shapes" role="radiogroup" aria-label={texts.shape}>
        {SHAPES.slice(0, SHOWN).map((shape) => {
          const on = shape === current;
          return (
            <label key={shape.name} className="shape" data-on={on || undefined}>
              <input type="radio" name={`shape-${texts.shape}`} checked={on} onChange={() => choose(shape)} />
              <Curve shape={shape} params={on ? params : shape.begin(from, to)} low={from} high={to} />
              {texts.shapes[shape.name]}
            </label>
          );
        })}
      </div>
      <div className="form-grid">
        <Labelled label={texts.shape}>
          {(ids) => (
            <select
              {...ids}
              className="control"
              value={current?.name ?? "other"}
              onChange={(event) => {
                const shape = SHAPES.find(({ name }) => name === event.currentTarget.value);
                if (shape !== undefined) choose(shape);
              }}
            >
              {SHAPES.map(({ name }) => (
                <option key={name} value={name}>
                  {texts.shapes[name]}
                </option>
              ))}
              {current === undefined && <option value="other">{texts.ownShape}</option>}
            </select>
          )}
        </Labelled>
        {typical !== undefined && (
          <Labelled label={texts.typical}>
            {(ids) => (
              <CommitInput
                {...ids}
                step={1}
                value={String(typical.read(params[typical.param]!))}
                onCommit={(text) =>
                  Number.isFinite(Number(text)) &&
                  text.trim() !== "" &&
                  change(typical.param, typical.write(Number(text)))
                }
              />
            )}
          </Labelled>
        )}
        {breadth !== undefined && (
          <Labelled label={texts.breadth}>
            {(ids) => (
              <CommitInput
                {...ids}
                step={0.1}
                value={String(params[breadth])}
                onCommit={(text) => Number(text) > 0 && change(breadth, Number(text))}
              />
            )}
          </Labelled>
        )}
        {others.map((param) => (
          <Labelled key={param} label={param}>
            {(ids) => (
              <CommitInput
                {...ids}
                step={0.1}
                value={String(params[param])}
                onCommit={(text) => Number(text) > 0 && change(param, Number(text))}
              />
            )}
          </Labelled>
        ))}
        <Labelled label={texts.lowest} error={fault}>
          {(ids) => (
            <CommitInput
              {...ids}
              step={1}
              value={boundText(min)}
              placeholder={texts.open}
              onCommit={(text) => onSet("min", toBound(text))}
            />
          )}
        </Labelled>
        <Labelled label={texts.highest}>
          {(ids) => (
            <CommitInput
              {...ids}
              step={1}
              value={boundText(max)}
              placeholder={texts.open}
              onCommit={(text) => onSet("max", toBound(text))}
            />
          )}
        </Labelled>
      </div>
    </div>
  );
}
