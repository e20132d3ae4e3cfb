import { expect, test } from 'vitest';
import { createDiscoveryMisses } from '../../gateway/store/discoveryMisses.ts';
import { ENGINES } from './engines.ts';

const NOW = Date.parse('2017-06-01T12:00:00+08:00');

test.each(ENGINES)(
  'misses are remembered for their time, on $name',
  async ({ open }) => {
    const { store, close } = await open();
    const misses = createDiscoveryMisses(store, new Uint8Array(32).fill(5));
    const read = async (number: string, at: number) => [...(await misses.read(number, at))].sort();
    await misses.remember('Z1', 'zto', NOW, 1_000);
    await misses.remember('Z1', 'sf-express', NOW, 2_000);
    expect(await read('Z1', NOW)).toEqual(['sf-express', 'zto']);
    expect(await read('z-1', NOW)).toEqual(['sf-express', 'zto']);
    expect(await read('Z2', NOW)).toEqual([]);
    expect(await read('Z1', NOW + 1_000)).toEqual(['sf-express']);
    await misses.remember('Z1', 'zto', NOW + 1_000, 1_000);
    expect(await read('Z1', NOW + 1_999)).toEqual(['sf-express', 'zto']);
    expect(await read('Z1', NOW + 2_000)).toEqual([]);
    const kept = await store.selectFrom('discovery_misses').select('number_digest').execute();
    expect(kept.some(({ number_digest }) => number_digest.includes('Z1'))).toBe(false);
    await close();
  },
  60_000,
);
