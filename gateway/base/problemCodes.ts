/**
 * The catalogue of problem codes. Codes are permanent: a code is never given another meaning, and a code that is no
 * longer used stays listed. A test keeps each code covered by a case.
 */

import { AGREEMENT_PROBLEM_CODES } from './agreementProblemCodes.ts';
import { LIFE_PROBLEM_CODES } from './lifeProblemCodes.ts';
import { REGISTRY_PROBLEM_CODES } from './registryProblemCodes.ts';

/** What `hub explain CODE` says about a code. */
export interface ProblemExplanation {
  readonly title: string;
  readonly explanation: string;
}

/** Every code with its explanation. */
export const PROBLEM_CODES = {
  HUB001: {
    title: 'the document is too large',
    explanation:
      'An SDL document may have 256 KiB, 40,000 tokens and 32 levels of nesting. The whole contract of a role, with its descriptions, has less than a tenth of that.',
  },
  HUB002: {
    title: 'the document cannot be parsed',
    explanation: 'The text is not GraphQL SDL: something stands where the grammar expects something else.',
  },
  HUB003: {
    title: 'a name is defined twice or reserved',
    explanation:
      'A type, field, argument, enum value or directive has one definition in a document; types may be extended. Names that begin with two underscores belong to GraphQL itself.',
  },
  HUB004: {
    title: 'a type is not defined',
    explanation: 'A field or argument names a type that the document does not define.',
  },
  HUB005: {
    title: 'more problems than are listed',
    explanation: 'At most 50 problems of one kind are listed. Mend those and check again.',
  },
  HUB006: {
    title: 'the check did not finish',
    explanation:
      'Checking the document took too long or needed too much memory. The document is refused; the network and the other operators are not affected.',
  },
  HUB007: {
    title: 'the subgraph does not compose',
    explanation:
      "Apollo's composer refuses the network with this subgraph as the only one of its role. The note gives the composer's own code and words.",
  },
  HUB008: {
    title: 'a hint of the composer',
    explanation: "Apollo's composer has a remark about the subgraph. It does not stop the publication.",
  },
  HUB009: {
    title: 'the operator code is not possible or taken',
    explanation:
      "An operator's code is at most 40 lower-case letters, digits and single hyphens; each part begins with a letter. Its prefix is made from it: `sf-express` gives `sfExpress_`. Each code is published once.",
  },
  HUB010: {
    title: 'the document is not a Federation 2 subgraph',
    explanation: 'A subgraph says with `@link` which version 2.x of Apollo Federation it is written for.',
  },
  HUB011: {
    title: 'a linked specification is not known here',
    explanation:
      'A subgraph may link Apollo Federation 2.x and the specifications of this network and of its masks, version 1.x, each once. Others would bring rules that nobody enforces.',
  },
  HUB012: {
    title: 'a federation directive is not used on this network',
    explanation:
      '`@key`, `@shareable`, `@tag` and, for labels, `@composeDirective` may be used. Others change who answers a field or which fields exist, and that is for the contract to say: `@requires`, `@provides` and `@external` would send one operator the data of another.',
  },
  HUB013: {
    title: 'a directive is neither imported nor defined',
    explanation:
      'A directive of a linked specification is used by the name it is imported under, or with the prefix of its specification, as `@federation__key`. Any other directive is defined in the document.',
  },
  HUB014: {
    title: 'a subgraph of an operator has root fields',
    explanation:
      "Platforms ask the hub, and the hub asks operators for entities. A root field of one operator would be a way around the hub's answer to who may see a parcel.",
  },
  HUB015: {
    title: 'the leg of the role is not complete',
    explanation:
      'A courier defines `CourierLeg` and a locker operator `LockerLeg`, each with the fields of its key. Every other field is optional.',
  },
  HUB016: {
    title: 'the keys of a type differ from the contract',
    explanation:
      'A type has exactly the keys that the contract gives it. The hub sends each leg to the operator that its key names.',
  },
  HUB017: {
    title: 'an operator speaks of legs that are not its own',
    explanation:
      'An operator defines the leg type of its own role only, and no field leads to a leg: a leg reached through another operator would pass by the agreements of its own. Name another leg with `LegReference`.',
  },
  HUB018: {
    title: 'a type is not in the contract',
    explanation:
      'A subgraph has types of its contract, and types of its own that begin with its prefix, as `SfExpress_ColdChain`.',
  },
  HUB019: {
    title: 'a type is of another kind than in the contract',
    explanation:
      'An object type of the contract is an object type in every subgraph, an enum is an enum, and so on.',
  },
  HUB020: {
    title: 'a field is not in the contract',
    explanation:
      'Types of the contract have the fields of the contract. Fields of an operator of its own stand on its leg type and begin with its prefix, as `sfExpress_coldChain`.',
  },
  HUB021: {
    title: 'a field has another type than in the contract',
    explanation:
      'The type of a field is the same in every subgraph: the named type, lists, and nullability. Everything but keys is nullable, because a field that an agreement withholds answers null.',
  },
  HUB022: {
    title: 'an argument differs from the contract',
    explanation:
      'Arguments have the names, types and defaults of the contract. An argument that only one operator knows would never be sent.',
  },
  HUB023: {
    title: 'an enum value is not in the contract',
    explanation:
      "The operator may keep the value, but where it answers it the hub answers null and counts it as the operator's fault: clients cannot know it.",
  },
  HUB024: {
    title: 'a label differs from the contract',
    explanation:
      'Labels are read from the contract. An SDL may leave them out or repeat them; it cannot loosen or change them.',
  },
  HUB025: {
    title: 'a value type is not shareable',
    explanation:
      "Types that the contract marks `@shareable` are also used in the hub's own graphs, and Federation 2 wants every graph that has them to say so.",
  },
  HUB026: {
    title: 'a type implements an interface otherwise than in the contract',
    explanation:
      'Types implement the interfaces that they implement in the contract, with every field that the subgraph gives the interface.',
  },
  HUB027: {
    title: 'the mask directive is not as the hub writes it',
    explanation:
      'An operator that masks at the source links `https://specs.tracking-hub.example/mask/v1.0`, imports `@mask` and `Mask` under these names, and defines `directive @mask(as: Mask!) on FIELD` with the masks it applies. The hub sends the directive, and would take the answer for masked.',
  },
  HUB030: {
    title: 'an extension is not on the leg of the role',
    explanation:
      "An operator adds fields to its role's leg type only. Other types of the contract are shared by all operators and by agreements.",
  },
  HUB031: {
    title: "a name has another operator's prefix",
    explanation: 'Fields and types of an operator begin with its own prefix, made from its code.',
  },
  HUB032: {
    title: 'an extension field is not nullable',
    explanation:
      'A field that an agreement withholds answers null. A non-null field would take its parent with it, so extension fields and the items of their lists are nullable.',
  },
  HUB033: {
    title: 'an extension field is not labelled exactly once',
    explanation:
      'Every field of an extension carries either `@operational` or `@personal(category:, subject:)`. `@continuity` is for the contract to give.',
  },
  HUB034: {
    title: 'an extension field has a type it cannot have',
    explanation:
      "A field of an extension has a scalar, an enum, a value type of the contract, or a type of the operator's own.",
  },
  HUB035: {
    title: 'an extension type is of a kind it cannot be',
    explanation:
      'An operator defines object types, enums and scalars of its own. Interfaces, unions and input types would change how plans are made for everybody.',
  },
  HUB036: {
    title: 'an argument of an extension field is required or not simple',
    explanation:
      'Arguments of extension fields are optional scalars or enums: a client that does not know the operator must be able to leave them out.',
  },
  HUB037: {
    title: 'an extension has no description',
    explanation: 'The sandbox shows descriptions to whoever decides what a field is and who may see it.',
  },
  HUB038: {
    title: 'an extension is too large',
    explanation:
      'An extension has at most 500 types, fields, arguments and enum values. They become part of the one graph of all operators, which is composed and planned anew whenever somebody publishes.',
  },
  HUB040: {
    title: 'a derived field would read personal data',
    explanation:
      'The inputs of a derived field are fixed in the plan and fetched for every caller, so each of them, down to the leaves and for every type it can be on, is `@operational`.',
  },
  ...REGISTRY_PROBLEM_CODES,
  ...AGREEMENT_PROBLEM_CODES,
  ...LIFE_PROBLEM_CODES,
} as const satisfies Readonly<Record<string, ProblemExplanation>>;

/** A code of the catalogue. */
export type ProblemCode = keyof typeof PROBLEM_CODES;
