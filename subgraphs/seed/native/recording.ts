/**
 * What the five writers of native records share: the order of recording, what a reader of a leg may know, and places.
 */
import type { EventReason } from '../../kit/contract.ts';
import type { HappeningKind } from '../happenings.ts';
import type { Happening, Journey, LockerStay, Spot, TrueLeg } from '../journey.ts';
import type { Home } from '../people.ts';

/** A leg as its operator may write it down, and the instant until which it has. */
export interface Recording {
  readonly journey: Journey;
  readonly leg: TrueLeg;
  readonly anchor: number;
}

/** The happenings in the order in which the operator learned of them. */
export function inRecordingOrder(leg: TrueLeg): readonly Happening[] {
  return [...leg.happenings].sort((one, other) => one.recordedAt - other.recordedAt);
}

/** The number, counted from 1, of the record that a correction is about. */
export function correctedNumber(happening: Happening, recorded: readonly Happening[]): number | undefined {
  return happening.corrects === null ? undefined : recorded.indexOf(happening.corrects.happening) + 1;
}

/** The last happening of one of the kinds that was no mistake: nothing is proved by what did not occur. */
export function lastTrue(leg: TrueLeg, kinds: readonly HappeningKind[]): Happening | undefined {
  const mistakes = new Set(leg.happenings.map(({ corrects }) => corrects?.happening));
  return leg.happenings.findLast((happening) => kinds.includes(happening.kind) && !mistakes.has(happening));
}

/** The locker that a courier's leg ends in. */
export function stayOf({ leg, journey }: Recording): LockerStay | null {
  return leg.handedTo?.stay ?? journey.legs.find((other) => other.stay !== null)?.stay ?? null;
}

/** Chinese words for what held a parcel up. */
export const CHINESE_CAUSES: Readonly<Record<EventReason, string>> = {
  WEATHER: '天气',
  FLIGHT: '航班',
  PROCESSING: '中转',
  CUSTOMER: '客户',
  AUTHORITY: '海关',
  OTHER: '其他',
};

/** A number for a place that is the same whoever asks. */
export function spotNumber({ city, district, number }: Spot): number {
  return (city.districts.indexOf(district) + 1) * 100 + number;
}

/** A postal code: the city's, varied by district where codes are digits. */
export function postalCodeOf(home: Pick<Home, 'city' | 'district'>): string {
  const { city, district } = home;
  const index = city.districts.indexOf(district) + 1;
  if (city.country === 'CN') return city.postalCode.slice(0, 4) + String(index * 7).padStart(2, '0');
  return city.country === 'PL'
    ? city.postalCode.slice(0, 4) + String(index * 13).padStart(2, '0')
    : city.postalCode;
}

/** Somebody's last name with a title, as couriers write it. */
export function politeName(name: string): string {
  return `${name.slice(0, 1)}先生/女士`;
}
