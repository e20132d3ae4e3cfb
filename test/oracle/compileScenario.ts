/** Makes the hub's table of a scenario's agreements: each written as SDL, read and checked, then compiled. */
import { readAgreementContract } from '../../gateway/agreements/agreementContract.ts';
import type { AgreementTable } from '../../gateway/agreements/decision.ts';
import { applyLives, type Lives } from '../../gateway/agreements/floor/applyLives.ts';
import type { PairLife } from '../../gateway/agreements/life/pairLife.ts';
import { readLifeAt } from '../../gateway/agreements/life/readLifeAt.ts';
import { checkAgreements } from '../../gateway/agreements/read/checkAgreements.ts';
import { compileTable } from '../../gateway/agreements/table/compileTable.ts';
import type { NetworkModel, ScenarioModel } from './model.ts';
import { writeAgreement } from './writeAgreement.ts';

export type CompileScenario = (scenario: ScenarioModel) => AgreementTable;

/** The compiler for a network's scenarios. It throws on an agreement that the checker refuses: all are valid. */
export function openCompiler(network: NetworkModel, supergraphSdl: string): CompileScenario {
  const contract = readAgreementContract([supergraphSdl]);
  return (scenario) => {
    const { agreements } = scenario;
    const files = agreements.map((agreement) => ({
      file: `${agreement.operator}--${agreement.platform}@${agreement.version}.graphql`,
      text: writeAgreement(agreement, network),
    }));
    const checked = checkAgreements(files, contract);
    const errors = checked.problems.filter(({ severity }) => severity === 'error');
    if (errors.length > 0 || checked.agreements.length !== agreements.length) {
      throw new Error(`an agreement is refused: ${JSON.stringify(errors.slice(0, 3))}`);
    }
    const { cutOffAt } = scenario;
    return applyLives({
      table: compileTable(checked.agreements, contract),
      lives: readLives(scenario),
      contract,
      readLifeAt,
      ...(cutOffAt !== null && { cutOffAt }),
    });
  };
}

/** The lives of all pairs that have agreements, as their records would tell them. */
function readLives({ agreements, stops, measures }: ScenarioModel): Lives {
  const lives = new Map<string, PairLife>();
  for (const { operator, platform } of agreements) {
    const isOfPair = (one: { readonly operator: string; readonly platform: string }) =>
      one.operator === operator && one.platform === platform;
    const versions = agreements
      .filter(isOfPair)
      .toSorted((one, other) => one.from - other.from)
      .map(({ version, from, until }) => ({
        version,
        document: '',
        from,
        until,
        agreedAt: from,
        noticeHours: 0,
      }));
    lives.set(`${operator} ${platform}`, {
      operator,
      platform,
      versions,
      lastVersion: versions.at(-1)?.version ?? 0,
      lastAt: null,
      offer: null,
      stops: stops.filter(isOfPair).map(({ kind, declaredAt, from, until }) => ({
        kind,
        by: operator,
        reason: 'COMMERCIAL',
        declaredAt,
        effectiveAt: from,
        endsAt: until,
      })),
      disputes: [],
      measures: measures
        .filter(isOfPair)
        .map(({ kind, from, until, withhold }) => ({ by: 'mediator', kind, from, until, withhold })),
    });
  }
  return { find: (operator, platform) => lives.get(`${operator} ${platform}`) };
}
