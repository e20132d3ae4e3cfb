/** That a request is answered once. */
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createNonceMemory } from '../../subgraphs/kit/verify/nonceMemory.ts';

describe('the memory of nonces', () => {
  test('refuses rather than forgets when it is full, and has room again when signatures have expired', () => {
    const memory = createNonceMemory(3);
    expect(['a', 'b', 'c', 'd'].map((nonce) => memory.add(nonce, 115, 100))).toEqual([
      'added',
      'added',
      'added',
      'full',
    ]);
    expect(memory.add('a', 115, 119)).toBe('known');
    expect(memory.add('d', 130, 120)).toBe('full');
    expect(memory.add('d', 130, 121)).toBe('added');
    expect(memory.add('a', 130, 121)).toBe('added');
    expect(memory.add('a', 130, 121)).toBe('known');
  });

  test('tells apart what differs in nonce or expiry', () => {
    const memory = createNonceMemory();
    const nonce = randomBytes(16).toString('base64url');
    expect(memory.add(nonce, 115, 100)).toBe('added');
    expect(memory.add(nonce, 116, 100)).toBe('added');
    expect(memory.add(`${nonce}x`, 115, 100)).toBe('added');
  });
});
