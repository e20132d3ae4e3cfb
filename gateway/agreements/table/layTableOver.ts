/**
 * Lays the agreements of a few pairs over a table of many, so that one new version does not cost compiling all of them.
 * Invariant: of a pair that is laid over, the table below has no say at all.
 */
import type { AgreementTable } from '../decision.ts';

/** `pairs` are those that `over` speaks for, as `hive-box--cainiao`. */
export function layTableOver(
  below: AgreementTable,
  over: AgreementTable,
  pairs: ReadonlySet<string>,
): AgreementTable {
  const laid = new Set(pairs);
  const tableOf = (operator: string, platform: string) =>
    laid.has(`${operator}--${platform}`) ? over : below;
  const platforms = new Set([...laid].map((pair) => pair.split('--')[1] ?? ''));
  return {
    decideLeg: (caller, leg, now, forceAt) =>
      tableOf(leg.operator, caller.platform).decideLeg(caller, leg, now, forceAt),
    // What a floor is cut from is in the policy: both tables say the same of it.
    readFloor: (policy, leg, now) => below.readFloor(policy, leg, now),
    readPair: (operator, platform, now) => tableOf(operator, platform).readPair(operator, platform, now),
    listInForce(platform, now) {
      const kept = below.listInForce(platform, now).filter(({ id }) => !laid.has(id));
      return [...kept, ...over.listInForce(platform, now)];
    },
    // What an earlier version could disclose may stand here a while longer: names of fields are no secret.
    coordinatesFor(platform) {
      if (!platforms.has(platform)) return below.coordinatesFor(platform);
      return new Set([...below.coordinatesFor(platform), ...over.coordinatesFor(platform)]);
    },
  };
}
