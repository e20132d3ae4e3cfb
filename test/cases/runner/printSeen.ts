/** Prints what operators received: the operations as they came, laid out, with waybills in place of representations. */
import { parse, print } from 'graphql';
import type { SeenRequest } from './recordingProxy.ts';

/** What every operator saw that has a leg in the case, or saw something; `nothing` where none saw anything. */
export function printSeen(
  seen: ReadonlyMap<string, readonly SeenRequest[]>,
  inCase: ReadonlySet<string>,
): string {
  const listed = [...seen].filter(([code, requests]) => requests.length > 0 || inCase.has(code));
  if (listed.every(([, requests]) => requests.length === 0)) return 'nothing';
  return listed
    .flatMap(([code, requests]) =>
      requests.length === 0 ? [`${code}: nothing`] : requests.map((request) => printRequest(code, request)),
    )
    .join('\n\n');
}

function printRequest(code: string, { query, variables, grant }: SeenRequest): string {
  const values = Object.entries(variables).map(([name, value]) => `$${name} = ${printValue(value)}`);
  return [`${code}, ${printGrant(grant)}:`, print(parse(query)), ...values].join('\n');
}

function printGrant(grant: SeenRequest['grant']): string {
  if (grant === null) return 'without a grant';
  const { platform, purpose, agreement, version } = grant;
  return `for ${platform}, ${purpose}, under ${agreement === undefined ? 'no agreement' : `${agreement}@${version}`}`;
}

/** Representations as waybills: the operator and the type are those of the heading. */
function printValue(value: unknown): string {
  if (!Array.isArray(value)) return JSON.stringify(value);
  const waybills = value.map((item) =>
    typeof item?.waybill === 'string' ? item.waybill : JSON.stringify(item),
  );
  return `[${waybills.join(', ')}]`;
}
