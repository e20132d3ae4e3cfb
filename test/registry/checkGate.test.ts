/** The gate before checks: who is let in, who is refused at once, and that places are given back. */
import { expect, test } from 'vitest';
import { createCheckGate } from '../../gateway/registry/subgraphs/checkGate.ts';

const code = (error: { readonly extensions?: { readonly code?: string }; readonly message: string }) =>
  `${error.extensions?.code}: ${error.message}`;

/** Work that ends when the test says so. */
function hold() {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { end, work: () => ended };
}

test('of one operator so many are let in, and others go on', async () => {
  const gate = createCheckGate({ perOperator: 2, inAll: 20, what: 'checks' });
  const { end, work } = hold();
  const held = [gate('zto', work), gate('zto', work)];
  expect(await gate('zto', work).catch(code)).toBe(
    'TOO_MANY_REQUESTS: `zto` has 2 checks under way, and may have no more at a time; try again when they are done',
  );
  expect(await gate('sto', async () => 'let in')).toBe('let in');
  end();
  await Promise.all(held);
  expect(await gate('zto', async () => 'let in')).toBe('let in');
});

test('of all together so many are let in', async () => {
  const gate = createCheckGate({ perOperator: 2, inAll: 3, what: 'checks' });
  const { end, work } = hold();
  const held = ['zto', 'zto', 'sto'].map((operator) => gate(operator, work));
  expect(await gate('yto', work).catch(code)).toBe(
    'TOO_MANY_REQUESTS: the hub has 3 checks under way, and takes no more at a time; try again when they are done',
  );
  end();
  await Promise.all(held);
  expect(await gate('yto', async () => 'let in')).toBe('let in');
});

test('a check that fails gives its place back', async () => {
  const gate = createCheckGate({ perOperator: 1, inAll: 1, what: 'checks' });
  const failing = async () => {
    throw new Error('out of luck');
  };
  for (let round = 0; round < 3; round++) await expect(gate('zto', failing)).rejects.toThrow('out of luck');
});
