/**
 * Makes the table of a network's agreements out of their lives: every version that was agreed, within the bounds of its force.
 * Invariant: a table is made anew when a version or the contract is another, and only then: suspensions are no part of it.
 */
import type { Agreement } from '../../agreements/agreement.ts';
import { type AgreementContract, readAgreementContract } from '../../agreements/agreementContract.ts';
import type { AgreementTable } from '../../agreements/decision.ts';
import { applyLives, type Lives } from '../../agreements/floor/applyLives.ts';
import type { AgreedVersion, PairLife } from '../../agreements/life/pairLife.ts';
import { readLifeAt } from '../../agreements/life/readLifeAt.ts';
import { readSignedAgreement } from '../../agreements/read/readSignedAgreement.ts';
import { compileTable } from '../../agreements/table/compileTable.ts';
import { layTableOver } from '../../agreements/table/layTableOver.ts';
import type { Problem } from '../../base/problem.ts';

export interface AgreementShelf {
  /** Takes the lives of these pairs in. Call `make` afterwards. */
  put(lives: readonly PairLife[]): void;
  /** The table by what is on the shelf, with a supergraph's contract. */
  make(supergraphSdl: string): ShelvedAgreements;
}

export interface ShelvedAgreements {
  readonly contract: AgreementContract;
  /** The agreements of the documents; of a pair all versions. */
  readonly agreements: readonly Agreement[];
  readonly table: AgreementTable;
  /** The same in a hub that lost its lease then, milliseconds since the epoch: the continuity floor, and nothing else. */
  cutOff(at: number): AgreementTable;
}

/** Of so many pairs that changed since a table was made, another small one is laid over it; then all are compiled anew. */
const MOST_LAID_OVER = 200;

/** An empty shelf; `onProblems` hears of signed documents that the contract does not allow any more. */
export function createAgreementShelf(
  onProblems: (pair: string, problems: readonly Problem[]) => void,
): AgreementShelf {
  const lives = new Map<string, Map<string, PairLife>>();
  const agreements = new Map<string, readonly Agreement[]>();
  const changed = new Set<string>();
  let contract: { readonly supergraphSdl: string; readonly read: AgreementContract } | undefined;
  let base: AgreementTable | undefined;
  /** Pairs that the base table has another word on. */
  const laidOver = new Set<string>();
  const found: Lives = { find: (operator, platform) => lives.get(operator)?.get(platform) };

  const readPair = (pair: string, read: AgreementContract): void => {
    const [operator = '', platform = ''] = pair.split('--');
    const versions = found.find(operator, platform)?.versions ?? [];
    agreements.set(
      pair,
      versions.flatMap((version) => readVersion(pair, version, read)),
    );
  };
  const readVersion = (
    pair: string,
    version: AgreedVersion,
    read: AgreementContract,
  ): readonly Agreement[] => {
    const file = { file: `${pair}.graphql`, text: version.document };
    const { agreement, problems } = readSignedAgreement(file, read);
    if (problems.length > 0) onProblems(pair, problems);
    return agreement === undefined ? [] : [{ ...agreement, from: version.from, until: version.until }];
  };
  const compile = (read: AgreementContract): AgreementTable => {
    if (base === undefined || laidOver.size > MOST_LAID_OVER) {
      base = compileTable([...agreements.values()].flat(), read);
      laidOver.clear();
      return base;
    }
    if (laidOver.size === 0) return base;
    const over = compileTable(
      [...laidOver].flatMap((pair) => agreements.get(pair) ?? []),
      read,
    );
    return layTableOver(base, over, laidOver);
  };
  return {
    put(put) {
      for (const life of put) {
        const { operator, platform } = life;
        const platforms = lives.get(operator) ?? new Map<string, PairLife>();
        lives.set(operator, platforms);
        if (!hasSameVersions(platforms.get(platform), life)) changed.add(`${operator}--${platform}`);
        platforms.set(platform, life);
      }
    },
    make(supergraphSdl) {
      if (contract?.supergraphSdl !== supergraphSdl) {
        contract = { supergraphSdl, read: readAgreementContract([supergraphSdl]) };
        base = undefined;
        for (const pair of agreements.keys()) changed.add(pair);
      }
      const { read } = contract;
      for (const pair of changed) {
        readPair(pair, read);
        laidOver.add(pair);
      }
      changed.clear();
      const options = { table: compile(read), lives: snapshotOf(lives), contract: read, readLifeAt };
      return {
        contract: read,
        agreements: [...agreements.values()].flat(),
        table: applyLives(options),
        cutOff: (cutOffAt) => applyLives({ ...options, cutOffAt }),
      };
    },
  };
}

/** Requests under way go on with what they pinned, so later changes must not show in it. */
function snapshotOf(lives: ReadonlyMap<string, ReadonlyMap<string, PairLife>>): Lives {
  const copy = new Map([...lives].map(([operator, platforms]) => [operator, new Map(platforms)]));
  return { find: (operator, platform) => copy.get(operator)?.get(platform) };
}

function hasSameVersions(one: PairLife | undefined, other: PairLife): boolean {
  const list = (life: PairLife | undefined) =>
    JSON.stringify(
      life?.versions.map(({ version, document, from, until }) => [version, document, from, until]) ?? [],
    );
  return list(one) === list(other);
}
