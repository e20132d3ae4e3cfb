/** Puts cases together: a network with its queries, scenarios on it, and questions in each scenario. */
import type { GraphQLSchema } from 'graphql';
import { generateAgreements } from './generateAgreements.ts';
import { generateLegs } from './generateLegs.ts';
import { type GeneratedQuery, generateQuery } from './generateQuery.ts';
import { generateStandings } from './generateStandings.ts';
import type { NetworkModel, QuestionModel, ScenarioModel } from './model.ts';
import type { Random } from './random.ts';

export const BASE_NOW = Date.parse('2017-06-01T12:00:00+08:00');
const PLATFORMS = ['cainiao', 'jd'];
/** Waybills of every network: some belong to legs of a scenario, the others are unknown in it. */
export const WAYBILLS: readonly string[] = [
  'SW100001',
  'SW100002',
  'NP-200-001',
  'NP200002',
  'RB 30 00 01',
  'RB300002',
  'QF400001',
  'QF400002',
  'XX500001',
  'XX500002',
  'XX500003',
  'XX500004',
];
const DAY_MS = 86_400_000;

export function generateScenario(random: Random, network: NetworkModel): ScenarioModel {
  const options = { platforms: PLATFORMS, now: BASE_NOW, waybills: WAYBILLS };
  const agreements = generateAgreements(random, network, options);
  return {
    agreements,
    ...generateStandings(random, agreements, BASE_NOW),
    legs: generateLegs(random, network, options),
  };
}

/** The queries of a network: planning one costs more than answering it, so every scenario asks the same. */
export function generateQueries(
  random: Random,
  schema: GraphQLSchema,
  count: number,
): readonly GeneratedQuery[] {
  const numbers = [...WAYBILLS.map((waybill) => spell(random, waybill)), 'NOSUCH1', ''];
  return Array.from({ length: count }, () => generateQuery(random, schema, numbers));
}

export function generateQuestion(
  random: Random,
  network: NetworkModel,
  scenario: ScenarioModel,
  query: GeneratedQuery,
): QuestionModel {
  const platform = random.chance(0.97) ? random.pick(PLATFORMS) : 'stranger';
  const purposes = scenario.agreements
    .filter((agreement) => agreement.platform === platform)
    .flatMap((agreement) => agreement.purposes);
  return {
    platform,
    purpose: random.chance(0.9)
      ? random.pick([...purposes, 'ORDER_STATUS'])
      : random.pick(['MARKETING', 'LEGAL', 'NONSENSE']),
    now: chooseNow(random, scenario),
    query: query.text,
    variables: chooseVariables(random, query, scenario),
    failing: random.chance(0.04) ? [random.pick(network.operators).code] : [],
  };
}

/** Mostly the time around which everything was made; else a moment at which something begins or ends. */
function chooseNow(random: Random, { agreements, stops, measures, legs }: ScenarioModel): number {
  if (random.chance(0.6)) return BASE_NOW;
  const edges = [
    ...[...agreements, ...stops, ...measures].flatMap(({ from, until }) => [from, until ?? from]),
    ...legs.flatMap(({ finalAt }) =>
      finalAt === null ? [] : [0, 1, 2, 3, 4, 7].map((days) => finalAt + days * DAY_MS),
    ),
  ].filter((edge) => Math.abs(edge - BASE_NOW) < 40 * DAY_MS);
  return random.pick([...edges, BASE_NOW]) + random.pick([-1, 0, 0, 1]);
}

function chooseVariables(
  random: Random,
  { variables }: GeneratedQuery,
  { legs }: ScenarioModel,
): QuestionModel['variables'] {
  const number = () => {
    const known = legs.map(({ waybill }) => waybill);
    return random.chance(0.85) && known.length > 0
      ? spell(random, random.pick(known))
      : random.pick(WAYBILLS);
  };
  const chosen: Record<string, unknown> = {};
  for (const [name, { type, isOptional }] of variables) {
    if (isOptional && random.chance(0.2)) continue;
    const value = {
      'Boolean!': () => random.chance(0.5),
      'ID!': number,
      '[ID!]!': () => Array.from({ length: random.int(5) }, number),
      Int: () => random.pick([0, 1, 2, 5, null]),
      String: () => random.pick(['given', '', null]),
      'String!': () => 'given',
      '[String!]': () => random.pick([['one', 'two'], [], null]),
    }[type];
    chosen[name] = value === undefined ? random.pick(['ALPHA', 'BRAVO', 'CHARLIE', null]) : value();
  }
  return chosen;
}

/** A tracking number as people write it. */
function spell(random: Random, waybill: string): string {
  return random.pick([
    waybill,
    waybill,
    waybill.toLowerCase(),
    ` ${waybill.slice(0, 3)}-${waybill.slice(3)} `,
  ]);
}
