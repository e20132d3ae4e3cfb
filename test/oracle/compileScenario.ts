/** Makes the hub's table of a scenario's agreements: each written as SDL, read and checked, then compiled. */
import { readAgreementContract } from '../../gateway/agreements/agreementContract.ts';
import type { AgreementTable } from '../../gateway/agreements/decision.ts';
import { checkAgreements } from '../../gateway/agreements/read/checkAgreements.ts';
import { compileTable } from '../../gateway/agreements/table/compileTable.ts';
import type { NetworkModel, ScenarioModel } from './model.ts';
import { writeAgreement } from './writeAgreement.ts';

export type CompileScenario = (scenario: ScenarioModel) => AgreementTable;

/** The compiler for a network's scenarios. It throws on an agreement that the checker refuses: all are valid. */
export function openCompiler(network: NetworkModel, supergraphSdl: string): CompileScenario {
  const contract = readAgreementContract([supergraphSdl]);
  return ({ agreements }) => {
    const files = agreements.map((agreement) => ({
      file: `${agreement.operator}--${agreement.platform}@${agreement.version}.graphql`,
      text: writeAgreement(agreement, network),
    }));
    const checked = checkAgreements(files, contract);
    const errors = checked.problems.filter(({ severity }) => severity === 'error');
    if (errors.length > 0 || checked.agreements.length !== agreements.length) {
      throw new Error(`an agreement is refused: ${JSON.stringify(errors.slice(0, 3))}`);
    }
    // The oracle says what operators answer; what stands in for an answer that fails has tests of its own.
    return { ...compileTable(checked.agreements, contract), readFloor: () => null };
  };
}
