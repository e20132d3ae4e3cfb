/** What a hub signs for an audit opens no door but that of the operator that asks. */
import { randomBytes } from 'node:crypto';
import { graphql } from 'graphql';
import { decodeJwt } from 'jose';
import { describe, expect, test } from 'vitest';
import { operatorPrefix } from '../../gateway/base/operatorPrefix.ts';
import type { Actor, ControlContext } from '../../gateway/control/controlModule.ts';
import { createControlSchema } from '../../gateway/control/createControlSchema.ts';
import {
  AUDIT_VARIANTS,
  createAuditSigner,
  OTHER_AUDIENCE,
} from '../../gateway/identity/signAuditRequest.ts';
import { createSigningKey } from '../../gateway/identity/signingKey.ts';
import { digestBody } from '../../gateway/identity/signRequest.ts';
import { createAuditModule } from '../../gateway/registry/audit/auditModule.ts';

const NOW = Date.parse('2026-11-20T12:00:00Z');
const sign = createAuditSigner({
  grantKey: createSigningKey('grant', randomBytes(32)),
  requestKey: createSigningKey('request', randomBytes(32)),
  readClock: () => NOW,
});
const schema = createControlSchema([createAuditModule(sign)]);
const GOOD = {
  target: '/graphql',
  contentDigest: digestBody('{}'),
  variant: 'GOOD',
  purpose: 'ORDER_STATUS',
};

async function ask(kind: Actor['kind'], variables: Record<string, unknown> = {}, code = 'swift') {
  const contextValue: ControlContext = {
    actor: { code, kind, role: kind === 'operator' ? 'courier' : null, keyId: 'k' },
    now: NOW,
    confirm: async () => {},
  };
  const source = `mutation($target: String!, $contentDigest: String!, $variant: AuditVariant!, $purpose: String!) {
    signAuditRequest(target: $target, contentDigest: $contentDigest, variant: $variant, purpose: $purpose) { name value }
  }`;
  const { data, errors } = await graphql({
    schema,
    source,
    contextValue,
    variableValues: { ...GOOD, ...variables },
  });
  const listed = (data?.['signAuditRequest'] ?? []) as readonly { name: string; value: string }[];
  const headers = Object.fromEntries(listed.map(({ name, value }) => [name, value]));
  return { headers, code: errors?.[0]?.extensions['code'], message: errors?.[0]?.message };
}

test('the other audience is one that no operator can have', () => {
  expect(operatorPrefix(OTHER_AUDIENCE)).toBeUndefined();
});

test.each(AUDIT_VARIANTS)(
  '%s: a grant that holds is for the operator that asks, or for nobody',
  async (variant) => {
    const { headers } = await ask('operator', { variant });
    const {
      aud,
      exp = 0,
      platform,
      agreement,
    } = decodeJwt(headers['authorization']?.slice('Bearer '.length) ?? '');
    const holds = exp * 1_000 > NOW;
    expect(holds ? [variant === 'OTHER_AUDIENCE' ? OTHER_AUDIENCE : 'swift'] : [aud]).toContain(aud);
    expect(aud === 'swift' || aud === OTHER_AUDIENCE).toBe(true);
    expect([platform, agreement]).toEqual(variant === 'SDL' ? [undefined, undefined] : ['audit', undefined]);
  },
);

test('two operators never share a grant', async () => {
  const [one, other] = [await ask('operator'), await ask('operator', {}, 'zto')];
  expect(decodeJwt(one.headers['authorization']?.slice(7) ?? '').aud).toBe('swift');
  expect(decodeJwt(other.headers['authorization']?.slice(7) ?? '').aud).toBe('zto');
});

describe('what is refused', () => {
  test.each<[what: string, kind: Actor['kind'], variables: Record<string, unknown>, code: string]>([
    ['a platform', 'platform', {}, 'FORBIDDEN'],
    ['a mediator', 'mediator', {}, 'FORBIDDEN'],
    ['an administrator', 'administrator', {}, 'FORBIDDEN'],
    [
      'a target that adds a line to what is signed',
      'operator',
      { target: '/graphql\n"x": y' },
      'BAD_USER_INPUT',
    ],
    ['a target that is an address', 'operator', { target: 'http://zto/graphql' }, 'BAD_USER_INPUT'],
    ['a digest that is none', 'operator', { contentDigest: 'sha-256=:x:' }, 'BAD_USER_INPUT'],
    ['a digest with a line break', 'operator', { contentDigest: `${digestBody('{}')}\n` }, 'BAD_USER_INPUT'],
    ['a purpose that does not exist', 'operator', { purpose: 'FUN' }, 'BAD_USER_INPUT'],
  ])('%s', async (_, kind, variables, code) => {
    expect(await ask(kind, variables)).toMatchObject({ code, headers: {} });
  });
  test('and what is not', async () => {
    const { headers, code } = await ask('operator');
    expect(code).toBeUndefined();
    expect(Object.keys(headers).sort()).toEqual([
      'authorization',
      'content-digest',
      'signature',
      'signature-input',
    ]);
  });
});
