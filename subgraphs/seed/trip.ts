/**
 * A journey in the making: a clock that only goes forward, and the legs it writes happenings to. Invariant: a leg's
 * happenings are in the order in which they truly happened, except for records that were mistakes.
 */
import type { EventReason, FacilityKind } from '../kit/contract.ts';
import { DAY, HOUR, MINUTE, offsetMinutesAt } from './clock.ts';
import { type HappeningKind, TRUTH } from './happenings.ts';
import type { Happening, Journey, OperatorCode, Platform, Spot, TrueLeg } from './journey.ts';
import { createWaybill } from './numbers.ts';
import { createCarrier, createGoods, createPerson, type Person } from './people.ts';
import type { City } from './places.ts';
import type { Random } from './random.ts';

/** Where a trip begins. */
export interface TripOptions {
  readonly random: Random;
  /** The parcel's number in the data set. */
  readonly serial: number;
  readonly platform: Platform;
  readonly startAt: number;
  readonly from: City;
  readonly to: City;
}

/** More about a happening than its kind, place and time. */
export interface LogOptions {
  readonly reason?: EventReason;
  readonly corrects?: NonNullable<Happening['corrects']>;
  /** Minutes until the operator learns of it. */
  readonly recordedAfter?: number;
}

/** One parcel on its way. */
export class Trip {
  readonly random: Random;
  readonly journey: Journey;
  /** The present of the simulation. */
  at: number;
  readonly #serial: number;
  readonly #spots = new Map<string, Spot>();

  constructor({ random, serial, platform, startAt, from, to }: TripOptions) {
    this.random = random;
    this.at = startAt;
    this.#serial = serial;
    this.journey = {
      id: `p-${String(serial + 1).padStart(6, '0')}`,
      platform,
      sender: createPerson(random, from, random.chance(0.8) ? 'shop' : 'private'),
      recipient: createPerson(random, to, 'private'),
      goods: createGoods(random),
      legs: [],
    };
  }

  /** Where the parcel comes from. */
  get origin(): City {
    return this.journey.sender.home.city;
  }

  /** Where the parcel goes. */
  get destination(): City {
    return this.journey.recipient.home.city;
  }

  /** A further leg, under the next number of the operator or under one that it had used before. */
  addLeg(
    operator: OperatorCode,
    waybill = createWaybill(operator, this.#serial * 8 + this.journey.legs.length),
  ): TrueLeg {
    const { sender: from, recipient: to } = this.journey;
    const leg: TrueLeg = {
      operator,
      waybill,
      from,
      to,
      carrier: createCarrier(this.random, this.destination),
      happenings: [],
      forecasts: [],
      stay: null,
      codFen: null,
      handedTo: null,
      replaces: null,
      replacedBy: null,
      isForgotten: false,
    };
    this.journey.legs.push(leg);
    return leg;
  }

  /** A place of the usual kind for the happening, near somebody's home or anywhere in a city. */
  spot(kind: HappeningKind | FacilityKind, where: City | Person): Spot {
    const usual = kind in TRUTH ? TRUTH[kind as HappeningKind][3] : (kind as FacilityKind);
    const city = 'home' in where ? where.home.city : where;
    // Sorting centres, customs and ports are one of a kind in a city; local offices are one of a few in a district.
    const isLocal = usual === 'BRANCH' || usual === 'STATION' || usual === 'LOCKER';
    const district = 'home' in where ? where.home.district : (city.districts[0] ?? city.name);
    // A parcel that comes back to a district comes back to the same office.
    const key = `${usual} ${city.code} ${district}`;
    const known = this.#spots.get(key);
    if (known !== undefined) return known;
    const number = isLocal ? this.random.int(1, usual === 'LOCKER' ? 40 : 6) : 1;
    const spot = { kind: usual, city, district, number };
    this.#spots.set(key, spot);
    return spot;
  }

  /** Chooses the goods again until they are such as are carried cold. */
  requireChilledGoods(): void {
    while (!this.journey.goods.chilled) this.journey.goods = createGoods(this.random);
  }

  /** Lets time pass: between so many and so many minutes. */
  wait(minMinutes: number, maxMinutes: number): void {
    this.at += this.random.int(minMinutes * 60, maxMinutes * 60) * 1000;
  }

  /** Lets time pass until the next local morning or afternoon round. */
  waitForRound(city: City, earliestHour = 8): void {
    const offset = offsetMinutesAt(city, this.at) * MINUTE;
    const local = this.at + offset;
    const start = Math.floor(local / DAY) * DAY + earliestHour * HOUR;
    this.at = (start > local ? start : start + DAY) - offset;
    this.wait(0, 150);
  }

  /** Writes down that something happened on a leg, now. */
  log(leg: TrueLeg, kind: HappeningKind, where: City | Person | Spot, options: LogOptions = {}): Happening {
    const happening: Happening = {
      kind,
      at: this.at,
      recordedAt: this.at + (options.recordedAfter ?? 0) * MINUTE,
      spot: 'number' in where ? where : this.spot(kind, where),
      reason: options.reason ?? null,
      corrects: options.corrects ?? null,
    };
    leg.happenings.push(happening);
    return happening;
  }

  /** A courier's word on when it will deliver: a window of so many hours, so many days from now. */
  forecast(leg: TrueLeg, source: 'ORDER' | 'CARRIER', days: number, reason: EventReason | null = null): void {
    const offset = offsetMinutesAt(this.destination, this.at) * MINUTE;
    const day = Math.floor((this.at + offset + days * DAY) / DAY) * DAY - offset;
    leg.forecasts.push({ source, from: day + 9 * HOUR, to: day + 20 * HOUR, asOf: this.at, reason });
  }
}
