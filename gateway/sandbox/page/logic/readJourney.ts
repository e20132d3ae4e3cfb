/**
 * Reads the journey of a parcel from the hub's answer: its legs, their times, and why times are missing where they are. Pure.
 */
import type { SandboxTrace } from '../../wire/answers.ts';
import type { JourneyEvent, JourneyLeg } from './layoutTimeline.ts';

export const JOURNEY_QUERY = `query ParcelMap($number: ID!) {
  parcel(trackingNumber: $number) {
    trackingNumber
    status
    custody
    legs {
      operator { code name }
      waybill
      status
      acceptedAt
      events {
        occurredAt
        status
        custody
        place { name city }
        coarsePlace { city }
      }
      ... on LockerLeg { storedAt deadline }
    }
  }
}
`;

export interface Journey {
  readonly trackingNumber: string;
  readonly status: string | null;
  readonly custody: string | null;
  readonly legs: readonly JourneyLeg[];
}

interface AnsweredEvent {
  readonly occurredAt: string | null;
  readonly status: string | null;
  readonly custody: string | null;
  readonly place: { readonly name: string | null; readonly city: string | null } | null;
  readonly coarsePlace: { readonly city: string | null } | null;
}

interface AnsweredLeg {
  readonly operator: { readonly code: string; readonly name: string | null };
  readonly waybill: string;
  readonly status: string | null;
  readonly acceptedAt: string | null;
  readonly events: readonly (AnsweredEvent | null)[] | null;
  readonly storedAt?: string | null;
  readonly deadline?: string | null;
}

interface AnsweredParcel {
  readonly trackingNumber: string | null;
  readonly status: string | null;
  readonly custody: string | null;
  readonly legs: readonly AnsweredLeg[] | null;
}

/** Undefined where nothing is visible. */
export function readJourney(
  data: unknown,
  trace: Pick<SandboxTrace, 'legs' | 'groups'> | undefined,
): Journey | undefined {
  const { parcel } = (data ?? {}) as { readonly parcel?: AnsweredParcel | null };
  if (parcel === null || parcel === undefined) return undefined;
  const { trackingNumber, status, custody, legs } = parcel;
  return {
    trackingNumber: trackingNumber ?? '',
    status,
    custody,
    legs: (legs ?? []).map((leg) => readLeg(leg, trace)),
  };
}

function readLeg(leg: AnsweredLeg, trace: Pick<SandboxTrace, 'legs' | 'groups'> | undefined): JourneyLeg {
  const { operator, waybill, status, acceptedAt, events, storedAt, deadline } = leg;
  const begin = acceptedAt ?? storedAt ?? null;
  const isDark = events === null || events.every((event) => event === null || event.occurredAt === null);
  return {
    id: `${operator.code} ${waybill}`,
    operator: operator.name ?? operator.code,
    waybill,
    status,
    acceptedAt: begin === null ? null : Date.parse(begin),
    events: events === null ? null : events.flatMap(readEvent),
    withheld: isDark ? whyMissing(operator.code, waybill, trace) : null,
    deadline: deadline === null || deadline === undefined ? null : Date.parse(deadline),
  };
}

function readEvent(event: AnsweredEvent | null): readonly JourneyEvent[] {
  if (event === null || event.occurredAt === null) return [];
  const { occurredAt, status, custody, place, coarsePlace } = event;
  return [
    {
      at: Date.parse(occurredAt),
      status,
      custody,
      place: place?.name ?? coarsePlace?.city ?? place?.city ?? null,
    },
  ];
}

/** Events are dark when they, or the times in them, are withheld; null where they are shared and there are none. */
function whyMissing(
  operator: string,
  waybill: string,
  trace: Pick<SandboxTrace, 'legs' | 'groups'> | undefined,
): string | null {
  // Outside demo mode the hub does not say it leg by leg; dark it is all the same.
  if (trace === undefined) return 'NOT_SHARED';
  const leg = trace.legs.find((each) => each.operator === operator && each.waybill === waybill);
  if (leg === undefined) return null;
  const fields = trace.groups[leg.group]?.fields ?? {};
  const step = [`${leg.type}.events`, 'TrackingEvent.occurredAt'].find(
    (each) => fields[each]?.kind === 'withheld',
  );
  return step === undefined ? null : (fields[step]?.code ?? null);
}
