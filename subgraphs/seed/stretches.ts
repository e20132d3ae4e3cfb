/**
 * Stretches of a journey that situations are put together from: posting, the line between cities, the way abroad and the
 * last stretch to a door or a locker.
 */
import type { ConsentBasis } from '../kit/contract.ts';
import { HOUR } from './clock.ts';
import type { HappeningKind } from './happenings.ts';
import type { LockerStay, OperatorCode, Spot, TrueLeg } from './journey.ts';
import type { City } from './places.ts';
import type { Trip } from './trip.ts';

/** A label is made and the courier takes the parcel. */
export function post(trip: Trip, operator: OperatorCode, by: 'carrier' | 'agent' = 'carrier'): TrueLeg {
  const leg = trip.addLeg(operator);
  announce(trip, leg);
  if (trip.random.chance(0.3)) {
    trip.wait(5, 60);
    trip.log(leg, 'awaiting', trip.journey.sender);
  }
  trip.wait(40, 400);
  trip.log(leg, by === 'agent' ? 'acceptedByAgent' : 'accepted', trip.journey.sender);
  trip.forecast(leg, 'CARRIER', isAbroad(trip) ? 12 : 2);
  return leg;
}

/** The label alone: the operator knows of the parcel and does not have it. */
export function announce(trip: Trip, leg: TrueLeg): void {
  trip.log(leg, 'label', trip.journey.sender);
  trip.forecast(leg, 'ORDER', isAbroad(trip) ? 15 : 3);
}

/** From one city's centre to another's branch; within one city there is no line. */
export function carry(trip: Trip, leg: TrueLeg, from: City, to: City): void {
  carryToCentre(trip, leg, from, to);
  trip.wait(40, 180);
  trip.log(leg, 'destinationCity', to);
}

/** From one city's centre to another's, where the parcel goes on. */
export function carryToCentre(trip: Trip, leg: TrueLeg, from: City, to: City): void {
  trip.wait(60, 300);
  trip.log(leg, 'arrived', from);
  trip.wait(60, 360);
  trip.log(leg, 'departed', from);
  if (from !== to) {
    if (trip.random.chance(0.35)) {
      trip.wait(60, 240);
      trip.log(leg, 'moving', from);
    }
    trip.wait(240, 2000);
    trip.log(leg, 'arrived', to);
    trip.wait(60, 300);
    trip.log(leg, 'departed', to);
  }
}

/** Out of one country and into another, through both customs. */
export function crossBorder(trip: Trip, leg: TrueLeg, from: City, to: City): void {
  trip.wait(200, 1200);
  trip.log(leg, 'customsPresented', from);
  trip.wait(60, 900);
  trip.log(leg, 'customsReleased', from);
  trip.wait(120, 900);
  trip.log(leg, 'leftCountry', from);
  trip.wait(600, 4000);
  trip.log(leg, 'enteredCountry', to);
}

/** Import customs, cleared without trouble. */
export function clearImport(trip: Trip, leg: TrueLeg, to: City): void {
  trip.wait(120, 700);
  trip.log(leg, 'customsPresented', to);
  trip.wait(120, 1500);
  trip.log(leg, 'customsReleased', to);
}

/** The courier sets out for the recipient's door on the next round. */
export function setOut(trip: Trip, leg: TrueLeg): void {
  trip.waitForRound(trip.destination);
  trip.log(leg, 'out', trip.journey.recipient);
}

/** The courier sets out and hands the parcel over. */
export function deliver(trip: Trip, leg: TrueLeg, how: HappeningKind = 'delivered'): void {
  setOut(trip, leg);
  trip.wait(30, 400);
  trip.log(leg, how, trip.journey.recipient);
}

/** Handed from one courier to the next in a city; the next makes its label a minute before. */
export function handOver(trip: Trip, leg: TrueLeg, next: OperatorCode, city: City): TrueLeg {
  trip.wait(60, 300);
  const following = trip.addLeg(next);
  trip.log(following, 'label', city);
  trip.at += 60_000;
  trip.log(leg, 'handedOver', city);
  leg.handedTo = following;
  trip.wait(20, 180);
  trip.log(following, 'accepted', city);
  trip.forecast(following, 'CARRIER', 2);
  return following;
}

