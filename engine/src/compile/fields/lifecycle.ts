import { z } from "zod";
import { DAY_MS } from "../../batch/cells.ts";
import { constantNumber } from "../../kernels/constant.ts";
import { pickWithin } from "../../kernels/gather.ts";
import { lifeMoment } from "../../kernels/lifecycle.ts";
import { defineType, type FieldType, type Made, type Site, type Source } from "../field-type.ts";
import { wordMade } from "../making.ts";

/** The column of words that a field names; a complaint where it has no fixed list of them. */
function readWords(
  site: Site,
  path: string,
  param: string,
): (Source & { dictionary: { words: readonly string[] } }) | undefined {
  const source = site.read(path, param);
  if (source === undefined) return undefined;
  const { dictionary } = source;
  if (dictionary !== undefined) return { ...source, dictionary };
  site.issue("schema/type", `expected a field of fixed words; ${path} is ${source.kind}.`, "Name a category.", param);
  return undefined;
}

/** What the rule lifecycle is rewritten into. */
export const lifecycleTypes: readonly FieldType[] = [
  defineType({
    name: "lifecycle.way",
    summary: "The states that a row passed, first to last; the rule lifecycle makes it",
    params: z.object({
      of: z.string().describe("The row's state: a category."),
      ways: z
        .record(z.string(), z.record(z.string(), z.number().nonnegative()))
        .describe("For each state, the ways that end there, by weight."),
    }),
    example: {
      type: "lifecycle.way",
      of: "status",
      ways: { active: { "new > active": 1 }, inactive: { inactive: 1 } },
    },
    lower({ of, ways }, site) {
      const source = readWords(site, of, "of");
      if (source === undefined) return wordMade(site, ["-"], "");
      const lists = source.dictionary.words.map((word) =>
        Object.entries(ways[word] ?? {}).filter(([, weight]) => weight > 0),
      );
      const lost = source.dictionary.words.find((_, k) => lists[k]!.length === 0);
      if (lost !== undefined)
        site.issue("schema/lifecycle", `no way ends at ${lost}.`, "Give each state at least one way.", "ways");
      const words = lists.flatMap((list) => list.map(([way]) => way));
      let from = 0;
      const stretches = lists.map((list) => {
        const stretch = { from, count: list.length, weights: list.map(([, weight]) => weight) };
        from += list.length;
        return stretch;
      });
      const dictionary = { words };
      if (lost !== undefined) return wordMade(site, ["-"], "");
      return {
        kind: "text",
        dictionary,
        kernel: pickWithin(dictionary, stretches),
        inputs: [source],
        does: `a way to ${of}, by weight`,
      };
    },
  }),
  defineType({
    name: "lifecycle.moment",
    summary: "When a row came by a state, null where it did not; the rule lifecycle makes it",
    params: z.object({
      as: z.enum(["date", "datetime"]).optional().describe("datetime."),
      way: z.string().describe("The way of the row: a field of fixed words."),
      start: z.string().optional().describe("A date or datetime field: when the first state began."),
      until: z.int().optional().describe("Instead of start: a moment in ms from 1970 from which spans are taken off."),
      spans: z.array(z.string()).max(1000).describe("Duration fields."),
      passed: z
        .record(z.string(), z.array(z.int().nonnegative()))
        .describe("For each way that comes by, the places of the spans until then."),
    }),
    example: { type: "lifecycle.moment", way: "status", start: "start", spans: [], passed: { active: [] } },
    lower({ as: kind = "datetime", way, start, until, spans, passed }, site) {
      const source = readWords(site, way, "way");
      const begin = start === undefined ? undefined : site.read(start, "start");
      const gaps = spans.map((name) => site.read(name, "spans"));
      const none: Made = { kind, kernel: constantNumber(0), nullable: true, does: "" };
      const isBroken = Object.values(passed).some((places) => places.some((place) => place >= spans.length));
      if (isBroken || (start === undefined) === (until === undefined))
        site.issue(
          "schema/lifecycle",
          isBroken ? "passed names a span that is not there." : "a moment has either start or until.",
          "Let the rule lifecycle make this field.",
          isBroken ? "passed" : "start",
        );
      else if (begin !== undefined && begin.kind !== "date" && begin.kind !== "datetime")
        site.issue(
          "schema/type",
          `expected a date or datetime field; ${start} is ${begin.kind}.`,
          "Name a moment.",
          "start",
        );
      else {
        const wrong = gaps.findIndex((gap) => gap !== undefined && gap.kind !== "duration");
        if (wrong >= 0)
          site.issue(
            "schema/type",
            `expected a duration; ${spans[wrong]} is ${gaps[wrong]!.kind}.`,
            "Name durations.",
            "spans",
          );
        else if (
          source !== undefined &&
          (begin !== undefined || until !== undefined) &&
          gaps.every((gap) => gap !== undefined)
        )
          return {
            kind,
            kernel: lifeMoment({
              spans: source.dictionary.words.map((word) => passed[word] ?? null),
              from: begin === undefined ? { until: until! } : { factor: begin.kind === "date" ? DAY_MS : 1 },
              cellMs: kind === "date" ? DAY_MS : 1,
            }),
            inputs: [source, ...(begin === undefined ? [] : [begin]), ...gaps],
            nullable:
              source.nullable ||
              begin?.nullable === true ||
              source.dictionary.words.some((word) => !Object.hasOwn(passed, word)),
            does:
              begin === undefined
                ? "the latest start whose way ends in time"
                : `${start} and the spans of the way to here`,
          };
      }
      return none;
    },
  }),
];
