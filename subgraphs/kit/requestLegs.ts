/**
 * Which leg a field belongs to, and what its texts are scrubbed with, for the length of one request. Invariant: a leg is
 * found by the place of the field in the answer, so two legs that share an object never share what is known of them.
 */
import type { GraphQLResolveInfo } from 'graphql';
import { createScrubber, type Scrubber } from '../../schema/privacy/masks/scrub/createScrubber.ts';
import type { SecretReader } from './readSecrets.ts';

interface RequestLegs {
  /** The legs that answer each `_entities` field, by its response key. */
  readonly byKey: Map<string | number, readonly unknown[]>;
  readonly scrubbers: Map<unknown, Scrubber | null>;
}

/** Dies with the context of the request: an author may change a leg between two requests. */
const requests = new WeakMap<object, RequestLegs>();

/** Notes what an `_entities` field answers. */
export function noteLegs(context: object, { path }: GraphQLResolveInfo, legs: readonly unknown[]): void {
  legsOf(context).byKey.set(path.key, legs);
}

/** Scrubs the texts of the leg that a field belongs to; null where the leg, or all of what it names, cannot be known. */
export function scrubberOf(
  context: object,
  info: GraphQLResolveInfo,
  readSecrets: SecretReader,
): Scrubber | null {
  const { byKey, scrubbers } = legsOf(context);
  const leg = findLeg(byKey, info);
  if (typeof leg !== 'object' || leg === null || leg instanceof Error) return null;
  const known = scrubbers.get(leg);
  if (known !== undefined) return known;
  const secrets = readSecrets(leg);
  const scrubber = secrets === null ? null : createScrubber(secrets);
  scrubbers.set(leg, scrubber);
  return scrubber;
}

function findLeg(byKey: RequestLegs['byKey'], { path }: GraphQLResolveInfo): unknown {
  let step = path;
  let place: string | number | undefined;
  while (step.prev !== undefined) {
    place = step.key;
    step = step.prev;
  }
  return typeof place === 'number' ? byKey.get(step.key)?.[place] : undefined;
}

function legsOf(context: object): RequestLegs {
  const known = requests.get(context);
  if (known !== undefined) return known;
  const created: RequestLegs = { byKey: new Map(), scrubbers: new Map() };
  requests.set(context, created);
  return created;
}
