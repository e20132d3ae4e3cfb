/** Reads the SDL of the control API, `control/v1`: each part as participants see it, described. */
import { readFileSync } from 'node:fs';

/** The SDL of one part, as `participants`. Throws when there is none of that name. */
export function controlSdl(part: string): string {
  return readFileSync(new URL(`control/v1/${part}.graphql`, import.meta.url), 'utf8');
}
