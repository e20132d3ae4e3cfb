/**
 * Reads the network's agreements against the contract as it is composed now, and compiles those without errors.
 * Invariant: an agreement that is refused grants nothing and keeps no other one out; the log says why.
 */
import type { Logger } from 'pino';
import { readAgreementContract } from '../agreements/agreementContract.ts';
import { type AgreementTable, tableOf } from '../agreements/decision.ts';
import { checkAgreements } from '../agreements/read/checkAgreements.ts';
import { compileTable } from '../agreements/table/compileTable.ts';
import { printProblems } from '../base/printProblems.ts';
import { isError } from '../base/problem.ts';
import type { AgreementSource } from './hubOptions.ts';

/** The table that a network's requests are decided by. */
export function readAgreementTable(
  agreements: AgreementSource,
  supergraphSdl: string,
  log: Logger,
): AgreementTable {
  if (typeof agreements === 'function') return tableOf(agreements);
  if ('compile' in agreements) return agreements.compile(supergraphSdl);
  const contract = readAgreementContract([supergraphSdl]);
  const checked = checkAgreements(agreements, contract);
  const errors = checked.problems.filter(isError);
  if (errors.length > 0) log.error(`agreements are left out: they have errors\n${printProblems(errors)}`);
  log.info(
    { agreements: checked.agreements.map(({ id, version }) => `${id}@${version}`) },
    'agreements read',
  );
  return compileTable(checked.agreements, contract);
}
