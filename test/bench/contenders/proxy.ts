/**
 * The floor: a proxy written by hand for exactly the benchmark's three queries. It asks the same store the same question,
 * asks both operators in parallel for exactly what the answer needs, and derives with the hub's own pure functions.
 * There is no parsing, planning, checking or limiting: what a gateway adds to this is its price.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';
import { findMatches, type ParcelView, viewParcel } from '../../../gateway/parcel/parcelView.ts';
import { judgeLegs } from '../../../gateway/parcel/visibleLegs.ts';
import type { RequestScope } from '../../../gateway/request/requestScope.ts';
import type { DirectoryStore } from '../../../gateway/store/directoryStore.ts';
import { createScopeOpener, openDirectory, type Setup, urlOf } from '../network/setup.ts';
import { queryNamed } from '../queries.ts';
import { DERIVED_FIELDS, PLAIN_FIELDS, type ProxyLeg, writeParcel } from './proxyAnswer.ts';
import { serveContender } from './serveContender.ts';

const PLAIN = queryNamed('plain').text;
const FIFTY = queryNamed('fifty').text;

interface Question {
  readonly query: string;
  readonly variables: { readonly number?: string; readonly numbers?: readonly string[] };
}

serveContender(async (setup) => {
  const directory = await openDirectory(setup);
  const openScope = createScopeOpener(setup);
  const askLegs = createLegClient(setup);
  const answer = async (question: Question): Promise<object> => {
    const numbers = question.variables.numbers ?? [question.variables.number ?? ''];
    const isDerived = question.query !== PLAIN;
    const scope = openScope();
    const views = await findParcels(directory, numbers, scope);
    const legs = await askLegs(views, isDerived);
    const parcels = views.map((view) => view && writeParcel(view, legs, scope, isDerived));
    return { data: question.query === FIFTY ? { parcels } : { parcel: parcels[0] ?? null } };
  };
  const server = createServer(async (request, response) => {
    const body = JSON.stringify(await answer(JSON.parse(await readBody(request))));
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
});

async function findParcels(
  directory: DirectoryStore,
  numbers: readonly string[],
  scope: RequestScope,
): Promise<readonly (ParcelView | null)[]> {
  const found = await directory.findByNumbers(numbers);
  return numbers.map((number, index) => {
    const legs = judgeLegs(found[index] ?? [], scope);
    const [match] = findMatches(legs, { number, operator: undefined }, scope);
    return match === undefined ? null : viewParcel(match.row.parcel, legs, number, scope);
  });
}

/** A function that asks each operator once for all of its legs of some parcels; the result is by waybill. */
function createLegClient(setup: Setup) {
  const operators = [
    { code: 'sf-express', typename: 'CourierLeg' },
    { code: 'hive-box', typename: 'LockerLeg' },
  ].map((operator) => {
    const { origin, pathname } = new URL(urlOf(setup, operator.code));
    return { ...operator, path: pathname, pool: new Pool(origin, { connections: 64 }) };
  });
  return async (
    views: readonly (ParcelView | null)[],
    isDerived: boolean,
  ): Promise<ReadonlyMap<string, ProxyLeg>> => {
    const legs = new Map<string, ProxyLeg>();
    await Promise.all(
      operators.map(async ({ code, typename, path, pool }) => {
        const waybills = views.flatMap((view) =>
          (view?.legs ?? []).flatMap(({ row }) => (row.operator === code ? [row.waybill] : [])),
        );
        if (waybills.length === 0) return;
        const fields = isDerived ? DERIVED_FIELDS : PLAIN_FIELDS;
        const query = `query($r: [_Any!]!) { _entities(representations: $r) { ... on ${typename} ${fields} } }`;
        const r = waybills.map((waybill) => ({ __typename: typename, operator: { code }, waybill }));
        const { body } = await pool.request({
          path,
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query, variables: { r } }),
        });
        const { data } = (await body.json()) as {
          readonly data: { readonly _entities: readonly ProxyLeg[] };
        };
        for (const [index, waybill] of waybills.entries()) {
          const leg = data._entities[index];
          if (leg !== undefined) legs.set(`${code} ${waybill}`, leg);
        }
      }),
    );
    return legs;
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
