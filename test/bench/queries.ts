/**
 * The three queries that are measured. Every parcel that is asked for has two legs, one of SF Express and one of Hive
 * Box, with eight events each.
 */

export type QueryName = 'single' | 'plain' | 'fifty';

export interface BenchQuery {
  readonly name: QueryName;
  readonly about: string;
  readonly text: string;
  /** How many parcels one request asks for. */
  readonly parcels: number;
}

const LEGS = `legs {
    operator { code name }
    waybill
    status
    substatus
    events { id occurredAt status substatus custody coarsePlace { city } rawCode }
  }`;

const DERIVED = `status
  substatus
  events { occurredAt status substatus custody coarsePlace { city } rawCode leg { operator { code } waybill } }`;

export const QUERIES: readonly BenchQuery[] = [
  {
    name: 'single',
    about: 'one parcel, 2 legs x 8 events, with the derived status and events',
    text: `query Single($number: ID!) { parcel(trackingNumber: $number) {\n  trackingNumber\n  ${DERIVED}\n  ${LEGS}\n} }`,
    parcels: 1,
  },
  {
    name: 'plain',
    about: 'the same without derived fields',
    text: `query Plain($number: ID!) { parcel(trackingNumber: $number) {\n  trackingNumber\n  ${LEGS}\n} }`,
    parcels: 1,
  },
  {
    name: 'fifty',
    about: '50 parcels in one request, with the derived fields',
    text: `query Fifty($numbers: [ID!]!) { parcels(trackingNumbers: $numbers) {\n  trackingNumber\n  ${DERIVED}\n  ${LEGS}\n} }`,
    parcels: 50,
  },
];

/** The query of that name. */
export function queryNamed(name: QueryName): BenchQuery {
  const query = QUERIES.find((each) => each.name === name);
  if (query === undefined) throw new Error(`there is no query ${name}`);
  return query;
}

/** The body of a request for these tracking numbers. */
export function bodyOf({ text, parcels }: BenchQuery, numbers: readonly string[]): string {
  const variables = parcels === 1 ? { number: numbers[0] } : { numbers };
  return JSON.stringify({ query: text, variables });
}
