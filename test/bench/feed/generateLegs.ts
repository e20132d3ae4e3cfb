/**
 * Legs as operators announce them, by number: the same number is always the same leg. Invariant: what repeats in real feeds
 * repeats here: two legs of a parcel, operators that count their waybills up, times that go on.
 */
import type { LegAnnouncement } from '../../../gateway/store/directoryStore.ts';

const OPERATORS = 15;
const PLATFORMS = 10;
const BEGIN = Date.parse('2017-06-01T00:00:00Z');
/** Between two acceptances on the network: 31 billion a year are a thousand a second. */
const APART_MS = 1;
/** From one announcement of a leg to the next. */
const STEP_MS = 3_600_000;

const STATES: readonly Pick<LegAnnouncement, 'status' | 'everReached'>[] = [
  { status: 'IN_TRANSIT', everReached: ['ACCEPTED', 'IN_TRANSIT'] },
  { status: 'OUT_FOR_DELIVERY', everReached: ['ACCEPTED', 'IN_TRANSIT', 'OUT_FOR_DELIVERY'] },
  { status: 'DELIVERED', everReached: ['ACCEPTED', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED'] },
];

/** The tracking number of a leg. */
export function waybillOf(leg: number): string {
  return `F${String(leg % OPERATORS).padStart(2, '0')}${String(100_000_000_000 + leg)}`;
}

/** A leg at one of its announcements, the first of which is 0. */
export function generateLeg(leg: number, announcement: number): LegAnnouncement {
  const parcel = Math.floor(leg / 2);
  const acceptedAt = BEGIN + leg * APART_MS;
  const updatedAt = acceptedAt + announcement * STEP_MS;
  const state = STATES[Math.min(announcement, STATES.length - 1)];
  const isFinal = announcement >= STATES.length - 1;
  return {
    parcel: `order-${parcel}`,
    seq: leg % 2,
    operator: `operator-${leg % OPERATORS}`,
    waybill: waybillOf(leg),
    role: leg % 2 === 0 ? 'courier' : 'locker',
    // One parcel in five is no platform's on the network.
    platform: parcel % 5 === 0 ? null : `platform-${parcel % PLATFORMS}`,
    acceptedAt: new Date(acceptedAt).toISOString(),
    finalAt: isFinal ? new Date(updatedAt).toISOString() : null,
    status: state?.status ?? 'IN_TRANSIT',
    substatus: null,
    everReached: state?.everReached ?? [],
    updatedAt: new Date(updatedAt).toISOString(),
    continuity: { coarsePlace: { name: 'Guiyang', country: 'CN' } },
  };
}

/**
 * The calls that bring a number of legs: of each, four fifths are new legs and the rest later announcements of legs that the
 * calls before have brought, half of them recent, half of any age.
 */
export function* generateCalls(
  legs: number,
  callSize: number,
  random: () => number,
): Generator<readonly LegAnnouncement[]> {
  for (let known = 0, number = 0; known < legs; number++) {
    const updates = known === 0 ? 0 : Math.floor(callSize / 5);
    const added = Math.min(callSize - updates, legs - known);
    const call: LegAnnouncement[] = [];
    for (let index = 0; index < added; index++) call.push(generateLeg(known + index, 0));
    for (let index = 0; index < updates; index++) {
      const span = index % 2 === 0 ? Math.min(known, 200_000) : known;
      const leg = known - 1 - Math.floor(random() * span);
      // Two calls that follow each other have no leg in common, as those of two operators.
      const own = leg - ((leg + number) % 2);
      call.push(generateLeg(Math.max(0, own), 1 + (index % 2)));
    }
    yield call;
    known += added;
  }
}
