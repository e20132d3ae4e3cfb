/**
 * Makes the table of a network's agreements out of their lives: every version that was agreed, within the bounds of its force.
 * Invariant: a version is read anew when the contract of what it names is another, and only then: an operator that adds a field
 * of its own must not have the agreements of all others read while no request is answered. Suspensions are no part of a table.
 */
import type { Agreement } from '../../agreements/agreement.ts';
import type { AgreementContract } from '../../agreements/agreementContract.ts';
import type { AgreementTable } from '../../agreements/decision.ts';
import { applyLives, type Lives } from '../../agreements/floor/applyLives.ts';
import type { AgreedVersion, PairLife } from '../../agreements/life/pairLife.ts';
import { readLifeAt } from '../../agreements/life/readLifeAt.ts';
import { readSignedAgreement } from '../../agreements/read/readSignedAgreement.ts';
import { readSupergraphContract } from '../../agreements/supergraphContract.ts';
import { compileTable } from '../../agreements/table/compileTable.ts';
import { layTableOver } from '../../agreements/table/layTableOver.ts';
import type { Problem } from '../../base/problem.ts';
import { listChangedNames } from './listChangedNames.ts';

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

  const versionsOf = (pair: string): readonly AgreedVersion[] => {
    const [operator = '', platform = ''] = pair.split('--');
    return found.find(operator, platform)?.versions ?? [];
  };
  const readPair = (pair: string, read: AgreementContract): void => {
    const versions = versionsOf(pair);
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
        const read = readSupergraphContract(supergraphSdl);
        const names = contract && listChangedNames(contract.read, read);
        contract = { supergraphSdl, read };
        if (names === undefined) base = undefined;
        const isAffected = ({ document }: AgreedVersion) => names === undefined || namesAny(document, names);
        for (const pair of agreements.keys()) if (versionsOf(pair).some(isAffected)) changed.add(pair);
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

/** Whether a name stands in a text; true for a longer one that has it in it, too. */
function namesAny(text: string, names: ReadonlySet<string>): boolean {
  for (const name of names) if (text.includes(name)) return true;
  return false;
}

function hasSameVersions(one: PairLife | undefined, other: PairLife): boolean {
  const list = (life: PairLife | undefined) =>
    JSON.stringify(
      life?.versions.map(({ version, document, from, until }) => [version, document, from, until]) ?? [],
    );
  return list(one) === list(other);
}
