/** What is remembered of the directory for the time when the store does not answer. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { LegRow } from '../../gateway/store/legColumns.ts';
import { type LegMemory, rememberLegs, StoreUnavailable } from '../../gateway/store/rememberLegs.ts';

const PAUSE_MS = 500;

function legsOf(waybill: string, status = 'ACCEPTED'): readonly LegRow[] {
  return [{ operator: 'sto', waybill, status }] as unknown as readonly LegRow[];
}

describe('the memory of legs', () => {
  let clock: number;
  let isAway: boolean;
  let asked: number;
  let stored: Map<string, readonly LegRow[]>;
  let memory: LegMemory;
  beforeEach(() => {
    clock = 0;
    isAway = false;
    asked = 0;
    stored = new Map([['A1', legsOf('A1')]]);
    const find = async (numbers: readonly string[]) => {
      asked += 1;
      if (isAway) throw new Error('the store is away');
      return numbers.map((number) => stored.get(number) ?? []);
    };
    memory = rememberLegs(find, { readMonotonic: () => clock });
  });

  test('says what was seen last, and null for numbers that are not there or were not asked for', async () => {
    await memory.findByNumbers(['A1', 'B2']);
    expect(memory.recall(['B2', 'A1', 'C3'])).toEqual([null, legsOf('A1'), null]);
  });

  test('is not asked while the store answers', async () => {
    await memory.findByNumbers(['A1']);
    stored.set('A1', legsOf('A1', 'DELIVERED'));
    expect(await memory.findByNumbers(['A1'])).toEqual([legsOf('A1', 'DELIVERED')]);
    expect(memory.recall(['A1'])).toEqual([legsOf('A1', 'DELIVERED')]);
  });

  test('stays as it was when the store fails', async () => {
    await memory.findByNumbers(['A1']);
    isAway = true;
    await expect(memory.findByNumbers(['A1'])).rejects.toThrow(StoreUnavailable);
    expect(memory.recall(['A1'])).toEqual([legsOf('A1')]);
  });

  test.each([
    ['just before the pause is over', PAUSE_MS - 1, 1],
    ['after it', PAUSE_MS, 2],
  ])('a failed store is asked again: %s', async (_, later, times) => {
    isAway = true;
    await expect(memory.findByNumbers(['A1'])).rejects.toThrow(StoreUnavailable);
    clock = later;
    await expect(memory.findByNumbers(['A1'])).rejects.toThrow(StoreUnavailable);
    expect(asked).toBe(times);
  });
});
