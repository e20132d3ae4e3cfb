import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createGate } from '../../gateway/dispatch/gate.ts';

const OUT_OF_TIME = new Error('out of time');

describe('a gate', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('lets so many in, and when one leaves the one that came last', async () => {
    const gate = createGate(2, OUT_OF_TIME);
    const seen: string[] = [];
    const enter = (name: string) => gate.enter(1_000).then(() => seen.push(name));
    await Promise.all([enter('a'), enter('b')]);
    const [third, fourth] = [enter('c'), enter('d')];
    await vi.advanceTimersByTimeAsync(500);
    expect(seen).toEqual(['a', 'b']);
    gate.leave();
    await fourth;
    expect(seen).toEqual(['a', 'b', 'd']);
    gate.leave();
    await third;
    expect(seen).toEqual(['a', 'b', 'd', 'c']);
  });

  test('who waits too long is gone, and the place goes to the next', async () => {
    const gate = createGate(1, OUT_OF_TIME);
    await gate.enter(0);
    const [short, long] = [gate.enter(100), gate.enter(1_000)];
    const refused = expect(short).rejects.toBe(OUT_OF_TIME);
    await vi.advanceTimersByTimeAsync(100);
    await refused;
    gate.leave();
    await expect(long).resolves.toBeUndefined();
  });

  test('a place that nobody waits for is there for the next', async () => {
    const gate = createGate(1, OUT_OF_TIME);
    for (let round = 0; round < 3; round++) {
      await gate.enter(0);
      gate.leave();
    }
    const [first, second] = [gate.enter(50), gate.enter(50)];
    await first;
    const refused = expect(second).rejects.toBe(OUT_OF_TIME);
    await vi.advanceTimersByTimeAsync(50);
    await refused;
  });
});
