/**
 * Who may know of a pair. Invariant: whoever is neither a party nor a mediator is told the same of a pair that is there and of
 * one that is not, before anything of it is read.
 */
import { type Pair, splitPair } from '../../agreements/life/pair.ts';
import { quote } from '../../base/quote.ts';
import { type Actor, refuse } from '../../control/controlModule.ts';
import type { Store } from '../../store/openStore.ts';

/** The pair of a name, for a party of it and for mediators. Rejects with `NOT_FOUND` for everybody else. */
export async function refuseStrangers(store: Store, name: string, actor: Actor): Promise<Pair> {
  const pair = splitPair(name);
  const isParty = pair?.operator === actor.code || pair?.platform === actor.code;
  if (pair === undefined || !(isParty || actor.kind === 'mediator')) throw refuseUnknown(name);
  const parties = await store
    .selectFrom('participants')
    .select(['code', 'kind'])
    .where('code', 'in', [pair.operator, pair.platform])
    .execute();
  const kindOf = (code: string) => parties.find((party) => party.code === code)?.kind;
  if (kindOf(pair.operator) !== 'operator' || kindOf(pair.platform) !== 'platform') throw refuseUnknown(name);
  return pair;
}

function refuseUnknown(name: string): ReturnType<typeof refuse> {
  return refuse(
    'NOT_FOUND',
    `no pair of yours is called ${quote(name)}: name operator and platform, as \`hive-box--cainiao\``,
  );
}
