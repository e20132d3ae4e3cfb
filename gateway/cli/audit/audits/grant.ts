/** Audits of grants and signatures: who may ask. Each refusal differs from a good request in one thing. */

import { askLegs, describe, hasData, misplaced, readErrors, readLegs, troubleOf } from '../askLegs.ts';
import { type Audit, type AuditRequest, type AuditTarget, type Exchange, judge } from '../audit.ts';

const ask = (target: AuditTarget, request: Omit<AuditRequest, 'body'>): Promise<Exchange> =>
  askLegs(target, [target.waybill], 'waybill', request);

/** Why a request is not refused: refused is one that brings no data and whose status, or errors, say so. */
function notRefused(exchange: Exchange): string | undefined {
  const { answer } = exchange;
  if (answer.kind === 'lost') return `no answer: ${answer.reason}`;
  if (hasData(exchange)) return `it is answered: ${describe(exchange)}`;
  const isRefused = (answer.status >= 400 && answer.status < 500) || readErrors(exchange).length > 0;
  return isRefused ? undefined : `it is not refused: ${describe(exchange)}`;
}

/** An audit that one request is refused. */
function refusal(id: string, what: string, why: string, request: Omit<AuditRequest, 'body'>): Audit {
  const title = `refuses ${what}`;
  return {
    id,
    level: 'MUST',
    title,
    why,
    run: async (target) => judge(notRefused(await ask(target, request))),
  };
}

/** The headers without those that carry the signature. */
function withoutSignature(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name === 'authorization'));
}

export const GRANT_AUDITS: readonly Audit[] = [
  {
    id: 'A-GRANT-01',
    level: 'MUST',
    title: 'answers a request with a grant and a signature of the hub',
    why: 'Without it nothing else matters. The keys are in the key set whose address the subgraph is started with; both clocks must be right to five seconds.',
    async run(target) {
      const exchange = await ask(target, {});
      return judge(troubleOf(exchange) ?? misplaced(readLegs(exchange), [target.waybill]));
    },
  },
  refusal(
    'A-GRANT-02',
    'a request without grant and signature',
    "An operator's own port must be no way around its agreements. With `UNSIGNED_REQUESTS=allow` the kit answers anybody: that is for trying things out.",
    { variant: 'NONE' },
  ),
  refusal(
    'A-GRANT-03',
    'a grant without a signature',
    'A grant can be copied from a log or a proxy. What makes it worth something is the signature over this very request.',
    { change: withoutSignature },
  ),
  refusal(
    'A-GRANT-04',
    'a grant that has expired',
    'Verify `exp` of the grant, with five seconds of leeway for clocks. A grant holds for a minute at most.',
    { variant: 'EXPIRED_GRANT' },
  ),
  refusal(
    'A-GRANT-05',
    'a signature that has expired',
    'Verify `expires` of the signature parameters. A copied request is worth nothing after seconds.',
    { variant: 'EXPIRED_SIGNATURE' },
  ),
  refusal(
    'A-GRANT-06',
    'a grant that is made out to another operator',
    'Compare `aud` of the grant with your own code. Otherwise whoever is asked by the hub can ask you in its name.',
    { variant: 'OTHER_AUDIENCE' },
  ),
  {
    id: 'A-GRANT-07',
    level: 'MUST',
    title: 'refuses a body that is not the one that was signed',
    why: 'Compare the SHA-256 of the body with `content-digest`, which the signature covers, before the body is parsed.',
    async run(target) {
      const exchange = await askLegs(target, [], 'waybill', {
        sentBody: JSON.stringify({
          query: `query($r: [_Any!]!) { legs: _entities(representations: $r) { ... on ${target.legType} { waybill } } }`,
          variables: {
            r: [{ __typename: target.legType, operator: { code: target.operator }, waybill: target.waybill }],
          },
        }),
      });
      return judge(notRefused(exchange));
    },
  },
  refusal(
    'A-GRANT-08',
    'a grant that the hub did not sign',
    'Verify the signature of the grant itself (EdDSA, with the key that its `kid` names): the signature of the request says nothing of what the grant is worth.',
    { variant: 'FORGED_GRANT' },
  ),
  {
    id: 'A-GRANT-09',
    level: 'MUST',
    title: 'refuses a request that it has answered before',
    why: 'Remember the nonce of each signature until it expires. Several processes behind one address need one memory.',
    async run(target) {
      let first: Readonly<Record<string, string>> | undefined;
      const change = (headers: Readonly<Record<string, string>>) => {
        first ??= headers;
        return first;
      };
      const original = await ask(target, { change });
      if (!hasData(original)) return judge(`the request itself is not answered: ${describe(original)}`);
      return judge(notRefused(await ask(target, { change })));
    },
  },
  refusal(
    'A-GRANT-10',
    'a request that is signed with keys that the hub does not publish',
    'Take keys from the key set of the hub alone, never from the request.',
    { variant: 'UNKNOWN_KEY' },
  ),
  refusal(
    'A-GRANT-11',
    'a leg under a grant that is for the SDL',
    'A grant with `use: sdl` is given without an agreement: answer `_service` under it, and no entity.',
    { variant: 'SDL' },
  ),
  refusal(
    'A-GRANT-12',
    'a request whose address is not the one that was signed',
    'The signature covers `@path` and `@query`: put them together from the request line as it came in.',
    { sentQuery: '?audit=1' },
  ),
  {
    id: 'A-GRANT-13',
    level: 'MUST',
    title: 'answers nothing to a GET without grant and signature',
    why: 'Many servers answer queries by GET as well. Turn that off, or guard it like POST.',
    async run(target) {
      const key = {
        __typename: target.legType,
        operator: { code: target.operator },
        waybill: target.waybill,
      };
      const query = `query($r: [_Any!]!) { legs: _entities(representations: $r) { ... on ${target.legType} { waybill } } }`;
      const sentQuery = new URLSearchParams({ query, variables: JSON.stringify({ r: [key] }) }).toString();
      const exchange = await target.send({ body: '', variant: 'NONE', method: 'GET', sentQuery });
      return judge(hasData(exchange) ? `it is answered: ${describe(exchange)}` : undefined);
    },
  },
  {
    id: 'A-GRANT-14',
    level: 'SHOULD',
    title: 'refuses with status 401 and a code in `errors`',
    why: 'The code goes into the log of the hub: `REQUEST_UNSIGNED`, `SIGNATURE_INVALID`, `GRANT_EXPIRED`, ... It is what tells whoever runs the two what is the matter.',
    async run(target) {
      const exchange = await ask(target, { variant: 'NONE' });
      const { answer } = exchange;
      const code = answer.kind === 'answered' && /"code"\s*:\s*"[A-Z_]{1,40}"/.test(answer.text);
      const isRefusal = answer.kind === 'answered' && answer.status === 401 && code;
      return judge(
        isRefusal ? undefined : `the refusal is ${describe(exchange)}${code ? '' : ', and no code'}`,
      );
    },
  },
];
