import { jobs as text } from "./data/jobs.ts";
import { once, readRows } from "./read.ts";

/** One English job title and what goes with it. */
export interface Job {
  /** Unique. */
  readonly title: string;
  readonly department: string;
  /** The name of an industry of `industries()` where the job is typical. */
  readonly industry: string;
  /** 0 entry, 1 junior, 2 professional, 3 senior, 4 lead or manager, 5 director or officer. */
  readonly level: number;
  /** Typical median pay of a year in the United States, thousands of USD (about 2024). */
  readonly salary: number;
  /** Standard deviation of the natural logarithm of pay: 0.25 puts two thirds within a quarter of the median. */
  readonly spread: number;
}

/** All jobs, by department and roughly by level; read once. Salaries are our judgement of US pay, good to a factor of about two. */
export const jobs: () => readonly Job[] = once(() =>
  readRows(text).flatMap(([department = "", industry = "", spread = "", ...titles]) => {
    return titles.map((entry) => {
      const [title = "", level = "", salary = ""] = entry.split(":");
      return { title, department, industry, level: Number(level), salary: Number(salary), spread: Number(spread) };
    });
  }),
);

/** The names of the six levels, by level. */
export const levelNames: readonly string[] = ["Entry", "Junior", "Mid", "Senior", "Lead", "Executive"];
