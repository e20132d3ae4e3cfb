/**
 * Checks the agreements of a network together. Invariant: of two agreements of one pair that are in force at one time
 * neither is among the agreements: there is no telling which one was meant.
 */
import type { Role } from '../../../schema/network.ts';
import { groupBy } from '../../base/groupBy.ts';
import type { Problem, ProblemLocation } from '../../base/problem.ts';
import { quote } from '../../base/quote.ts';
import { sortProblems } from '../../base/sortProblems.ts';
import type { Agreement, AgreementFile } from '../agreement.ts';
import type { AgreementContract } from '../agreementContract.ts';
import { readAgreement } from './readAgreement.ts';

export interface AgreementsCheck {
  /** Those without any error, in the order in which they were handed in. */
  readonly agreements: readonly Agreement[];
  readonly problems: readonly Problem[];
}

interface PlacedAgreement {
  readonly agreement: Agreement;
  readonly place: ProblemLocation;
}

/** Two agreements that cannot both count. */
interface Clash {
  readonly one: PlacedAgreement;
  readonly other: PlacedAgreement;
  readonly reason: 'time' | 'version';
}

/** Checks every document by itself, and all of them together. */
export function checkAgreements(
  files: readonly AgreementFile[],
  contract: AgreementContract,
  operators?: ReadonlyMap<string, Role>,
): AgreementsCheck {
  const readings = files.map((file) => readAgreement(file, contract, operators));
  const placed = readings.flatMap(({ agreement, place }) =>
    agreement === undefined || place === undefined ? [] : [{ agreement, place }],
  );
  const clashes = [...groupBy(placed, ({ agreement }) => agreement.id).values()].flatMap(findClashes);
  const clashing = new Set(clashes.flatMap(({ one, other }) => [one.agreement, other.agreement]));
  return {
    agreements: placed.map(({ agreement }) => agreement).filter((agreement) => !clashing.has(agreement)),
    problems: sortProblems([...readings.flatMap(({ problems }) => problems), ...clashes.map(toProblem)]),
  };
}

/** Each agreement of a pair against the one before it that lasts longest: whatever meets anything is in some clash. */
function findClashes(pair: readonly PlacedAgreement[]): readonly Clash[] {
  const clashes: Clash[] = [];
  const byVersion = new Map<number, PlacedAgreement>();
  let longest: PlacedAgreement | undefined;
  for (const other of [...pair].sort((one, two) => one.agreement.from - two.agreement.from)) {
    const { version, from, until } = other.agreement;
    const namesake = byVersion.get(version);
    if (longest !== undefined && from < longest.agreement.until) {
      clashes.push({ one: longest, other, reason: 'time' });
    } else if (namesake !== undefined) {
      clashes.push({ one: namesake, other, reason: 'version' });
    }
    byVersion.set(version, namesake ?? other);
    if (longest === undefined || longest.agreement.until < until) longest = other;
  }
  return clashes;
}

function toProblem({ one, other, reason }: Clash): Problem {
  const { operator, platform, version } = other.agreement;
  const pair = `${quote(operator)} and ${quote(platform)}`;
  const both = { severity: 'error', locations: [other.place, one.place] } as const;
  if (reason === 'version') {
    const message = `two agreements of ${pair} have version ${version}`;
    const note = 'neither of them counts: records name an agreement by its version';
    return { code: 'HUB078', ...both, message, note, help: 'give the newer one the next version' };
  }
  return {
    code: 'HUB072',
    ...both,
    message: `two agreements of ${pair} are in force at one time`,
    note: 'neither of them counts: there is no telling which one was meant',
    help: 'let the older one end when the newer one begins',
  };
}
