/** What a hub hands to its sandbox when everything in it is invented. Invariant: without it the sandbox tells and issues nothing. */
import type { AgreementFile } from '../../agreements/agreement.ts';
import type { Stop } from '../../agreements/life/pairLife.ts';
import type { SandboxPlatform, SandboxStory } from '../wire/answers.ts';

/** A suspension or termination, with the pair that it is about. */
export interface PairStop extends Stop {
  readonly operator: string;
  readonly platform: string;
}

export interface SandboxDemo {
  /** Who can be viewed as. */
  readonly platforms: readonly SandboxPlatform[];
  /** Writes the form with which a platform asks for a token, signed with its key: in a demo the keys are at hand. */
  readonly writeTokenForm: (platform: string, purposes: readonly string[]) => URLSearchParams | undefined;
  /** The agreements' documents, as they are now: the same array while they are the same. */
  readonly readAgreements: () => readonly AgreementFile[];
  /** Suspensions and terminations; none when left out. */
  readonly readStops?: () => readonly PairStop[];
  /** Parcels worth looking at, and numbers for a large request. */
  readonly readParcels: () => {
    readonly stories: readonly SandboxStory[];
    readonly numbers: readonly string[];
  };
}
