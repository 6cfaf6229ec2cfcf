import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import type { Problem } from "../../preview/protocol.ts";
import { previewTexts as texts } from "../../texts/preview.ts";

interface Props {
  /** Whether the engine has looked at the document at all. */
  readonly looked: boolean;
  readonly problems: readonly Problem[];
  readonly onJump: (problem: Problem) => void;
}

/** Everything that is wrong with the document, each a way to its line; one quiet line when nothing is. */
export function IssueList({ looked, problems, onJump }: Props) {
  if (problems.length === 0) {
    return (
      <p className="issues-none">
        {looked && <IconCircleCheck size={16} aria-hidden />} {looked ? texts.noIssues : texts.looking}
      </p>
    );
  }
  return (
    <section className="issues" aria-label={texts.issues(problems.length)}>
      <h2>
        <IconAlertTriangle size={16} aria-hidden /> {texts.issues(problems.length)}
      </h2>
      <ul>
        {problems.map((problem) => (
          <li key={`${problem.from} ${problem.path} ${problem.message}`}>
            <button type="button" onClick={() => onJump(problem)}>
              <span className="issue-line">{texts.line(problem.line)}</span>
              <span>
                {problem.path !== "" && <code>{problem.path}</code>}
                <span className="issue-message">{problem.message}</span>
                {problem.hint !== undefined && <span className="issue-hint">{problem.hint}</span>}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
