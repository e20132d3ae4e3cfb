/**
 * The control API of a hub, from before its store is open until it stops.
 * Invariant: whoever asks while the store is closed is told to try again; nothing is answered from memory.
 */
import type { Logger } from 'pino';
import type { ControlContext, ControlModule } from '../../control/controlModule.ts';
import { createControlSchema } from '../../control/createControlSchema.ts';
import { createControlVerifier } from '../../identity/control/verifyControl.ts';
import type { SignerSource } from '../../identity/signer.ts';
import { openSigners } from '../../registry/participants/openSigners.ts';
import { participantModule } from '../../registry/participants/participantModule.ts';
import type { Store } from '../../store/openStore.ts';
import type { ControlParts } from './addControlEndpoint.ts';
import { createControlExecutor } from './executeControl.ts';
import { type AdministratorOptions, openAdministrator } from './openAdministrator.ts';

export interface ControlOptions {
  /** The hub's clock, in milliseconds since the epoch. */
  readonly readNow: () => number;
  readonly log: Logger;
  /** The real clock, which signatures are dated by. */
  readonly readClock?: () => number;
}

export interface OpenControlOptions extends Omit<AdministratorOptions, 'now'> {
  /** What the API has besides participants. */
  readonly modules?: readonly ControlModule[];
  readonly confirm: ControlContext['confirm'];
}

export interface Control {
  /** Keys of participants, for whoever else verifies them. */
  readonly signers: SignerSource;
  /** What answers requests; undefined while nothing does. */
  readParts(): ControlParts | undefined;
  /** Registers the administrator; requests are answered from now on. */
  open(store: Store, options: OpenControlOptions): Promise<void>;
  /** Requests are answered no more. */
  close(): void;
}

/** A control API that answers nothing yet. */
export function createControl({ readNow, log, readClock = Date.now }: ControlOptions): Control {
  let opened: Store | undefined;
  let parts: ControlParts | undefined;
  const signers = openSigners(() => opened, readClock);
  const verifier = createControlVerifier({ signers, readClock });
  return {
    signers,
    readParts: () => parts,
    async open(store, { modules = [], confirm, ...administrator }) {
      opened = store;
      await openAdministrator(store, { ...administrator, now: readNow() });
      const schema = createControlSchema([participantModule({ store }), ...modules]);
      parts = { verifier, execute: createControlExecutor(schema, log), readNow, confirm };
    },
    close() {
      // The store stays known: requests under way finish.
      parts = undefined;
    },
  };
}
