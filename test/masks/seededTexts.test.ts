/** The texts of the demo's data set: nothing of whom they name is left when they are scrubbed, and the rest is. */
import { expect, test } from 'vitest';
import { createScrubber, isScrubbed } from '../../schema/privacy/masks/scrub/createScrubber.ts';
import { operatorSdl } from '../../subgraphs/kit/operatorSdl.ts';
import { createSecretReader } from '../../subgraphs/kit/readSecrets.ts';
import { generateParcels } from '../../subgraphs/seed/generate.ts';
import type { Journey, TrueLeg } from '../../subgraphs/seed/journey.ts';
import { writeRecord } from '../../subgraphs/seed/native/writeRecord.ts';
import { ANCHOR_MS } from '../../subgraphs/seed/startTrip.ts';

/** Of 20,000, which `MASKS_PARCELS` asks for; the seed is the demo's. */
const PARCELS = Number(process.env['MASKS_PARCELS'] ?? 250);
const PHRASE = 'Phrase.';

const readers = {
  courier: createSecretReader(operatorSdl({ code: 'any', role: 'courier' }), 'CourierLeg'),
  locker: createSecretReader(operatorSdl({ code: 'any', role: 'locker' }), 'LockerLeg'),
};

/** What a reader of a text could learn of the people of a leg, in the true story: operators know less than that. */
function tellingParts({ from, to, carrier }: TrueLeg, { legs }: Journey): readonly string[] {
  const people = [from, to, carrier];
  const names = people.flatMap(({ name }) =>
    // Of a name without spaces, also the given name; of one with spaces, each word.
    name.includes(' ') ? name.split(' ') : [name, name.slice(-2)],
  );
  const numbers = people.flatMap(({ phone }) => [phone.replace('+', ''), phone.slice(-4)]);
  const codes = legs.flatMap(({ stay }) => (stay === null ? [] : [stay.code]));
  const { street, building, room } = to.home;
  const places = [street, building, room].filter((part) => part.length > 3);
  return [...names, ...numbers, ...codes, ...places];
}

interface Counts {
  texts: number;
  telling: number;
  replaced: number;
  unchanged: number;
  readonly left: string[];
}

function scrubAll(): Counts {
  const counts: Counts = { texts: 0, telling: 0, replaced: 0, unchanged: 0, left: [] };
  for (const { journey } of generateParcels({ seed: 20170601, parcels: PARCELS })) {
    for (const leg of journey.legs) {
      const { leg: told } = writeRecord({ journey, leg, anchor: ANCHOR_MS });
      const secrets = ('station' in told ? readers.locker : readers.courier)(told);
      if (secrets === null) throw new Error('a leg of the data set cannot be read');
      const scrub = createScrubber(secrets);
      const parts = tellingParts(leg, journey);
      for (const { text } of told.events ?? []) count(counts, text ?? '', scrub(text ?? '', PHRASE), parts);
    }
  }
  return counts;
}

function count(counts: Counts, text: string, scrubbed: string, parts: readonly string[]): void {
  const isTelling = parts.some((part) => text.includes(part));
  counts.texts++;
  if (isTelling) counts.telling++;
  if (scrubbed === PHRASE) counts.replaced++;
  if (!isTelling && scrubbed === text) counts.unchanged++;
  const left = parts.filter((part) => text.includes(part) && scrubbed.includes(part));
  if (left.length > 0 || !isScrubbed(scrubbed))
    counts.left.push(`${text} => ${scrubbed}: ${left.join(', ')}`);
}

test('nobody and nothing personal is left, and texts that tell nothing are left alone', {
  timeout: 900_000,
}, () => {
  const { texts, telling, replaced, unchanged, left } = scrubAll();
  if (PARCELS > 250) process.stdout.write(`${JSON.stringify({ texts, telling, replaced, unchanged })}\n`);
  expect(left).toEqual([]);
  expect(telling / texts).toBeGreaterThan(0.3);
  expect(unchanged / (texts - telling)).toBeGreaterThan(0.9);
  expect(replaced / texts).toBeLessThan(0.01);
});
