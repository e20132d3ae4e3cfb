/** What a hub hands to its sandbox when everything in it is invented. Invariant: without it the sandbox tells and issues nothing. */
import type { AgreementFile } from '../../agreements/agreement.ts';
import type { SandboxPlatform, SandboxStory } from '../wire/answers.ts';

export interface SandboxDemo {
  /** Who can be viewed as. */
  readonly platforms: readonly SandboxPlatform[];
  /** Writes the form with which a platform asks for a token, signed with its key: in a demo the keys are at hand. */
  readonly writeTokenForm: (platform: string, purposes: readonly string[]) => URLSearchParams | undefined;
  /**
   * The agreements' documents as files: the same array while they are the same. They count where the network is fixed; of one that
   * participants make, they say under which name a signed document is found.
   */
  readonly readAgreements: () => readonly AgreementFile[];
  /** Parcels worth looking at, and numbers for a large request. */
  readonly readParcels: () => {
    readonly stories: readonly SandboxStory[];
    readonly numbers: readonly string[];
  };
}
