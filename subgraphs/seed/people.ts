/**
 * Invented people, shops, homes and goods. Phone numbers are of ranges that belong to nobody:
 *
 * | country | numbers                | why nobody has one                                                       |
 * |---------|------------------------|--------------------------------------------------------------------------|
 * | CN      | 154 xxxx xxxx          | prefix 154 is not allotted to any network                                |
 * | PL      | +48 49x xxx xxx        | no number range begins with 49                                           |
 * | DE      | +49 171 39200 xx       | set aside for film and television by the Bundesnetzagentur               |
 * | GB      | +44 7700 900 xxx       | set aside for drama by Ofcom                                             |
 * | US      | +1 (area) 555 01xx     | set aside for fiction by the numbering plan                              |
 * | JP, KR  | +81 90 0…, +82 10 0…   | no subscriber number begins with 0                                       |
 */
import {
  CHINESE_STREETS,
  COMPOUNDS,
  FAMILY_NAMES,
  FOREIGN_NAMES,
  FOREIGN_STREETS,
  GIVEN_NAMES,
  GOODS,
  POLISH_NAMES,
  POLISH_STREETS,
  SHOP_KINDS,
} from './names.ts';
import type { City } from './places.ts';
import type { Random } from './random.ts';

/** Where somebody lives or works. */
export interface Home {
  readonly city: City;
  readonly district: string;
  readonly street: string;
  readonly building: string;
  readonly room: string;
}

/** A sender or recipient. */
export interface Person {
  readonly name: string;
  readonly organisation: string | null;
  readonly phone: string;
  readonly home: Home;
}

/** A person who carries parcels. */
export interface Carrier {
  readonly name: string;
  readonly phone: string;
  readonly staffNumber: string;
}

/** What is in a parcel. */
export interface TrueGoods {
  readonly name: string;
  readonly grams: number;
  readonly pieces: number;
  /** In fen. */
  readonly valueFen: number;
  /** Fresh fruit and the like, carried cold. */
  readonly chilled: boolean;
}

/** Somebody who lives in the city; shops have a name of their own. */
export function createPerson(random: Random, city: City, kind: 'private' | 'shop'): Person {
  const family = random.pick(FAMILY_NAMES);
  return {
    name: createName(random, city.country),
    organisation: kind === 'shop' ? createShopName(random, city, family) : null,
    phone: createPhone(random, city),
    home: createHome(random, city),
  };
}

/** A courier of the city. */
export function createCarrier(random: Random, city: City): Carrier {
  return {
    name: createName(random, city.country),
    phone: createPhone(random, city),
    staffNumber: `${random.int(1, 9)}${random.digits(7)}`,
  };
}

/** What somebody in China sells and somebody anywhere buys. */
export function createGoods(random: Random): TrueGoods {
  const [name, grams, valueFen, chilled = false] = random.pick(GOODS);
  const pieces = random.chance(0.85) ? 1 : random.int(2, 4);
  return {
    name,
    grams: (grams + random.int(0, 40) * 10) * pieces,
    pieces,
    valueFen: valueFen * pieces,
    chilled,
  };
}

function createName(random: Random, country: string): string {
  if (country === 'CN') return random.pick(FAMILY_NAMES) + random.pick(GIVEN_NAMES);
  const names = FOREIGN_NAMES[country] ?? POLISH_NAMES;
  const separator = country === 'JP' || country === 'KR' ? '' : ' ';
  const [given, family] = random.pick(names.couples);
  return names.familyFirst
    ? `${random.pick(family)}${separator}${random.pick(given)}`
    : `${random.pick(given)}${separator}${random.pick(family)}`;
}

function createShopName(random: Random, city: City, family: string): string {
  if (city.country !== 'CN') return `${city.name} Trading`;
  return `${city.name.replace(/市$/, '')}${family}记${random.pick(SHOP_KINDS)}`;
}

function createPhone(random: Random, city: City): string {
  switch (city.country) {
    case 'CN':
      return `154${random.digits(8)}`;
    case 'PL':
      return `+4849${random.digits(7)}`;
    case 'DE':
      return `+4917139200${random.digits(2)}`;
    case 'GB':
      return `+447700900${random.digits(3)}`;
    case 'US':
      return `+1${city.areaCode}55501${random.digits(2)}`;
    case 'JP':
      return `+81900${random.digits(7)}`;
    default:
      return `+82100${random.digits(7)}`;
  }
}

function createHome(random: Random, city: City): Home {
  const district = random.pick(city.districts);
  if (city.country === 'CN') {
    return {
      city,
      district,
      street: `${random.pick(CHINESE_STREETS)}${random.int(1, 288)}号`,
      building: `${random.pick(COMPOUNDS)}${random.int(1, 30)}栋`,
      room: `${random.int(1, 28)}0${random.int(1, 6)}室`,
    };
  }
  const streets = city.country === 'PL' ? POLISH_STREETS : FOREIGN_STREETS;
  return {
    city,
    district,
    street: `${random.pick(streets)} ${random.int(1, 120)}`,
    building: random.pick(['A', 'B', 'C', 'D']),
    room: `${random.int(1, 60)}`,
  };
}
