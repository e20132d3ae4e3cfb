/** Audits of batches: the hub asks for many legs in one request, and puts the answers back by their place. */

import { askLegs, entitiesBody, keyOf, misplaced, readLegs, troubleOf, UNKNOWN_WAYBILL } from '../askLegs.ts';
import { type Audit, type AuditTarget, judge } from '../audit.ts';

const MOST_LEGS = 100;

/** A hundred waybills: known ones, each followed by one that nobody knows. */
function hundredWaybills({ waybills }: AuditTarget): readonly string[] {
  return Array.from({ length: MOST_LEGS }, (_, place) =>
    place % 2 === 0 ? (waybills[(place / 2) % waybills.length] ?? UNKNOWN_WAYBILL) : UNKNOWN_WAYBILL,
  );
}

export const BATCH_AUDITS: readonly Audit[] = [
  {
    id: 'A-BATCH-01',
    level: 'MUST',
    title: 'answers 100 representations in one request',
    why: 'The hub asks for up to 100 legs at once. A list that is cut, or legs that are left out, would show one parcel under the number of another.',
    async run(target) {
      const waybills = hundredWaybills(target);
      const exchange = await askLegs(target, waybills, 'waybill');
      return judge(troubleOf(exchange) ?? misplaced(readLegs(exchange), waybills));
    },
  },
  {
    id: 'A-BATCH-02',
    level: 'MUST',
    title: 'answers entities in the order of their representations',
    why: 'Federation finds an entity by its place in the list alone. Query the data source once, then put its rows in the order of the representations.',
    async run(target) {
      const waybills = [UNKNOWN_WAYBILL, ...target.waybills, UNKNOWN_WAYBILL, UNKNOWN_WAYBILL];
      const exchange = await askLegs(target, waybills, 'waybill');
      return judge(troubleOf(exchange) ?? misplaced(readLegs(exchange), waybills));
    },
  },
  {
    id: 'A-BATCH-03',
    level: 'MUST',
    title: 'answers several `_entities` fields of one request, each under its alias',
    why: 'Legs that are shared differently travel in one request as aliased fields. A resolver that remembers its representations per request, not per field, mixes them up.',
    async run(target) {
      const groups = [
        { alias: 'g0', keys: [keyOf(target, target.waybill)], selection: 'waybill operator { code }' },
        {
          alias: 'g1',
          keys: [UNKNOWN_WAYBILL, target.waybill].map((each) => keyOf(target, each)),
          selection: 'waybill',
        },
      ];
      const exchange = await target.send({ body: entitiesBody(target, groups) });
      return judge(
        troubleOf(exchange) ??
          misplaced(readLegs(exchange, 'g0'), [target.waybill]) ??
          misplaced(readLegs(exchange, 'g1'), [UNKNOWN_WAYBILL, target.waybill]),
      );
    },
  },
  {
    id: 'A-BATCH-04',
    level: 'MUST',
    title: 'answers a representation that is asked for twice at both places',
    why: 'Rows of a data source are distinct, representations need not be: look rows up by waybill instead of handing them on as they come.',
    async run(target) {
      const waybills = [target.waybill, target.waybill, UNKNOWN_WAYBILL, target.waybill];
      const exchange = await askLegs(target, waybills, 'waybill');
      return judge(troubleOf(exchange) ?? misplaced(readLegs(exchange), waybills));
    },
  },
  {
    id: 'A-BATCH-05',
    level: 'MUST',
    title: 'answers an empty list of representations with an empty list',
    why: 'A query with `IN ()` is an error in many databases; ask them nothing when there is nothing to ask.',
    async run(target) {
      const exchange = await askLegs(target, [], 'waybill');
      return judge(troubleOf(exchange) ?? misplaced(readLegs(exchange), []));
    },
  },
  {
    id: 'A-BATCH-06',
    level: 'SHOULD',
    title: 'answers 100 representations in half the time that the hub waits',
    why: 'The hub gives up after three seconds, and its callers get null. One call to the data source for all legs of a request, instead of one for each, is what helps most.',
    async run(target) {
      const { durationMs } = await askLegs(target, hundredWaybills(target), 'waybill');
      const isFast = durationMs <= target.patienceMs / 2;
      return judge(
        isFast ? undefined : `it took ${Math.round(durationMs)} ms; the hub waits ${target.patienceMs} ms`,
      );
    },
  },
];
