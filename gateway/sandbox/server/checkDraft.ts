/**
 * Checks an agreement while somebody types it, among all others of the network. Invariant: the problems and their places are those of
 * `hub agreement check`, because it is the same checker.
 */
import type { Agreement, AgreementFile } from '../../agreements/agreement.ts';
import { diffAgreements } from '../../agreements/diff/diffAgreements.ts';
import { printDiff } from '../../agreements/diff/printDiff.ts';
import { checkAgreements } from '../../agreements/read/checkAgreements.ts';
import { readAgreement } from '../../agreements/read/readAgreement.ts';
import type { Problem } from '../../base/problem.ts';
import type { CheckAnswer, CheckedProblem } from '../wire/answers.ts';
import type { Book } from './readBook.ts';
import { writeGrid } from './writeGrid.ts';

export function checkDraft(draft: AgreementFile, { files, agreements, contract }: Book): CheckAnswer {
  const isOfDraft = ({ clauses }: Agreement) => clauses.some(({ file }) => file === draft.file);
  const pair = agreements.find(isOfDraft)?.id;
  // It would take the place of every version of its pair.
  const replaced = agreements.filter(({ id }) => id === pair);
  const others = files.filter(
    ({ file }) => file !== draft.file && !replaced.some(({ clauses }) => clauses[0]?.file === file),
  );
  const checked = checkAgreements([...others, draft], contract);
  const problems = checked.problems.flatMap((problem) => toChecked(problem, draft.file));
  const after = checked.agreements.find(({ clauses, id }) =>
    clauses.length === 0 ? draft.file.includes(id) : clauses.some(({ file }) => file === draft.file),
  );
  if (after === undefined) return { problems };
  const known = files.find(({ file }) => file === draft.file);
  // What the document says of its dates, and not how long signatures let it count.
  const before = known && readAgreement(known, contract).agreement;
  return {
    problems,
    difference: printDiff(diffAgreements(before, after, contract)),
    grid: writeGrid(after, contract),
  };
}

/** A problem as the page marks it; problems of other files are none of the draft's. */
function toChecked(
  { code, severity, message, locations = [], note, help }: Problem,
  file: string,
): readonly CheckedProblem[] {
  const place = locations.find((location) => location.file === file);
  if (place === undefined) return [];
  const { line, column, length = 1 } = place;
  return [
    {
      code,
      severity,
      message,
      line,
      column,
      length,
      ...(note === undefined ? {} : { note }),
      ...(help === undefined ? {} : { help }),
    },
  ];
}
