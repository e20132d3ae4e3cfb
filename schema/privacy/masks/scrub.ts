/**
 * SCRUB: free text without what is personal in it. Only the operator can do it well, because it knows whom the leg names:
 * the kit calls `createScrubber`. Invariant: without that knowledge the whole text is replaced.
 */
import type { Mask } from './mask.ts';
import { isScrubbed } from './scrub/createScrubber.ts';
import { GENERIC_PHRASE, STATUS_PHRASES } from './statusPhrases.ts';

const PHRASES = new Set([GENERIC_PHRASE, ...STATUS_PHRASES.values()]);

export const scrub: Mask = {
  name: 'SCRUB',
  keeps: 'String',
  apply: (value) => (PHRASES.has(value) ? value : GENERIC_PHRASE),
  // True says that nothing looks personal, not that nothing is: a name without a role or title looks like any word.
  verify: isScrubbed,
};
