/**
 * Reads and checks one agreement. Pure, total and bounded: whatever the text, the answer is a list of problems, all of one
 * run. Invariant: there is an agreement exactly when no problem is an error.
 */
import type { Role } from '../../../schema/network.ts';
import { isError, type Problem, type ProblemLocation } from '../../base/problem.ts';
import { readDocument } from '../../base/readDocument.ts';
import { locateNode, runRules } from '../../base/runRules.ts';
import { sortProblems } from '../../base/sortProblems.ts';
import type { Agreement, AgreementFile } from '../agreement.ts';
import type { AgreementContract } from '../agreementContract.ts';
import { createAgreementCheck } from './agreementCheck.ts';
import type { ReadClause } from './readClause.ts';
import { readTerms } from './readTerms.ts';
import { agreementRules, outcomeRules } from './rules/index.ts';

export interface AgreementReading {
  readonly agreement?: Agreement;
  readonly problems: readonly Problem[];
  /** Where the agreement states its terms; there exactly when there is an agreement. */
  readonly place?: ProblemLocation;
}

/** Reads the agreement of a document against the contract of the network, and its operators where they are known. */
export function readAgreement(
  { file, text }: AgreementFile,
  contract: AgreementContract,
  operators?: ReadonlyMap<string, Role>,
): AgreementReading {
  const reading = readDocument(text, file);
  if (reading.problem !== undefined) return { problems: [reading.problem] };
  const check = createAgreementCheck(reading.document, file, { contract, operators });
  const problems = runRules(agreementRules, check, reading.source, file);
  if (problems.some(isError)) return { problems };
  const warnings = [...problems, ...runRules(outcomeRules, check, reading.source, file)];
  const [node] = check.agreements;
  return {
    agreement: { ...readTerms(check), clauses: check.clauses.map(toClause) },
    problems: sortProblems(warnings),
    ...(node === undefined ? {} : { place: locateNode(node, reading.source, file) }),
  };
}

function toClause({ share: _, views: __, ...clause }: ReadClause): Agreement['clauses'][number] {
  return clause;
}
