/** Audits of keys: which legs answer, and that nothing else does. */
import { readOwn } from '../../../base/ownRecord.ts';
import {
  askLegs,
  describe,
  entitiesBody,
  keyOf,
  misplaced,
  readErrors,
  readLegs,
  troubleOf,
  UNKNOWN_WAYBILL,
} from '../askLegs.ts';
import { type Audit, judge, PASSED } from '../audit.ts';

export const KEY_AUDITS: readonly Audit[] = [
  {
    id: 'A-KEY-01',
    level: 'MUST',
    title: 'answers the leg of a known waybill with its own key',
    why: 'The hub compares the key of the answer with the key that it asked for, and shows nothing where they differ.',
    async run(target) {
      const exchange = await askLegs(target, target.waybills, '__typename operator { code } waybill');
      const legs = readLegs(exchange);
      const trouble = troubleOf(exchange) ?? misplaced(legs, target.waybills);
      if (trouble !== undefined) return judge(trouble);
      const stranger = (legs ?? []).find(
        (leg) =>
          readOwn(leg, '__typename') !== target.legType ||
          readOwn(readOwn(leg, 'operator'), 'code') !== target.operator,
      );
      return judge(
        stranger === undefined
          ? undefined
          : `a leg must be a ${target.legType} of \`${target.operator}\`, and is ${JSON.stringify(stranger).slice(0, 200)}`,
      );
    },
  },
  {
    id: 'A-KEY-02',
    level: 'MUST',
    title: 'answers null, and no error, for an unknown waybill',
    why: 'A number that is not there is no failure. The hub would report an error as one of the operator, and count it.',
    async run(target) {
      const exchange = await askLegs(target, [UNKNOWN_WAYBILL], 'waybill');
      return judge(troubleOf(exchange) ?? misplaced(readLegs(exchange), [UNKNOWN_WAYBILL]));
    },
  },
  {
    id: 'A-KEY-03',
    level: 'MUST',
    title: 'answers no leg for the key of another operator',
    why: 'Waybills of two operators can be equal. Compare `operator { code }` of the representation with your own code before you look for the waybill.',
    async run(target) {
      const keys = [keyOf(target, target.waybill, 'audit--other')];
      const body = entitiesBody(target, [{ alias: 'legs', keys, selection: 'waybill' }]);
      const exchange = await target.send({ body });
      const answered = readLegs(exchange)?.some((leg) => leg !== null) ?? false;
      return judge(answered ? 'it answers its own leg for the key of `audit--other`' : undefined);
    },
  },
  {
    id: 'A-KEY-04',
    level: 'SHOULD',
    title: 'answers a good representation beside malformed ones',
    why: 'Answer null, or an error with a path, for a representation that cannot be read, so that it costs no other leg.',
    async run(target) {
      const { legType } = target;
      const operator = { code: target.operator };
      const keys = [
        { __typename: legType, operator },
        { __typename: legType, operator, waybill: 7 },
        { __typename: legType, operator: null, waybill: target.waybill },
        { __typename: legType, waybill: target.waybill },
        keyOf(target, target.waybill),
      ];
      const body = entitiesBody(target, [{ alias: 'legs', keys, selection: 'waybill' }]);
      const exchange = await target.send({ body });
      const last = readLegs(exchange)?.[keys.length - 1];
      if (readOwn(last, 'waybill') === target.waybill) return PASSED;
      return judge(`the good leg is missing: ${describe(exchange)}, ${readErrors(exchange).length} errors`);
    },
  },
];
