/**
 * Checks a participant as it is to be registered. Invariant: whatever is registered can be written into an agreement, a
 * grant and a graph, and has a key that can sign.
 */
import { PURPOSES } from '../../../schema/privacy.ts';
import { operatorPrefix } from '../../base/operatorPrefix.ts';
import { printableText } from '../../base/printableText.ts';
import { quote } from '../../base/quote.ts';
import { readPublicKey } from '../../identity/keyPair.ts';
import { ADMINISTRATOR, type Registration } from './participant.ts';

/** Codes that mean somebody else: the one who runs the hub, the hub itself, and the caller that audits name to an operator. */
const RESERVED = [ADMINISTRATOR, 'tracking-hub', 'audit'];
const LONGEST_NAME = 80;

/** What is wrong with it, as a sentence; undefined when it can be registered. */
export function checkRegistration(registration: Registration): string | undefined {
  return (
    checkCode(registration) ??
    checkName(registration) ??
    checkRole(registration) ??
    checkPurposes(registration) ??
    checkPublicKey(registration.publicKey)
  );
}

/** What is wrong with a public key, as a sentence. */
export function checkPublicKey(publicKey: string): string | undefined {
  if (readPublicKey(publicKey) !== undefined) return undefined;
  return `${quote(publicKey)} is no public key; it must be the 32 bytes of an Ed25519 key in base64url, as \`hub profile new\` prints it`;
}

function checkCode({ code, kind }: Registration): string | undefined {
  if (kind === 'administrator') return 'there is one administrator, which is there from the first start on';
  if (RESERVED.includes(code))
    return `the code ${quote(code)} is taken by the hub itself; choose another one`;
  // The same form for all: a code stands in names of agreements, whichever side it is on.
  if (operatorPrefix(code) !== undefined) return undefined;
  return `the code ${quote(code)} is not possible; it must be lower-case words with hyphens, each beginning with a letter, as \`sf-express\`, 40 letters at most`;
}

function checkName({ name }: Registration): string | undefined {
  const isFine = name.trim() !== '' && name.length <= LONGEST_NAME && printableText(name) === name;
  return isFine ? undefined : `the name must have 1 to ${LONGEST_NAME} printable letters on one line`;
}

function checkRole({ kind, role }: Registration): string | undefined {
  if ((kind === 'operator') === (role !== null)) return undefined;
  return kind === 'operator'
    ? 'an operator needs a role: `COURIER` or `LOCKER`'
    : `only operators have a role; leave it out for a ${kind}`;
}

function checkPurposes({ kind, purposes }: Registration): string | undefined {
  if (kind !== 'platform') {
    return purposes.length === 0
      ? undefined
      : `only platforms have purposes; leave them out for a${kind === 'operator' ? 'n' : ''} ${kind}`;
  }
  if (purposes.length === 0) return `a platform needs purposes: one or more of ${PURPOSES.join(', ')}`;
  const unknown = purposes.find((purpose) => !PURPOSES.includes(purpose));
  if (unknown !== undefined) return `there is no purpose ${quote(unknown)}; there are ${PURPOSES.join(', ')}`;
  return new Set(purposes).size === purposes.length ? undefined : 'the purposes name one twice';
}
