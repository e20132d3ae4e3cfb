/** Every mask that operators and the hub both know, by name. Invariant: a name that is not in here is no mask. */
import { cnName } from './cnName.ts';
import { cnPhone } from './cnPhone.ts';
import { date, hour } from './cutTime.ts';
import { initial } from './initial.ts';
import { lastFour } from './lastFour.ts';
import { MASK_STRICTNESS, type Mask, type MaskName } from './mask.ts';
import { scrub } from './scrub.ts';

const ALL: Readonly<Record<MaskName, Mask>> = {
  SCRUB: scrub,
  INITIAL: initial,
  CN_NAME: cnName,
  LAST_FOUR: lastFour,
  CN_PHONE: cnPhone,
  DATE: date,
  HOUR: hour,
};

/** The masks, strictest first. */
export const MASKS: ReadonlyMap<string, Mask> = new Map(MASK_STRICTNESS.map((name) => [name, ALL[name]]));
