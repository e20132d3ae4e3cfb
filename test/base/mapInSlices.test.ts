/** Work in slices: the same results in the same order, with turns for others in between. */
import { describe, expect, test } from 'vitest';
import { mapInSlices } from '../../gateway/base/mapInSlices.ts';

describe('work in slices', () => {
  test.each([
    [0, 0],
    [1, 0],
    [3, 0],
    [4, 1],
    [7, 2],
  ])('of %i items gives others %i turns, and every item its place', async (count, turns) => {
    let taken = 0;
    let isOver = false;
    const takeTurns = (): void => {
      if (isOver) return;
      taken += 1;
      setImmediate(takeTurns);
    };
    const items = Array.from({ length: count }, (_, index) => `item ${index}`);
    setImmediate(takeTurns);
    const results = await mapInSlices(items, 3, (item, index) => `${item} at ${index}`);
    isOver = true;
    expect(results).toEqual(items.map((item, index) => `${item} at ${index}`));
    expect(taken).toBe(turns);
  });

  test('ends with what an item throws', async () => {
    const work = mapInSlices([1, 2, 3], 1, (item) => {
      if (item === 2) throw new Error('the second');
    });
    await expect(work).rejects.toThrow('the second');
  });
});
