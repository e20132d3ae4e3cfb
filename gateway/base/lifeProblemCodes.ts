/** The part of the catalogue of problem codes that is about the life of agreements, HUB100 to HUB139. The same rules hold for it. */

/** Codes of records and steps that are refused. */
export const LIFE_PROBLEM_CODES = {
  HUB100: {
    title: 'a record is not written as records are',
    explanation:
      'A record is one JSON object in canonical form (RFC 8785) with the members of its event and no others, so that one step has one text and one signature is over all of it.',
  },
  HUB101: {
    title: 'a record does not follow the one before it',
    explanation:
      'The records of a pair count from 1 and each names the digest of the one before. A record that was left out, moved or taken from another pair shows by that. A client whose record is overtaken by one of the other party reads that one, and signs anew.',
  },
  HUB102: {
    title: 'a signature does not hold',
    explanation:
      'The Ed25519 signature is over the canonical text of the record, byte for byte, by the key that is named beside it.',
  },
  HUB103: {
    title: 'a key does not sign for the actor at that time',
    explanation:
      'A record is signed with a key of the participant that it names as its actor, which was registered when the record was made and not revoked. What a key signed before it was revoked stays signed.',
  },
  HUB104: {
    title: "a step is not the actor's to take",
    explanation:
      'Operator and platform of a pair offer, sign, suspend and dispute, each for itself. A mediator settles disputes and orders interim measures. Nobody else takes part.',
  },
  HUB105: {
    title: 'an offer waits for the other side',
    explanation:
      'The side to which an offer was made signs it, answers with one of its own or declines it. The side that made it may make another, which takes its place.',
  },
  HUB106: {
    title: 'there is no offer to answer',
    explanation: 'Signing, declining and a counter-offer answer the offer that is open. None is.',
  },
  HUB107: {
    title: 'what is signed is not what was offered',
    explanation:
      'A signature names the version and the SHA-256 digest of the document that was offered last. A document that changed meanwhile has to be read again.',
  },
  HUB108: {
    title: 'a document is not one of this pair',
    explanation:
      'The document of a step is an agreement whose operator and platform are those of the pair, and whose terms can be read.',
  },
  HUB109: {
    title: 'a version is not the next one',
    explanation:
      'Versions of a pair that both signed, or one side tightened, count from 1 without a gap. An offer that is not signed yet gives its number to the one that takes its place.',
  },
  HUB110: {
    title: 'a version would be over before it began',
    explanation:
      'A version comes into force as it says itself, not before it is signed, and not before the notice is over where one side declares it. It ends after that.',
  },
  HUB111: {
    title: 'nothing is agreed that the step could be about',
    explanation:
      'Suspension, termination, amendments and measures need a version that is in force or still to come.',
  },
  HUB112: {
    title: 'a party has suspended already',
    explanation: 'Each party has one suspension of the pair at most, and takes back its own only.',
  },
  HUB113: {
    title: 'there is no suspension to take back',
    explanation:
      "Resuming takes back a party's own suspension, also during its notice. That of the other party goes on until it takes it back itself.",
  },
  HUB114: {
    title: 'the agreement is terminated already',
    explanation:
      'A termination is declared once and is final for what was agreed until then. Sharing begins again with a new version that both sign.',
  },
  HUB115: {
    title: 'an amendment needs both signatures',
    explanation:
      'One side alone may make masks stricter and retention shorter, with notice. Whatever else is to change is offered, and signed by the other side.',
  },
  HUB116: {
    title: 'a later version is agreed already',
    explanation:
      'One side amends the version that is agreed last, while it is in force. While a later one is still to come, a change is offered.',
  },
  HUB117: {
    title: 'a dispute is open already',
    explanation:
      'A pair has one dispute at a time. It is settled by the party that opened it, or by a mediator.',
  },
  HUB118: {
    title: 'no dispute is open',
    explanation: 'Measures are ordered while a dispute is open, and settling ends one.',
  },
  HUB119: {
    title: 'a measure of this kind is in force',
    explanation:
      'Of each kind one interim measure is in force at a time. Another takes its place when it is ended or over.',
  },
  HUB120: {
    title: 'the time of a measure is not possible',
    explanation: 'An interim measure begins when it is ordered and ends within 90 days.',
  },
  HUB121: {
    title: 'no measure is in force',
    explanation: 'Ending a measure ends what a mediator ordered, before its time. Nothing is ordered now.',
  },
  HUB122: {
    title: "a record is dated otherwise than by the hub's clock",
    explanation:
      'A record is dated when it is made, within 60 seconds of the clock of the hub that takes it: notice is counted from there, so nobody may date back.',
  },
  HUB123: {
    title: 'a measure withholds a field that is none',
    explanation:
      'A measure names the fields that it withholds as `Type.field`, on the types that legs consist of. A name that no leg has would withhold nothing.',
  },
} as const;
