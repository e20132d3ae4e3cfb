/** Audits of masks at the source. Each looks at values that the mask has to change, so one that is ignored is seen. */
import { MASKS } from '../../../../schema/privacy/masks/masks.ts';
import { troubleOf } from '../askLegs.ts';
import { type Audit, type AuditTarget, judge, type Outcome, skipped } from '../audit.ts';
import { askMasked, listMaskable, type Maskable } from '../maskedValues.ts';

const NOTHING_TO_MASK =
  'no value of the known leg would be changed by a mask; name another with --waybill, one with a recipient and events';

interface MaskAudit extends Pick<Audit, 'id' | 'level' | 'title' | 'why'> {
  readonly judgeOne: (
    maskable: Maskable,
    target: AuditTarget,
    all: readonly Maskable[],
  ) => Promise<string | undefined>;
  /** Leaves out what the audit cannot judge. */
  readonly concerns?: (maskable: Maskable) => boolean;
}

/** An audit that looks at one value for each mask that the SDL declares. */
function ofMasks({ judgeOne, concerns = () => true, ...audit }: MaskAudit): Audit {
  return {
    ...audit,
    async run(target): Promise<Outcome> {
      const masks = target.reading.understood?.capabilities.masks;
      if (masks === undefined || masks.size === 0) return skipped('the SDL defines no `@mask`');
      const all = (await listMaskable(target, masks)).filter(concerns);
      if (all.length === 0) return skipped(NOTHING_TO_MASK);
      for (const maskable of all) {
        const reason = await judgeOne(maskable, target, all);
        if (reason !== undefined) return judge(reason);
      }
      return judge(undefined);
    },
  };
}

/** The first masked value that shows more than its masks leave, without the value: it may be personal. */
function unmasked(
  values: readonly unknown[],
  masks: readonly string[],
  { coordinate }: Maskable,
): string | undefined {
  const isMasked = (value: unknown) =>
    value === null ||
    (typeof value === 'string' && masks.every((mask) => MASKS.get(mask)?.verify(value) ?? false));
  if (values.length === 0) return `${coordinate} with ${masks.join(' and ')} is not answered at all`;
  return values.every(isMasked)
    ? undefined
    : `${coordinate} asked for with ${masks.join(' and ')} is not masked`;
}

