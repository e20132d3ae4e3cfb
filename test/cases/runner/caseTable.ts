/**
 * The agreements of the case that is running, as one table that the hub holds all the time. What the hub kept from other
 * cases stays: it is keyed by decisions, and must do no harm under other agreements.
 */
import type { AgreementFile } from '../../../gateway/agreements/agreement.ts';
import {
  type AgreementContract,
  readAgreementContract,
} from '../../../gateway/agreements/agreementContract.ts';
import type { AgreementTable } from '../../../gateway/agreements/decision.ts';
import { checkAgreements } from '../../../gateway/agreements/read/checkAgreements.ts';
import { compileTable } from '../../../gateway/agreements/table/compileTable.ts';
import { printProblems } from '../../../gateway/base/printProblems.ts';

export interface CaseTable {
  /** What the hub is started with. */
  readonly source: { readonly compile: (supergraphSdl: string) => AgreementTable };
  /** Swaps the agreements; gives the errors that the checker has with them, printed, empty for none. */
  use(files: readonly AgreementFile[]): string;
}

/** A table without agreements, until some are used. */
export function createCaseTable(): CaseTable {
  let contract: AgreementContract | undefined;
  let table: AgreementTable | undefined;
  const current = (): AgreementTable => {
    if (table === undefined) throw new Error('no agreements are in use');
    return table;
  };
  const delegating: AgreementTable = {
    decideLeg: (caller, leg, now) => current().decideLeg(caller, leg, now),
    readFloor: (policy, leg, now) => current().readFloor(policy, leg, now),
    readPair: (operator, platform, now) => current().readPair(operator, platform, now),
    listInForce: (platform, now) => current().listInForce(platform, now),
    coordinatesFor: (platform) => current().coordinatesFor(platform),
  };
  return {
    source: {
      compile(supergraphSdl) {
        contract = readAgreementContract([supergraphSdl]);
        return delegating;
      },
    },
    use(files) {
      if (contract === undefined) throw new Error('the hub has not asked for its table yet');
      const { agreements, problems } = checkAgreements(files, contract);
      table = compileTable(agreements, contract);
      return printProblems(problems.filter(({ severity }) => severity === 'error'));
    },
  };
}
