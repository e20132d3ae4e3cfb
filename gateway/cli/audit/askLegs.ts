/** Asks a subgraph for legs as the hub does, and reads what it answers. */
import { readOwn } from '../../base/ownRecord.ts';
import type { AuditRequest, AuditTarget, Exchange } from './audit.ts';

/** Asks for the SDL. */
export const SDL_BODY = JSON.stringify({ query: '{ _service { sdl } }' });

/** A number that no operator gives to a parcel. */
export const UNKNOWN_WAYBILL = 'AUDIT-NO-SUCH-PARCEL';

/** The key of a leg, as the hub sends it. */
export function keyOf({ legType, operator }: AuditTarget, waybill: string, code = operator): object {
  return { __typename: legType, operator: { code }, waybill };
}

/** A body that asks for legs under aliases, each with keys and a selection of its own. */
export function entitiesBody(
  { legType }: AuditTarget,
  groups: readonly { readonly alias: string; readonly keys: unknown; readonly selection: string }[],
  more: { readonly variables?: string; readonly values?: Readonly<Record<string, unknown>> } = {},
): string {
  const variables = groups.map((_, index) => `$r${index}: [_Any!]!`).join(', ');
  const fields = groups.map(
    ({ alias, selection }, index) =>
      `${alias}: _entities(representations: $r${index}) { ... on ${legType} { ${selection} } }`,
  );
  const query = `query TrackingHub(${variables}${more.variables ?? ''}) {\n${fields.join('\n')}\n}`;
  const values = Object.fromEntries(groups.map(({ keys }, index) => [`r${index}`, keys]));
  return JSON.stringify({ query, variables: { ...more.values, ...values } });
}

/** Asks for legs under one alias, `legs`. */
export function askLegs(
  target: AuditTarget,
  waybills: readonly string[],
  selection: string,
  request: Omit<AuditRequest, 'body'> = {},
): Promise<Exchange> {
  const keys = waybills.map((waybill) => keyOf(target, waybill));
  return target.send({ body: entitiesBody(target, [{ alias: 'legs', keys, selection }]), ...request });
}

/** What is in the answer under an alias: a list, or undefined. */
export function readLegs({ answer }: Exchange, alias = 'legs'): readonly unknown[] | undefined {
  const found = answer.kind === 'answered' ? readOwn(readOwn(answer.json, 'data'), alias) : undefined;
  return Array.isArray(found) ? found : undefined;
}

/** The errors of an answer; none where it has no list of them. */
export function readErrors({ answer }: Exchange): readonly unknown[] {
  const errors = answer.kind === 'answered' ? readOwn(answer.json, 'errors') : undefined;
  return Array.isArray(errors) ? errors : [];
}

/** Whether anything that was asked for came with the answer. */
export function hasData({ answer }: Exchange): boolean {
  const data = answer.kind === 'answered' ? readOwn(answer.json, 'data') : undefined;
  if (typeof data !== 'object' || data === null) return false;
  return Object.values(data).some((value) =>
    Array.isArray(value) ? value.some((element) => element !== null) : value !== null,
  );
}

/** What came back, in a few words: `status 401 with 1 error`. */
export function describe(exchange: Exchange): string {
  const { answer } = exchange;
  if (answer.kind === 'lost') return answer.reason;
  const errors = readErrors(exchange);
  const [first] = errors;
  const message = readOwn(first, 'message');
  const said = typeof message === 'string' ? `: ${message.slice(0, 200)}` : '';
  return `status ${answer.status}${hasData(exchange) ? ' with data' : ' without data'}${said}`;
}

/** Why the legs of these waybills are not all answered, each with its own waybill or null for an unknown one. */
export function misplaced(
  legs: readonly unknown[] | undefined,
  waybills: readonly string[],
): string | undefined {
  if (legs === undefined) return 'the answer has no list of entities';
  if (legs.length !== waybills.length)
    return `${legs.length} entities for ${waybills.length} representations`;
  const wrong = waybills.findIndex((waybill, place) => {
    const found = readOwn(legs[place], 'waybill');
    return waybill === UNKNOWN_WAYBILL ? legs[place] !== null : found !== waybill;
  });
  if (wrong === -1) return undefined;
  const wanted = waybills[wrong] === UNKNOWN_WAYBILL ? 'null' : `the leg of ${waybills[wrong]}`;
  return `entity ${wrong} must be ${wanted}, and is ${JSON.stringify(legs[wrong])?.slice(0, 100)}`;
}

/** Why an answer is not a clean one: status 200, and no errors. */
export function troubleOf(exchange: Exchange): string | undefined {
  const { answer } = exchange;
  const isClean = answer.kind === 'answered' && answer.status === 200 && readErrors(exchange).length === 0;
  return isClean ? undefined : `the answer is ${describe(exchange)}`;
}
