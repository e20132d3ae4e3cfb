/** A hub that follows the network: what it confirms it answers by, and what it cannot take in holds nobody else up. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Lease } from '../../../gateway/registry/live/createLease.ts';
import { type Follower, followChanges } from '../../../gateway/registry/live/followChanges.ts';

/** A store of which nothing is known but its revision, and a lease that says what is done with it. */
function createNetwork() {
  const said: string[] = [];
  const network = { revision: 1, isDown: false, isUnreadable: false, take: async (_: number) => {} };
  const lease: Lease = {
    async renew(confirmed) {
      if (network.isDown) throw new Error('no store');
      said.push(`renew ${confirmed}`);
      return network.revision;
    },
    isHeld: () => true,
    certainAt: () => 0,
    async giveUp() {
      said.push('give up');
    },
    async release() {
      said.push('release');
    },
  };
  const follow = () =>
    followChanges({
      lease,
      async load(since) {
        if (network.isDown) throw new Error('no store');
        said.push(`load since ${since}`);
        if (network.isUnreadable) throw new Error('it cannot be read');
        return { revision: network.revision, subgraphs: [], records: [] };
      },
      async take({ revision }) {
        await network.take(revision);
        said.push(`take ${revision}`);
      },
      onTrouble: (error) => void said.push(error === null ? 'well' : `trouble: ${(error as Error).message}`),
    });
  return { network, follow, said, read: () => said.splice(0) };
}

/** Each look once: what is said over and over is said by time alone. */
const distinct = (said: readonly string[]) => said.filter((each, index) => each !== said[index - 1]);

describe('following', () => {
  let follower: Follower | undefined;
  beforeEach(() => void vi.useFakeTimers());
  afterEach(async () => {
    const closing = follower?.close();
    await vi.runAllTimersAsync();
    await closing;
    follower = undefined;
    vi.useRealTimers();
  });

  test('begins with all there is, and asks for a lease only then', async () => {
    const { follow, read } = createNetwork();
    follower = await follow();
    expect(read()).toEqual(['load since 0', 'take 1', 'renew 1']);
  });

  test('confirms a change after it was taken in', async () => {
    const { network, follow, read } = createNetwork();
    follower = await follow();
    read();
    network.revision = 3;
    await vi.advanceTimersByTimeAsync(200);
    expect(read()).toEqual(['renew 1', 'load since 1', 'take 3', 'renew 3']);
  });

  test('has no lease while a change cannot be taken in, and tries again less and less often', async () => {
    const { network, follow, read } = createNetwork();
    follower = await follow();
    read();
    network.revision = 2;
    network.take = async () => Promise.reject(new Error('it does not compose'));
    await vi.advanceTimersByTimeAsync(200);
    expect(read()).toEqual(['renew 1', 'load since 1', 'give up', 'trouble: it does not compose']);
    await vi.advanceTimersByTimeAsync(60_000);
    const tries = read();
    expect(distinct(tries.filter((each) => each !== 'give up'))).toEqual(['load since 1']);
    expect(tries.length).toBeLessThan(2 * 20);
    network.take = async () => {};
    await vi.advanceTimersByTimeAsync(5_000);
    expect(distinct(read()).slice(0, 5)).toEqual(['load since 1', 'take 2', 'renew 2', 'well', 'renew 2']);
  });

  test('has no lease for long while a change cannot be read, nor loses it by one failure', async () => {
    const { network, follow, read } = createNetwork();
    follower = await follow();
    read();
    network.revision = 2;
    network.isUnreadable = true;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(distinct(read().filter((each) => each !== 'load since 1'))).toEqual([
      'renew 1',
      'trouble: it cannot be read',
      'renew 1',
    ]);
    await vi.advanceTimersByTimeAsync(6_000);
    expect(read()).toContain('give up');
    await vi.advanceTimersByTimeAsync(30_000);
    expect(distinct(read().filter((each) => each !== 'give up'))).toEqual(['load since 1']);
    network.isUnreadable = false;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(read().slice(0, 4)).toEqual(['load since 1', 'take 2', 'renew 2', 'well']);
  });

  test('serves nothing but the floor from a database that went back, whatever comes to it later', async () => {
    const { network, follow, read } = createNetwork();
    network.revision = 5;
    follower = await follow();
    expect(follower.astray()).toBeUndefined();
    read();
    // Restored: what the hub took in as 4 and 5 is not there, and others will get these numbers.
    network.revision = 3;
    await vi.advanceTimersByTimeAsync(200);
    const [renewal, end, trouble] = read();
    expect([renewal, end]).toEqual(['renew 5', 'give up']);
    expect(trouble).toMatch(/^trouble: the database is back at revision 3, .* 5.*start the hub again/);
    expect(`trouble: ${follower.astray()?.message}`).toBe(trouble);
    network.revision = 7;
    await vi.advanceTimersByTimeAsync(30_000);
    expect(read().filter((each) => each !== 'give up')).toEqual([]);
  });

  test('says that the database went back though it was out of reach before', async () => {
    const { network, follow, read } = createNetwork();
    network.revision = 5;
    follower = await follow();
    network.isDown = true;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(read().filter((each) => each.startsWith('trouble'))).toEqual(['trouble: no store']);
    [network.isDown, network.revision] = [false, 3];
    await vi.advanceTimersByTimeAsync(30_000);
    expect(read().filter((each) => each.startsWith('trouble'))).toEqual([
      expect.stringMatching(/^trouble: the database is back at revision 3/),
    ]);
  });

  test('keeps its lease while it takes a change in, but not for ever', async () => {
    const { network, follow, read } = createNetwork();
    follower = await follow();
    read();
    network.revision = 2;
    let finish = () => {};
    network.take = () =>
      new Promise((resolve) => {
        finish = resolve;
      });
    await vi.advanceTimersByTimeAsync(30_000);
    expect(read()).toEqual(['renew 1', 'load since 1', ...Array(5).fill('renew 1')]);
    finish();
    await vi.advanceTimersByTimeAsync(100);
    expect(read()).toEqual(['take 2', 'renew 2']);
  });

  test('goes on where the store was out of reach', async () => {
    const { network, follow, read } = createNetwork();
    follower = await follow();
    network.isDown = true;
    network.revision = 2;
    await vi.advanceTimersByTimeAsync(10_000);
    read();
    network.isDown = false;
    await vi.advanceTimersByTimeAsync(200);
    expect(read()).toEqual(['renew 1', 'load since 1', 'take 2', 'renew 2', 'well']);
  });

  test('gives the lease back at its end, and takes nothing in any more', async () => {
    const { network, follow, read } = createNetwork();
    follower = await follow();
    read();
    network.revision = 2;
    const closing = follower.close();
    await vi.runAllTimersAsync();
    await closing;
    follower = undefined;
    expect(read()).toEqual(['release']);
  });
});
