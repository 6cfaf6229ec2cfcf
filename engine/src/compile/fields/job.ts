import { z } from "zod";
import { mapWords } from "../../kernels/gather.ts";
import { pass } from "../../kernels/pass.ts";
import { pick } from "../../kernels/pick.ts";
import { aroundMedian } from "../../kernels/salary.ts";
import { jobs, levelNames, type Job } from "../../words/jobs.ts";
import { defineType, type FieldType, type Made, type Site, type Source } from "../field-type.ts";
import { drawOf, faceParams, partName } from "./draws.ts";

const LEVEL_WEIGHTS: readonly number[] = [12, 18, 30, 22, 13, 5]; // from entry to executive: a company's pyramid

const isJobFace = (type: string): boolean => type.startsWith("job.");

function titleOf(site: Site): Source {
  const draw = drawOf(site, "job", isJobFace);
  return site.hidden(partName("job", draw, "title"), () => {
    const all = jobs();
    const perLevel = levelNames.map((_, level) => all.filter((job) => job.level === level).length);
    const dictionary = { words: all.map((job) => job.title) };
    const weights = all.map((job) => LEVEL_WEIGHTS[job.level]! / perLevel[job.level]!);
    return {
      kind: "text",
      dictionary,
      kernel: pick(dictionary, weights),
      does: `one of ${all.length} jobs, seniority like a company's pyramid`,
    };
  });
}

/** What goes with the title: a word of the job's. */
function byTitle(site: Site, word: (job: Job) => string): Made {
  const words = [...new Set(jobs().map(word))];
  const dictionary = { words };
  const codes = jobs().map((job) => words.indexOf(word(job)));
  return {
    kind: "text",
    dictionary,
    kernel: mapWords(codes, dictionary),
    inputs: [titleOf(site)],
    does: "what goes with the job",
  };
}

const params = z.object(faceParams);

export const jobTypes: readonly FieldType[] = [
  defineType({
    name: "job.title",
    summary: "Job title; department, seniority and salary fit it",
    params,
    lower(_params, site) {
      const source = titleOf(site);
      return { ...source, kernel: pass, inputs: [source], does: "the job's own" };
    },
  }),
  defineType({
    name: "job.department",
    summary: "Department of the job",
    params,
    lower: (_params, site) => byTitle(site, (job) => job.department),
  }),
  defineType({
    name: "job.industry",
    summary: "Industry where the job is typical",
    params,
    lower: (_params, site) => byTitle(site, (job) => job.industry),
  }),
  defineType({
    name: "job.seniority",
    summary: "Entry to executive",
    params,
    lower: (_params, site) => byTitle(site, (job) => levelNames[job.level]!),
  }),
  defineType({
    name: "job.salary",
    summary: "Yearly pay that fits the job, log-normal about its median",
    params: z.object({
      ...faceParams,
      min: z.int().nonnegative().optional().describe("Lowest; 15,000."),
      max: z.int().nonnegative().optional().describe("Highest; 2,000,000."),
      step: z.int().positive().optional().describe("Rounded to multiples of it; 100."),
      factor: z
        .number()
        .positive()
        .optional()
        .describe("Multiplies all pay, for other currencies and countries; 1 is US dollars."),
    }),
    lower({ min = 15_000, max = 2_000_000, step = 100, factor = 1 }, site) {
      if (min > max)
        site.issue("schema/range", `min must be <= max; found min ${min}, max ${max}.`, "Swap them or drop one.");
      const amounts = jobs().map((job) => ({ median: job.salary * 1000 * factor, spread: job.spread }));
      return {
        kind: "integer",
        kernel: aroundMedian(amounts, step, min, max),
        inputs: [titleOf(site)],
        does: "log-normal about the job's median pay",
      };
    },
  }),
];