/** A locker near the recipient or the sender, and the terms on which it keeps a parcel. */
export function openStay(trip: Trip, leg: TrueLeg, terms: Partial<LockerStay> = {}): LockerStay {
  const { random } = trip;
  const isHive = leg.operator === 'hive-box';
  const stay: LockerStay = {
    spot: trip.spot('LOCKER', trip.journey.recipient),
    box: `${random.pick(['A', 'B', 'C', 'D'])}${String(random.int(1, 24)).padStart(2, '0')}`,
    size: random.pick(['SMALL', 'SMALL', 'MEDIUM', 'LARGE']),
    code: random.digits(isHive ? 8 : 6),
    // Deadlines are the operator's data: Hive Box's free time was 12 hours, later 18; members keep a parcel for 7 days.
    freeHours: isHive ? random.pick([12, 18, 18]) : 48,
    keepHours: isHive ? random.pick([72, 72, 168]) : 48,
    consent: pickConsent(random.next()),
    courierWaybill: null,
    courierOperator: null,
    extension: null,
    ...terms,
  };
  leg.stay = stay;
  return stay;
}

/** The courier puts the parcel into a locker; both record it. */
export function store(trip: Trip, courier: TrueLeg, locker: TrueLeg): Spot {
  const stay = openStay(trip, locker, { courierWaybill: courier.waybill, courierOperator: courier.operator });
  trip.waitForRound(trip.destination);
  trip.log(courier, 'outToLocker', trip.journey.recipient);
  trip.wait(20, 240);
  trip.log(locker, 'outToLocker', stay.spot);
  trip.wait(2, 15);
  trip.log(courier, 'stored', stay.spot);
  trip.log(locker, 'stored', stay.spot);
  courier.handedTo = locker;
  return stay.spot;
}

/** The recipient comes for the parcel after so many hours; the courier hears of it. */
export function collect(trip: Trip, courier: TrueLeg | null, locker: TrueLeg, hours: number): void {
  const { stay } = locker;
  if (stay === null) throw new Error('nothing is stored in the locker');
  const storedAt = trip.at;
  if (hours > stay.freeHours) remind(trip, locker, stay);
  trip.at = Math.max(trip.at, storedAt + hours * HOUR + trip.random.int(0, 3500) * 1000);
  trip.log(locker, 'collected', stay.spot);
  if (courier !== null) trip.log(courier, 'collected', stay.spot);
}

/** Nobody comes: reminders, then the time runs out. */
export function runOut(trip: Trip, locker: TrueLeg): void {
  const { stay } = locker;
  if (stay === null) throw new Error('nothing is stored in the locker');
  const storedAt = trip.at;
  remind(trip, locker, stay);
  trip.at = storedAt + stay.keepHours * HOUR;
  trip.log(locker, 'overdue', stay.spot);
}

/** Back to the sender. */
export function sendBack(trip: Trip, leg: TrueLeg): void {
  trip.wait(120, 900);
  trip.log(leg, 'returning', trip.destination);
  trip.wait(900, 3000);
  trip.log(leg, 'returned', trip.journey.sender);
}

/** Whether the parcel crosses a border. */
export function isAbroad(trip: Trip): boolean {
  return trip.origin.country !== trip.destination.country;
}

function remind(trip: Trip, locker: TrueLeg, stay: LockerStay): void {
  trip.at += Math.floor(Math.min(stay.freeHours, 24) * 0.8) * HOUR;
  trip.log(locker, 'reminded', stay.spot);
}

function pickConsent(chance: number): ConsentBasis {
  if (chance < 0.45) return 'CHOSEN_AT_ORDER';
  if (chance < 0.75) return 'AGREED_ON_CONTACT';
  return chance < 0.94 ? 'STANDING_PREFERENCE' : 'NONE_RECORDED';
}
