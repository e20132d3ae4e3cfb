import { describe, expect, test } from 'vitest';
import { coalesce } from '../../gateway/store/coalesce.ts';

/** A load that records its keys and answers when told to. */
function heldLoad() {
  const loads: {
    readonly keys: readonly string[];
    readonly answer: () => void;
    readonly fail: () => void;
  }[] = [];
  const load = coalesce<string>(
    (keys) =>
      new Promise((resolve, reject) => {
        loads.push({
          keys,
          answer: () => resolve(new Map(keys.map((key) => [key, key.toUpperCase()]))),
          fail: () => reject(new Error('the store is gone')),
        });
      }),
  );
  return { load, loads };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('questions that wait at the same time', () => {
  test('go in the same turn when nothing runs, together when something does', async () => {
    const { load, loads } = heldLoad();
    const first = load(['a']);
    await settle();
    const second = load(['b']);
    const third = load(['c', 'b']);
    await settle();
    expect(loads.map(({ keys }) => keys)).toEqual([['a']]);
    loads[0]?.answer();
    expect((await first).get('a')).toBe('A');
    await settle();
    expect(loads.map(({ keys }) => keys)).toEqual([['a'], ['b', 'c']]);
    loads[1]?.answer();
    expect((await second).get('b')).toBe('B');
    expect((await third).get('c')).toBe('C');
  });

  test('nothing is remembered: the same key is loaded again', async () => {
    const { load, loads } = heldLoad();
    const first = load(['a']);
    await settle();
    loads[0]?.answer();
    await first;
    await settle();
    void load(['a']);
    await settle();
    expect(loads).toHaveLength(2);
  });

  test('a load that fails fails its own questions only', async () => {
    const { load, loads } = heldLoad();
    const first = load(['a']);
    await settle();
    const second = load(['b']);
    loads[0]?.fail();
    await expect(first).rejects.toThrow('the store is gone');
    await settle();
    loads[1]?.answer();
    expect((await second).get('b')).toBe('B');
  });

  test('a load takes at most 1,000 keys, but always one question', async () => {
    const { load, loads } = heldLoad();
    const many = (prefix: string, count: number) =>
      Array.from({ length: count }, (_, index) => `${prefix}${index}`);
    for (const keys of [['first'], many('a', 1_500), many('b', 600), many('c', 600)]) void load(keys);
    for (let index = 0; index < 4; index++) {
      await settle();
      loads[index]?.answer();
    }
    await settle();
    expect(loads.map(({ keys }) => keys.length)).toEqual([1, 1_500, 600, 600]);
  });
});
