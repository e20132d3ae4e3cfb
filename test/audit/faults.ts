/** For each audit a server that does not meet it, and is otherwise as it should be. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, ProxyAnswer, ProxyRequest } from './auditedNetwork.ts';

type Data = Record<string, unknown>;
type Legs = (Record<string, unknown> | null)[];

const json = (status: number, value: unknown): ProxyAnswer => ({
  status,
  contentType: 'application/json; charset=utf-8',
  text: JSON.stringify(value),
});

const failure = (message: string) => ({ errors: [{ message }] });

/** Changes the lists of legs in an answer. */
const onLegs =
  (change: (legs: Legs, request: ProxyRequest) => unknown): Fault =>
  async (request, forward) => {
    const answer = await forward(request);
    if (!request.body.includes('_entities') || answer.status !== 200) return answer;
    const { data, ...rest } = JSON.parse(answer.text);
    const changed = Object.entries((data ?? {}) as Data).map(([alias, legs]) => [
      alias,
      Array.isArray(legs) ? change(legs, request) : legs,
    ]);
    return json(200, { ...rest, data: Object.fromEntries(changed) });
  };

/** Changes each leg of an answer. */
const onLeg = (change: (leg: Data) => Data): Fault => onLegs((legs) => legs.map((leg) => leg && change(leg)));

/** Changes the events of each leg. */
const onEvents = (change: (events: Data[]) => Data[]): Fault =>
  onLeg((leg) => (Array.isArray(leg['events']) ? { ...leg, events: change(leg['events']) } : leg));

/** Changes the text of an answer about legs. */
const onText =
  (change: (text: string) => string): Fault =>
  async (request, forward) => {
    const answer = await forward(request);
    return request.body.includes('_entities') ? { ...answer, text: change(answer.text) } : answer;
  };

/** Understands another request than the one that came. */
const misread =
  (change: (body: string) => string): Fault =>
  async (request, forward) => {
    const body = change(request.body);
    return body === request.body ? forward(request) : forward({ ...request, body }, 'anybody');
  };

/** Answers what the kit refuses with one of these codes. */
const lenient =
  (...codes: readonly string[]): Fault =>
  async (request, forward) => {
    const answer = await forward(request);
    const isRefused = codes.some((code) => answer.text.includes(`"code":"${code}"`));
    return isRefused ? forward({ ...request, target: '/graphql' }, 'anybody') : answer;
  };

/** Answers some requests as it likes. */
const when =
  (concerns: (request: ProxyRequest) => boolean, answer: ProxyAnswer): Fault =>
  async (request, forward) =>
    concerns(request) ? answer : forward(request);

/** Breaks down for good at some request. */
const dies = (concerns: (request: ProxyRequest) => boolean): Fault => {
  let isDead = false;
  return async (request, forward) => {
    if (isDead) return json(503, failure('down'));
    isDead = concerns(request);
    return isDead ? json(400, failure('refused')) : forward(request);
  };
};

const isBroken = ({ body }: ProxyRequest) => body === '{"query": "{ _service';
const isSyntaxError = ({ body }: ProxyRequest) => body === '{"query":"{ _service { sdl }"}';
const isUnknownField = ({ body }: ProxyRequest) => body.includes('auditNoSuchField');
const stripMasks = (body: string) => body.replaceAll(/ @mask\(as: [$\w]+\)/g, '');

