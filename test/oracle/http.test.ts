/** One case in a hundred once more over real HTTP: database, tokens, signatures, and operators built with the kit. */
import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { collectWords, findLeaks } from './checkText.ts';
import { compareAnswers, createPseudonyms } from './compareAnswers.ts';
import { ANY_TEXT, expectAnswer } from './expectAnswer.ts';
import { CASES } from './expectNoFailure.ts';
import { generateQueries, generateQuestion, generateScenario } from './generateCase.ts';
import { generateNetwork } from './generateNetwork.ts';
import type { LegModel, ScenarioModel } from './model.ts';
import { openNetwork } from './openNetwork.ts';
import { createRandom } from './random.ts';
import { startOverHttp } from './startOverHttp.ts';

/** Networks that no other test asks, of those that the kit can build: it takes the waybill of a reference for a key. */
const NETWORKS = Array.from({ length: 20 }, (_, index) => 1_000 + index)
  .filter((index) => {
    const { operators } = generateNetwork(createRandom(CASES.seed, index));
    return operators.every(
      ({ types }) => !types.has('LegReference') || types.get('LegReference')?.has('waybill'),
    );
  })
  .slice(0, 4);
const QUERIES = 10;
const REPEATS = 5;

test.each(NETWORKS)(
  'network %i answers over HTTP as the oracle expects',
  { timeout: 180_000 },
  async (index) => {
    const model = generateNetwork(createRandom(CASES.seed, index));
    const random = createRandom(CASES.seed, index, 0);
    const scenario = soften(generateScenario(random, model));
    const { schema, close } = await openNetwork(model);
    await close();
    const queries = generateQueries(random, schema, QUERIES);
    const words = collectWords(scenario);
    const pseudonyms = createPseudonyms();
    const hub = await startOverHttp(model, scenario);
    try {
      for (const query of Array.from({ length: REPEATS }, () => queries).flat()) {
        const asked = generateQuestion(random, model, scenario, query);
        // A token is for purposes that exist.
        const purpose = asked.purpose === 'NONSENSE' ? 'LEGAL' : asked.purpose;
        const question = { ...asked, purpose, failing: [] };
        const expected = expectAnswer({ network: model, scenario, question }, schema, parse(query.text));
        const answer = await hub.ask(question);
        const data = withoutIds(expected.data);
        const story = `${question.platform} ${question.purpose} ${query.text} ${JSON.stringify(question.variables)}\n${answer.text}`;
        expect(compareAnswers({ ...expected, data }, answer.body.data, pseudonyms), story).toBe(undefined);
        expect(findLeaks(answer.text, expected.data, question, words), story).toEqual([]);
        expect(answer.body.errors, story).toBe(undefined);
      }
    } finally {
      await hub.stop();
    }
  },
);

/** Without what the kit does better than the operators in memory: it refuses false statuses, and it scrubs texts. */
function soften({ agreements, legs }: ScenarioModel): ScenarioModel {
  const isFalse = (status: unknown) =>
    ['NONSENSE', 'UNKNOWN', 'EXPIRED', 'delivered'].includes(String(status));
  return {
    stops: [],
    measures: [],
    cutOffAt: null,
    agreements: agreements.map((agreement) => ({
      ...agreement,
      clauses: agreement.clauses.filter((clause) => clause.as !== 'SCRUB'),
    })),
    legs: legs.map((leg): LegModel => {
      const { data } = leg;
      const isSoft = data !== null && isFalse(data['status']);
      return announceAll(isSoft ? { ...leg, data: { ...data, status: null } } : leg);
    }),
  };
}

/** What its operator will answer is announced already: the hub, which has seen it once, would know more than the oracle. */
function announceAll(leg: LegModel): LegModel {
  const status = leg.data?.['status'];
  if (typeof status !== 'string') return { ...leg, known: null };
  const isFinal = ['DELIVERED', 'RETURNED', 'CANCELLED'].includes(status);
  const everReached = leg.everReached.length === 0 ? [] : [...new Set([...leg.everReached, status])];
  return { ...leg, known: null, everReached, finalAt: leg.finalAt ?? (isFinal ? leg.updatedAt : null) };
}

/** The hub makes ids of parcels with a key that it keeps for itself. */
function withoutIds(data: unknown): unknown {
  return JSON.parse(JSON.stringify(data), (_, value) =>
    typeof value === 'string' && value.startsWith('00000000-0000-8000-8000-') ? ANY_TEXT : value,
  );
}
