/**
 * Writes `extensions.disclosure`: under which purpose an answer was given, and which fields of visible legs were masked or
 * withheld, under which agreement, how many times, and what the caller may do.
 * Invariant: fields and counts only, grouped by reason, so that it stays small for 100 parcels and holds no value.
 */
import { groupBy } from '../base/groupBy.ts';
import { readAsOf, writeAsOf } from '../parcel/readAsOf.ts';
import type { DisclosureCode, DisclosureNote } from '../request/disclosureNotes.ts';
import type { ExceededLimit, LastKnownCode, RequestScope } from '../request/requestScope.ts';

/** Fields of one operator that were masked or withheld for one reason. */
export interface DisclosureGroup {
  readonly operator: string;
  /** The agreement that decided, as `hive-box--cainiao@1`; null where there is none. */
  readonly agreement: string | null;
  readonly code: DisclosureCode;
  /** Only with `MASKED`. */
  readonly mask?: string;
  readonly fields: readonly DisclosedField[];
  /** What the caller may do. */
  readonly help: string;
}

export interface DisclosedField {
  /** The field, as `Recipient.phone`. */
  readonly field: string;
  /** In how many legs. */
  readonly legs: number;
  /** True where the operation did not ask the field itself, and derived fields of the parcel rest on less for it. */
  readonly derived?: true;
}

export interface Disclosure {
  readonly platform: string;
  readonly purpose: string;
  readonly masked: readonly DisclosureGroup[];
  readonly withheld: readonly DisclosureGroup[];
  /** Only where last known values are served instead of what operators would answer. */
  readonly lastKnown?: readonly LastKnownGroup[];
  /** Only when a limit on numbers asked in vain is exceeded. */
  readonly misses?: readonly (ExceededLimit & { readonly help: string })[];
}

/** Legs of one operator that are served from last known values, for one reason. */
export interface LastKnownGroup {
  readonly operator: string;
  readonly agreement: string | null;
  readonly code: LastKnownCode;
  readonly legs: number;
  /** As of when the oldest of them are. */
  readonly asOf: string;
  readonly help: string;
}

const MISSES_HELP =
  'until tomorrow (UTC) parcels of others are not found by numbers of this operator; `myParcels` and your own numbers still are';

const LAST_KNOWN_HELP =
  'these are last known values, as of the time that `asOf` of the leg tells; `operators { sharing }` says how you stand';

/** What a code of the disclosure means for the caller, and what may be done. */
export const DISCLOSURE_HELP: Readonly<Record<DisclosureCode, string>> = {
  NO_AGREEMENT: 'agree with the operator on what it shares; until then it shares nothing',
  NOT_SHARED: 'the agreement does not share this; propose an amendment if you need it',
  PURPOSE: 'the agreement shares this for other purposes; declare one with `Tracking-Purpose` if it is yours',
  NOT_OWN_PARCEL: 'the agreement shares this for parcels ordered through your platform only',
  PHASE_OVER: 'the agreement shares this only until the parcel reaches a status; nothing is to be done',
  SUSPENDED:
    'sharing is suspended, or a mediator withholds this; `operators { sharing }` says since when, by whom and until when',
  EXPIRED: 'the agreement is over; sign a new one with the operator',
  CONTINUITY_ONLY: 'only what keeps parcels in flight visible is served until sharing resumes',
  NOT_PROVIDED: 'the operator does not provide this field; ask for it no more, or ask the operator',
  OPERATOR_UNAVAILABLE: 'the operator did not answer; ask again later',
  MASKED: 'the agreement shares this masked',
};

/** The disclosure of a request; `asked` are the coordinates that the client's operation contains. */
export function writeDisclosure(scope: RequestScope, asked: ReadonlySet<string>): Disclosure {
  // Sorted, because operators answer in any order and the same request has the same answer.
  const groups = [...groupBy(scope.disclosures.list(), keyOf)]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, notes]) => writeGroup(notes, asked));
  const { platform, purpose } = scope.caller;
  return {
    platform,
    purpose,
    masked: groups.filter(({ code }) => code === 'MASKED'),
    withheld: groups.filter(({ code }) => code !== 'MASKED'),
    ...(scope.lastKnown.size === 0 ? {} : { lastKnown: groupLastKnown(scope) }),
    ...(scope.missLimits.size === 0
      ? {}
      : { misses: [...scope.missLimits.values()].map((limit) => ({ ...limit, help: MISSES_HELP })) }),
  };
}

function groupLastKnown(scope: RequestScope): readonly LastKnownGroup[] {
  const groups = groupBy(scope.lastKnown, ([leg, code]) => `${leg.operator} ${code}`);
  return [...groups]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, legs]) => {
      const [first] = legs;
      if (first === undefined) return [];
      const [{ operator, policy }, code] = first;
      // Of all that is known of them: derived fields rest on more than was asked of the legs.
      const times = legs.flatMap(([leg]) =>
        leg.lastKnown ? readAsOf(leg, leg.lastKnown, { network: scope.network }) : [],
      );
      return {
        operator,
        agreement: policy.agreement && `${policy.agreement.id}@${policy.agreement.version}`,
        code,
        legs: legs.length,
        asOf: writeAsOf(Math.min(...times)),
        help: LAST_KNOWN_HELP,
      };
    });
}

function keyOf({ operator, agreement, code, mask }: DisclosureNote): string {
  return `${operator} ${agreement} ${code} ${mask}`;
}

function writeGroup(
  notes: readonly DisclosureNote[],
  asked: ReadonlySet<string>,
): readonly DisclosureGroup[] {
  const [first] = notes;
  if (first === undefined) return [];
  const { operator, agreement, code, mask } = first;
  const fields = notes
    .map(
      ({ coordinate, legs }): DisclosedField => ({
        field: coordinate,
        legs: legs.size,
        ...(asked.has(coordinate) ? {} : { derived: true }),
      }),
    )
    .sort((a, b) => (a.field < b.field ? -1 : 1));
  return [
    { operator, agreement, code, ...(mask === null ? {} : { mask }), fields, help: DISCLOSURE_HELP[code] },
  ];
}