export const FAULTS: Readonly<Record<string, Fault>> = {
  'A-SDL-01': when(({ body }) => body.includes('_service'), json(200, { data: { _service: null } })),
  'A-SDL-02': async (request, forward) => {
    const answer = await forward(request);
    return {
      ...answer,
      text: answer.text.replace('status: ParcelStatus @operational', 'status: Int @operational'),
    };
  },
  // The kit with `masks: false`.
  'A-SDL-03': (request, forward) => forward(request),
  'A-GRANT-01': when(({ body }) => body.includes('_entities'), json(401, failure('no'))),
  'A-GRANT-02': lenient('REQUEST_UNSIGNED'),
  'A-GRANT-03': lenient('REQUEST_UNSIGNED'),
  'A-GRANT-04': lenient('GRANT_EXPIRED'),
  'A-GRANT-05': lenient('SIGNATURE_EXPIRED'),
  'A-GRANT-06': lenient('GRANT_INVALID'),
  'A-GRANT-07': lenient('SIGNATURE_INVALID'),
  'A-GRANT-08': lenient('GRANT_INVALID'),
  'A-GRANT-09': lenient('REQUEST_REPLAYED'),
  'A-GRANT-10': lenient('KEY_UNKNOWN'),
  'A-GRANT-11': lenient('GRANT_INVALID'),
  'A-GRANT-12': lenient('SIGNATURE_INVALID'),
  'A-GRANT-13': async (request, forward) => {
    if (request.method !== 'GET') return forward(request);
    const asked = new URL(request.target, 'http://localhost').searchParams;
    const body = JSON.stringify({
      query: asked.get('query'),
      variables: JSON.parse(asked.get('variables') ?? '{}'),
    });
    const headers = { 'content-type': 'application/json' };
    return forward({ method: 'POST', target: '/graphql', headers, body }, 'anybody');
  },
  'A-GRANT-14': async (request, forward) => {
    const answer = await forward(request);
    return answer.status === 401 ? json(200, failure('no')) : answer;
  },
  'A-BATCH-01': onLegs((legs) => legs.slice(0, 50)),
  'A-BATCH-02': onLegs((legs) => [...legs].reverse()),
  'A-BATCH-03': async (request, forward) => {
    const answer = await forward(request);
    const { data } = JSON.parse(answer.text);
    return data?.g1 ? json(200, { data: { ...data, g1: data.g0 } }) : answer;
  },
  'A-BATCH-04': onLegs((legs) =>
    legs.filter((leg, at) => legs.findIndex((each) => each?.['waybill'] === leg?.['waybill']) === at),
  ),
  'A-BATCH-05': when(({ body }) => body.includes('"r0":[]'), json(200, { ...failure('empty'), data: null })),
  'A-BATCH-06': async (request, forward) => {
    if (request.body.includes('_entities')) await sleep(600);
    return forward(request);
  },
  'A-KEY-01': onLeg((leg) => ({ ...leg, ...(leg['operator'] ? { operator: { code: 'zto' } } : {}) })),
  'A-KEY-02': async (request, forward) => {
    const answer = await forward(request);
    return /\[null\]/.test(answer.text)
      ? json(200, { ...failure('not found'), data: { legs: [null] } })
      : answer;
  },
  'A-KEY-03': misread((body) => body.replaceAll('"code":"audit--other"', '"code":"swift"')),
  'A-KEY-04': when(
    ({ body }) => body.includes('"waybill":7'),
    json(200, { ...failure('malformed'), data: null }),
  ),
  'A-VALUE-01': async (request, forward) => {
    const answer = await forward(request);
    return /goods \{/.test(request.body)
      ? json(200, { ...JSON.parse(answer.text), ...failure('goods') })
      : answer;
  },
  'A-VALUE-02': onText((text) => text.replaceAll('"OUT_FOR_DELIVERY"', '"EXPIRED"')),
  'A-VALUE-03': onText((text) => text.replaceAll('"custody":"OPERATOR"', '"custody":"US"')),
  'A-VALUE-04': onText((text) => text.replaceAll('"weightGrams":500', '"weightGrams":"500"')),
  'A-VALUE-05': onText((text) => text.replaceAll('OUT_FOR_DELIVERY_COURIER', 'DELIVERED_TO_PROXY')),
  'A-VALUE-06': onLeg((leg) => ({ ...leg, ...('status' in leg ? { status: null } : {}) })),
  'A-VALUE-07': onEvents((events) => events.map((event) => ({ ...event, id: '1' }))),
  'A-VALUE-08': misread((body) => body.replaceAll('(last: 1)', '')),
  'A-TIME-01': onText((text) => text.replaceAll('+08:00"', '"')),
  'A-TIME-02': onText((text) => text.replaceAll('2017-06-01T', '2017-02-30T')),
  'A-TIME-03': onEvents((events) => [...events].reverse()),
  'A-TIME-04': onEvents((events) =>
    events.map((event) => ({ ...event, recordedAt: '2017-01-01T00:00:00+08:00' })),
  ),
  'A-MASK-01': misread(stripMasks),
  'A-MASK-02': onText((text) => text.replaceAll(/"[^"*]\*\*?"/g, '"***"')),
  'A-MASK-03': misread((body) => (/(\w+) \1 @mask/.test(body) ? stripMasks(body) : body)),
  'A-MASK-04': misread((body) => body.replace(/(\w+) @mask\(as: \w+\) \1 @mask/, '$1 @mask')),
  'A-MASK-05': misread((body) => (/audit: \w+ @mask/.test(body) ? stripMasks(body) : body)),
  'A-MASK-06': misread((body) =>
    body.includes('@mask(as: $mask)') ? stripMasks(body).replace(', $mask: Mask!', '') : body,
  ),
  'A-MASK-07': misread((body) => (/(?<!At) @mask\(as: (DATE|HOUR)\)/.test(body) ? stripMasks(body) : body)),
  'A-MASK-08': misread((body) => (body.includes('SCRUB') ? stripMasks(body) : body)),
  'A-ERROR-01': when(isSyntaxError, json(200, { data: null })),
  'A-ERROR-02': when(isUnknownField, json(200, { data: {} })),
  'A-ERROR-03': when(isBroken, json(500, failure('unexpected end'))),
  'A-ERROR-04': when(isUnknownField, json(200, { errors: ['no such field'] })),
  'A-ERROR-05': when(
    isUnknownField,
    json(400, { errors: [{ message: 'no', extensions: { stack: 'Error\n    at run (server.js:1:1)' } }] }),
  ),
  'A-ERROR-06': async (request, forward) => ({ ...(await forward(request)), contentType: 'text/html' }),
  'A-ERROR-07': async (request, forward) => {
    const answer = await forward(request);
    return isUnknownField(request) ? { ...answer, status: 200, contentType: 'application/json' } : answer;
  },
  'A-ERROR-08': async (request, forward) =>
    request.headers['content-type'] === 'text/plain'
      ? forward({ ...request, headers: { 'content-type': 'application/json' } }, 'anybody')
      : forward(request),
  'A-HOSTILE-01': when(({ body }) => body.includes('[[[['), json(500, failure('stack'))),
  'A-HOSTILE-02': dies(({ body }) => body.includes('a1999')),
  'A-HOSTILE-03': dies(({ body }) => body.length > 500_000),
  'A-HOSTILE-04': when(({ body }) => body.includes('"r0":[7]'), json(500, failure('null pointer'))),
  'A-HOSTILE-05': when(({ body }) => body === 'null', json(500, failure('null pointer'))),
  'A-HOSTILE-06': onLegs((legs, { body }) =>
    body.includes('"constructor"') ? [{}, ...legs.slice(1)] : legs,
  ),
  'A-HOSTILE-07': dies(({ body }) => body.includes('__proto__')),
  'A-HOSTILE-08': when(({ body }) => body.length > 2_000_000, json(200, { data: { _service: { sdl: '' } } })),
};
