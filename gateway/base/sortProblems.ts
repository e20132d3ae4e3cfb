/** Puts problems into the order in which people work through them: by file, line and column; each once. */
import type { Problem } from './problem.ts';

/** A sorted copy without repetitions. Problems without a place come first: they concern the whole. */
export function sortProblems(problems: readonly Problem[]): readonly Problem[] {
  const once = new Map<string, Problem>();
  for (const problem of problems) {
    const place = problem.locations?.[0];
    const key = [problem.code, place?.file, place?.line, place?.column, problem.message].join('\n');
    if (!once.has(key)) once.set(key, problem);
  }
  return [...once.values()].sort(compareProblems);
}

function compareProblems(one: Problem, other: Problem): number {
  const [here, there] = [one.locations?.[0], other.locations?.[0]];
  return (
    compareText(here?.file ?? '', there?.file ?? '') ||
    (here?.line ?? 0) - (there?.line ?? 0) ||
    (here?.column ?? 0) - (there?.column ?? 0) ||
    compareText(one.code, other.code) ||
    compareText(one.message, other.message)
  );
}

/** By code unit and not by locale: the order is the same on every machine. */
function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