export const MASK_AUDITS: readonly Audit[] = [
  ofMasks({
    id: 'A-MASK-01',
    level: 'MUST',
    title: 'applies each mask of its SDL',
    why: 'The hub verifies what comes back and shows null where it is not masked. The exact rules are in `schema/privacy/README.md`, examples in `mask-vectors.json`. Leave out of the enum `Mask` what you do not implement.',
    async judgeOne(maskable, target) {
      const { mask, leaf } = maskable;
      const { exchange, values } = await askMasked(target, maskable, `${leaf} @mask(as: ${mask})`);
      return troubleOf(exchange) ?? unmasked(values, [mask], maskable);
    },
  }),
  ofMasks({
    id: 'A-MASK-02',
    level: 'SHOULD',
    title: 'masks to the character as the vocabulary says',
    why: 'Two operators that mask one name differently show more than either. `***` in place of everything hides enough, and says less than was agreed.',
    concerns: ({ mask }) => mask !== 'SCRUB',
    async judgeOne(maskable, target) {
      const { mask, leaf, plain, coordinate } = maskable;
      const { values } = await askMasked(target, maskable, `${leaf} @mask(as: ${mask})`);
      const wanted = plain.map((value) => (value === null ? null : (MASKS.get(mask)?.apply(value) ?? null)));
      const differs = wanted.findIndex((value, index) => values[index] !== value);
      if (differs === -1) return undefined;
      return `${coordinate} with ${mask} must be ${JSON.stringify(wanted[differs])}`;
    },
  }),
  ofMasks({
    id: 'A-MASK-03',
    level: 'MUST',
    title: 'masks a response key that only one of several selections asks to mask',
    why: 'A key that is selected twice, once with a mask, answers once: masked. Look at all field nodes of a key, not at the first.',
    async judgeOne(maskable, target) {
      const { mask, leaf } = maskable;
      const selection = `${leaf} ${leaf} @mask(as: ${mask}) ${leaf}`;
      const { exchange, values } = await askMasked(target, maskable, selection);
      return troubleOf(exchange) ?? unmasked(values, [mask], maskable);
    },
  }),
  ofMasks({
    id: 'A-MASK-04',
    level: 'MUST',
    title: 'applies every mask that selections of one response key ask for',
    why: 'Where several masks meet in one key, the strictest holds: apply them in the order of the vocabulary, or answer null.',
    async judgeOne(maskable, target, all) {
      const { mask, leaf, way } = maskable;
      const keeps = MASKS.get(mask)?.keeps;
      const other = all.find((each) => each.mask !== mask && MASKS.get(each.mask)?.keeps === keeps);
      if (other === undefined) return undefined;
      const selection = `${leaf} @mask(as: ${mask}) ${leaf} @mask(as: ${other.mask})`;
      const { exchange, values } = await askMasked(target, { ...maskable, way }, selection);
      return troubleOf(exchange) ?? unmasked(values, [mask, other.mask], maskable);
    },
  }),
  ofMasks({
    id: 'A-MASK-05',
    level: 'MUST',
    title: 'masks a field under an alias',
    why: 'The mask belongs to the field, whatever name its caller gives it.',
    async judgeOne(maskable, target) {
      const { mask, leaf } = maskable;
      const { exchange, values } = await askMasked(
        target,
        maskable,
        `audit: ${leaf} @mask(as: ${mask})`,
        'audit',
      );
      return troubleOf(exchange) ?? unmasked(values, [mask], maskable);
    },
  }),
  ofMasks({
    id: 'A-MASK-06',
    level: 'MUST',
    title: 'shows nothing of a field whose mask it cannot read',
    why: 'A mask that comes as a variable is not written out as an enum value: answer null, or masked, never the value as it is.',
    async judgeOne(maskable, target) {
      const { mask, leaf, coordinate } = maskable;
      const { exchange, values } = await askMasked(target, maskable, `${leaf} @mask(as: $mask)`, leaf, {
        variables: ', $mask: Mask!',
        values: { mask },
      });
      const { answer } = exchange;
      if (answer.kind === 'lost') return answer.reason;
      return values.length === 0
        ? undefined
        : unmasked(values, [mask], maskable) && `${coordinate} is shown as it is`;
    },
  }),
  ofMasks({
    id: 'A-MASK-07',
    level: 'MUST',
    title: 'answers null for a mask that the type of the field does not keep',
    why: '`CN_NAME` of a time, or `DATE` of a text, means nothing: answer null rather than the value as it is.',
    async judgeOne(maskable, target, all) {
      const { leaf, coordinate } = maskable;
      const keeps = MASKS.get(maskable.mask)?.keeps;
      const other = all.find((each) => MASKS.get(each.mask)?.keeps !== keeps);
      if (other === undefined) return undefined;
      const { exchange, values } = await askMasked(target, maskable, `${leaf} @mask(as: ${other.mask})`);
      if (exchange.answer.kind === 'lost') return exchange.answer.reason;
      return values.every((value) => value === null)
        ? undefined
        : `${coordinate} with ${other.mask} is not null`;
    },
  }),
  ofMasks({
    id: 'A-MASK-08',
    level: 'MUST',
    title: 'scrubs from free text what the leg says of people',
    why: 'Only the operator knows whom a text names. Look for every personal value of the same leg, and answer the plain phrase of the status where that is in doubt.',
    concerns: ({ mask, plain, secrets }) =>
      mask === 'SCRUB' && plain.some((text) => secrets.some((secret) => text?.includes(secret))),
    async judgeOne(maskable, target) {
      const { mask, leaf, coordinate, secrets } = maskable;
      const { exchange, values } = await askMasked(target, maskable, `${leaf} @mask(as: ${mask})`);
      const tells = values.some((value) => secrets.some((secret) => String(value).includes(secret)));
      return (
        troubleOf(exchange) ?? (tells ? `${coordinate} still says a personal value of its leg` : undefined)
      );
    },
  }),
];
