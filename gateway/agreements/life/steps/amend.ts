/**
 * A version that one side declares. Invariant: it comes into force after the notice of the version that it amends, and makes
 * masks stricter or retention shorter, and nothing else.
 */
import { agreeVersion } from './agreeVersion.ts';
import { readOffered, refuseOver } from './offer.ts';
import {
  findOpenTermination,
  findVersionInForce,
  HOUR_MS,
  type Outcome,
  refuseStep,
  type Transition,
} from './transition.ts';

/** Declares the next version. An offer that is open lapses: it was made against another version. */
export function amend({ life, step, at, rules }: Transition<'AMEND'>): Outcome {
  const base = findVersionInForce(life, at);
  if (base === undefined) {
    return refuseStep('HUB111', 'no version is in force', 'offer one: `hub agreement offer FILE`');
  }
  const later = life.versions.at(-1);
  if (later !== undefined && later !== base) {
    const message = `version ${later.version} is agreed and comes into force later`;
    return refuseStep('HUB116', message, 'wait until it is in force, or offer a version that both sign');
  }
  if (findOpenTermination(life) !== undefined) {
    const help = 'offer a version that both sign, if sharing is to go on';
    return refuseStep('HUB114', `version ${base.version} is terminated`, help);
  }
  const { document } = step.body;
  const read = readOffered(life, document);
  if ('problem' in read) return read;
  const { version, until, noticeHours } = read.terms;
  const from = Math.max(read.terms.from, at + base.noticeHours * HOUR_MS);
  if (until <= from) return refuseOver(read.terms);
  if (!rules.isOneSided(base.document, document)) {
    const message = 'the document changes more than one side may';
    const help = '`hub agreement diff` says what changes; offer it: `hub agreement offer FILE`';
    return refuseStep('HUB115', message, help);
  }
  return { life: agreeVersion(life, { version, document, from, until, agreedAt: at, noticeHours }) };
}
