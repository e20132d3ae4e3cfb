/** The part of the catalogue of problem codes that is about publications, HUB041 to HUB049. The same rules hold for it. */

/** Codes of problems with what an operator publishes, beside its SDL. */
export const REGISTRY_PROBLEM_CODES = {
  HUB041: {
    title: 'the address of a subgraph cannot be used',
    explanation:
      'The hub asks an operator at an http or https address without user and password, and only where the hub may go: at any public address, or at those that the setting HUB_SUBGRAPH_HOSTS lists. It looks at the address again each time it connects.',
  },
  HUB042: {
    title: 'a number pattern cannot be used',
    explanation:
      "A number pattern has a format's name and an expression over the whole number: letters, digits, classes, groups, alternatives and at most two open repetitions, so that no number makes matching run away.",
  },
  HUB043: {
    title: 'the operator no longer provides something',
    explanation:
      'A field, argument or enum value that was published before is gone, or a field has another type. Where operations of the last seven days ask for it under an agreement that shares it, the publication is refused unless `--accept breaking` says that it is meant.',
  },
  HUB044: {
    title: 'a label of an extension says less, or something else',
    explanation:
      'Agreements were signed on what the label said. A field that was `@personal` and becomes `@operational`, or personal data of another kind, is refused unless `--accept privacy` says that it is meant; what was accepted is kept with the version.',
  },
  HUB045: {
    title: 'a field becomes shared by an agreement that is signed already',
    explanation:
      'The operator newly provides a field that an agreement of its own names. From the publication on the platform gets it, as the agreement says.',
  },
  HUB046: {
    title: 'an agreement would no longer hold',
    explanation:
      'An agreement that does not fit the network is left out of it as a whole, so the platform would get nothing. `--accept breaking` publishes nevertheless.',
  },
  HUB047: {
    title: 'the operator no longer masks at the source',
    explanation:
      'The hub masks what the operator does not, so platforms see the same; but the hub now gets the clear values, and free text is replaced by the canonical phrase.',
  },
} as const;
