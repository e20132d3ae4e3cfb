/**
 * What one request pins and notes: who asks, when, the network as it was when the request began, the legs that the
 * directory listed, and the operators that failed.
 * Invariant: everything in here dies with the request; nothing of it is shared between two callers.
 */
import type { Path } from 'graphql/jsutils/Path.js';
import type { Caller, LegFacts, LegPolicy, Relation, WithholdCode } from '../agreements/decision.ts';
import type { KnownValues } from '../base/knownValues.ts';
import { DisclosureNotes } from './disclosureNotes.ts';
import type { NetworkSnapshot } from './network.ts';

/** A leg that the directory listed in this request. A leg without such a note is denied, wherever it came from. */
export interface LegNote extends LegFacts {
  readonly waybill: string;
  readonly role: 'courier' | 'locker';
  readonly policy: LegPolicy;
  /** What is served of it while its operator is not asked or does not answer; left out where nothing is kept. */
  readonly lastKnown?: LastKnown;
  /** Where the directory put the leg into the answer. */
  readonly paths: Path[];
}

/** Values of `@continuity` fields by name, none of them masked, and as of when each is; see `readAsOf`. */
export interface LastKnown extends KnownValues {
  /** The hub's id of the parcel that they are about: a number can be used again, for another one. */
  readonly parcel: string;
}

/** Why an operator's fields are null although they were asked for. */
export type FailureKind = 'UNREACHABLE' | 'TIMEOUT' | 'BAD_RESPONSE' | 'ERROR' | 'BAD_VALUE';

/** The first thing that went wrong with an operator in a request, and the legs it touched. */
export interface OperatorFailure {
  readonly operator: string;
  readonly kind: FailureKind;
  readonly legs: Set<LegNote>;
}

/** An agreement's limit on numbers that are asked for and not visible, which the request found exceeded. */
export interface ExceededLimit {
  readonly operator: string;
  /** The agreement that sets the limit, as `hive-box--cainiao@1`. */
  readonly agreement: string;
  /** How many of them there were today, by UTC. */
  readonly today: number;
  /** How many there may be in a day. */
  readonly limit: number;
}

/** Why last known values were served. */
export type LastKnownCode = WithholdCode | 'OPERATOR_UNAVAILABLE';

export interface RequestScope {
  readonly caller: Caller;
  /** The one `now` of the request: milliseconds since the epoch. */
  readonly now: number;
  readonly network: NetworkSnapshot;
  readonly notes: LegNotes;
  readonly failures: OperatorFailures;
  readonly disclosures: DisclosureNotes;
  /** The fields that the client's operation contains, as `Type.field`; left out, or undefined, while they are not known. */
  readAsked?: () => ReadonlySet<string> | undefined;
  /** The legs that were served from last known values, and why. */
  readonly lastKnown: Map<LegNote, LastKnownCode>;
  /** By operator: until tomorrow it finds no foreign parcels by number. */
  readonly missLimits: Map<string, ExceededLimit>;
  /** Whatever else lives as long as the request, by owner: the dispatcher keeps its batches here. */
  readonly attachments: WeakMap<object, object>;
}

/** Begins a request. */
export function openRequestScope(network: NetworkSnapshot, caller: Caller, now: number): RequestScope {
  return {
    caller,
    now,
    network,
    notes: new LegNotes(),
    failures: new OperatorFailures(),
    disclosures: new DisclosureNotes(),
    lastKnown: new Map(),
    missLimits: new Map(),
    attachments: new WeakMap(),
  };
}

/** What a note is made of: the decided facts of one leg. */
export interface NewNote extends Omit<LegNote, 'paths' | 'relation'> {
  readonly relation: Relation;
}

/** The legs that the directory listed, by operator and waybill. */
export class LegNotes {
  readonly #notes = new Map<string, LegNote>();

  /** Notes a leg; a leg that is listed twice keeps its first note. */
  add(note: NewNote): LegNote {
    const key = keyOf(note.operator, note.waybill);
    const known = this.#notes.get(key);
    if (known !== undefined) return known;
    const added = { ...note, paths: [] };
    this.#notes.set(key, added);
    return added;
  }

  get(operator: string, waybill: string): LegNote | undefined {
    return this.#notes.get(keyOf(operator, waybill));
  }

  /** Every leg, in the order in which they were listed. */
  list(): readonly LegNote[] {
    return [...this.#notes.values()];
  }
}

/** The operators that failed in a request: one entry each, since one cause mostly touches all of their legs. */
export class OperatorFailures {
  readonly #failures = new Map<string, OperatorFailure>();
  readonly #unanswered = new Set<LegNote>();

  add(kind: FailureKind, operator: string, legs: readonly LegNote[]): void {
    const known = this.#failures.get(operator);
    if (known === undefined) this.#failures.set(operator, { operator, kind, legs: new Set(legs) });
    else for (const leg of legs) known.legs.add(leg);
    if (kind === 'BAD_VALUE') return;
    for (const leg of legs) this.#unanswered.add(leg);
  }

  /** Whether the leg's operator failed in a way that concerns this leg. */
  touches(leg: LegNote): boolean {
    return this.#failures.get(leg.operator)?.legs.has(leg) ?? false;
  }

  /** Whether the leg's operator gave no answer for it, or a broken one. A bad value among good ones is neither. */
  hasNoAnswer(leg: LegNote): boolean {
    return this.#unanswered.has(leg);
  }

  /** By operator: they answer in any order, and the same request has the same answer. */
  list(): readonly OperatorFailure[] {
    return [...this.#failures.values()].sort((one, other) => (one.operator < other.operator ? -1 : 1));
  }
}

// Operator codes are lower-case words and hyphens, so the first space ends the code.
function keyOf(operator: string, waybill: string): string {
  return `${operator} ${waybill}`;
}
