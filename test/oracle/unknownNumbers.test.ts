/**
 * A number that the caller may not see and one that nobody has are the same to it: the same answer, the same questions to
 * the store, the same requests to operators, whatever else is asked beside them.
 */
import { expect, test } from 'vitest';
import { CASES } from './expectNoFailure.ts';
import { spelled } from './findParcels.ts';
import { LegView } from './readAnswer.ts';
import { runCases } from './runCases.ts';

const UNKNOWN = 'NOSUCHNUMBER1';

test('an unknown and a hidden number cost the same and say the same', { timeout: 120_000 }, async () => {
  let compared = 0;
  await runCases(
    { ...CASES, to: 4 },
    {
      onFailure: () => false,
      async afterCase({ case: theCase, answer }, network) {
        const { question, scenario } = theCase;
        const hidden = new Set(scenario.legs.map(({ waybill }) => spelled(waybill)));
        for (const leg of scenario.legs) {
          if (new LegView(leg, theCase).isVisible) hidden.delete(spelled(leg.waybill));
        }
        const replace = (text: string) =>
          text.replace(/"([^"\\]*)"/g, (quoted, number: string) =>
            hidden.has(spelled(number)) ? JSON.stringify(UNKNOWN) : quoted,
          );
        const query = replace(question.query);
        const variables = JSON.parse(replace(JSON.stringify(question.variables)));
        if (query === question.query && JSON.stringify(variables) === JSON.stringify(question.variables))
          return;
        compared += 1;
        const before = measure(network);
        const other = await network.ask({ ...question, query, variables });
        expect(other.text).toBe(answer.text);
        expect(measure(network)).toEqual(before);
      },
    },
  );
  expect(compared).toBeGreaterThan(50);
});

type Network = Parameters<NonNullable<Parameters<typeof runCases>[1]['afterCase']>>[1];

function measure({ store, operators }: Network) {
  return {
    questions: [...store.questions],
    requests: operators.requests.map(({ text, variables }) => `${text} ${JSON.stringify(variables)}`).sort(),
  };
}
