/** Agreements for tests of decisions, written short: what a clause does not say has the language's default. */
import { readFileSync } from 'node:fs';
import { type DirectiveNode, Kind, parse, print, valueFromASTUntyped } from 'graphql';
import type { Agreement, Clause } from '../../../gateway/agreements/agreement.ts';
import {
  type AgreementContract,
  readAgreementContract,
} from '../../../gateway/agreements/agreementContract.ts';
import type { Decision, LegFacts, Relation } from '../../../gateway/agreements/decision.ts';
import { roleSdl } from '../../../schema/network.ts';
import { NEVER_IMPLIED_PURPOSES } from '../../../schema/privacy.ts';

/** The contract of the network, without extensions. */
export const CONTRACT: AgreementContract = readAgreementContract([roleSdl('courier'), roleSdl('locker')]);

/** What differs from agreement to agreement in tests. */
export interface AgreementText {
  readonly operator?: string;
  readonly platform?: string;
  readonly version?: number;
  readonly purposes?: readonly string[];
  readonly from?: string;
  readonly until?: string;
  /** Types as in an agreement: `type LockerLeg { status: ParcelStatus @share }`. */
  readonly shares: string;
}

/** Reads the clauses of an agreement as they stand in SDL. Only for texts that are known to be right. */
export function agreementOf({
  operator = 'hive-box',
  platform = 'cainiao',
  version = 1,
  purposes = ['ORDER_STATUS', 'RECIPIENT_NOTICE'],
  from = '2017-06-01',
  until = '2018-06-01',
  shares,
}: AgreementText): Agreement {
  const id = `${operator}--${platform}`;
  const implied = purposes.filter((purpose) => !NEVER_IMPLIED_PURPOSES.has(purpose));
  const clauses = parse(shares).definitions.flatMap((type) => {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION) throw new Error(`not a type: ${print(type)}`);
    return (type.fields ?? []).flatMap((field) =>
      (field.directives ?? []).map((share) =>
        clauseOf(`${type.name.value}.${field.name.value}`, share, { implied, file: `${id}.graphql` }),
      ),
    );
  });
  return {
    id,
    version,
    operator,
    platform,
    purposes,
    from: atTime(from),
    until: atTime(until),
    noticeHours: 72,
    retentionDays: 90,
    missesPerDay: null,
    clauses,
  };
}

function clauseOf(
  coordinate: string,
  share: DirectiveNode,
  { implied, file }: { readonly implied: readonly string[]; readonly file: string },
): Clause {
  const given = Object.fromEntries(
    (share.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]),
  ) as { for?: string[]; as?: string; parcels?: Relation[]; until?: string; graceDays?: number };
  return {
    coordinate,
    purposes: given.for ?? implied,
    relations: given.parcels ?? ['OWN'],
    mask: given.as === undefined || given.as === 'CLEAR' ? null : given.as,
    until: given.until ?? null,
    graceDays: given.graceDays ?? 0,
    file,
    line: share.loc?.startToken.line ?? 0,
    column: share.loc?.startToken.column ?? 0,
    text: print(share),
  };
}

/** Milliseconds of `2017-06-01` or `2017-06-01T12:00:00.001`, in UTC. */
export function atTime(text: string): number {
  const time = Date.parse(text.includes('T') ? `${text}Z` : text);
  if (Number.isNaN(time)) throw new Error(`no time: ${text}`);
  return time;
}

/** A leg of Hive Box that is under way, unless said otherwise. */
export function legOf(given: Partial<LegFacts> = {}): LegFacts {
  return {
    operator: 'hive-box',
    role: 'locker',
    relation: 'OWN',
    acceptedAt: null,
    everReached: ['ACCEPTED'],
    finalAt: null,
    ...given,
  };
}

/** A decision in a word: `disclose`, the mask, or the code of the withheld. */
export function wordOf(decision: Decision): string {
  if (decision.kind === 'withhold') return decision.code;
  return decision.kind === 'mask' ? `as ${decision.mask}` : 'disclose';
}

/** The rows of a table in a text file: cells are two spaces or more apart; a line with `#` is a comment. */
export function readRows(file: URL): readonly (readonly string[])[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(/ {2,}/));
}
