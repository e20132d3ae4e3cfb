/** The part of the catalogue of problem codes that is about agreements, HUB050 to HUB089. The same rules hold for it. */

/** Codes of problems with agreements. */
export const AGREEMENT_PROBLEM_CODES = {
  HUB050: {
    title: 'the language of agreements is not linked',
    explanation:
      'An agreement links `https://specs.tracking-hub.example/agreement/v1.0`, once, and no other specification. Directives are known by that link and not by their names.',
  },
  HUB051: {
    title: 'a directive is not understood',
    explanation:
      'An agreement uses `@agreement` on the schema and `@share` on fields, under the names by which it imports them. Any other directive refuses the document: a clause that nobody reads must not look like one that holds.',
  },
  HUB052: {
    title: 'a definition has no place in an agreement',
    explanation:
      'An agreement is one `@agreement` on the schema and the object types whose fields it shares. Everything else is taken from the contract of the network.',
  },
  HUB053: {
    title: 'an argument of a clause is not well formed',
    explanation:
      'The arguments of `@agreement` and `@share` have the names, types and values of the language: see `schema/privacy/v1/agreement.graphql`.',
  },
  HUB054: {
    title: 'a term of the agreement makes no sense',
    explanation:
      'Codes of parties are lower-case words joined by hyphens, an agreement ends after it begins, lists name each thing once and at least one, and numbers stay within what parties can mean.',
  },
  HUB055: {
    title: 'a restated type is in no leg',
    explanation:
      "What can be shared are the legs and the types below them. Types of the hub's own graphs, as `Parcel`, are derived from legs that the caller may see, so nothing is agreed about them.",
  },
  HUB056: {
    title: 'a clause stands on an interface',
    explanation:
      'Clauses stand on object types. One on `Leg` would seem to hold for courier and locker legs alike, and each can be asked for by its own type.',
  },
  HUB057: {
    title: 'a restated field is not in the contract',
    explanation:
      'An agreement shares fields that the contract of the network has, or that the operator adds under its own prefix.',
  },
  HUB058: {
    title: 'a field is restated otherwise than in the contract',
    explanation:
      'The type of a field and the arguments that are restated are those of the contract, so that both parties read what they will get.',
  },
  HUB059: {
    title: "a name of the operator's own is not known",
    explanation:
      "The name begins with the operator's prefix, and the contract that the check was made against has no such extension. It is shared as soon as the operator's subgraph brings it.",
  },
  HUB060: {
    title: 'a key is shared',
    explanation:
      'The operator and the waybill of a leg come with the leg: a leg exists for a platform when any of its fields is shared with it. They cannot be shared alone.',
  },
  HUB061: {
    title: 'a clause is for a purpose that is not agreed',
    explanation:
      'A clause holds for purposes out of those of its agreement. `MARKETING`, `PROFILING` and `RESALE` hold only where a clause names them.',
  },
  HUB062: {
    title: 'a mask does not fit its field',
    explanation:
      'A mask keeps the type of its field: times are masked by `DATE` and `HOUR`, texts by the others, text written by people by `SCRUB` alone, and objects by masks on their fields.',
  },
  HUB063: {
    title: 'the end of a clause cannot be told',
    explanation:
      'A clause ends with a status that operators say of legs. Days of grace are counted from the time at which a leg became final, which is the only time that is kept.',
  },
  HUB064: {
    title: 'a clause ends with a status that is not shared',
    explanation:
      'The hub decides such a clause again on the status of each answer, and asks an operator for nothing that is not shared. So the status of the leg is shared, for good and unmasked, for the same purposes and parcels.',
  },
  HUB065: {
    title: 'two clauses mask a field differently',
    explanation:
      'Clauses of one field that can meet in one request, for one purpose and one kind of parcels, have the same mask. Otherwise nobody could say what was agreed.',
  },
  HUB066: {
    title: 'a clause adds nothing',
    explanation: 'Another clause of the same field shares all that this one shares, for at least as long.',
  },
  HUB067: {
    title: 'a personal field is shared as it is for every purpose',
    explanation:
      'A personal field is shared for the purposes that need it, or masked. One with neither is allowed, and somebody should have a reason for it.',
  },
  HUB068: {
    title: 'free text is shared as it is',
    explanation:
      'In text written by people anything can stand: names, phone numbers, codes. `SCRUB` takes them out at the operator.',
  },
  HUB069: {
    title: 'a shared field can never be reached',
    explanation:
      'A field is disclosed when every step of a way from the leg to it is shared, for one purpose and one kind of parcels. No way to this field is.',
  },
  HUB070: {
    title: 'a shared object shares nothing',
    explanation:
      'An object is asked for only when one of its fields is shared, since its presence is data too. None of this one is, for the same purposes and parcels.',
  },
  HUB071: {
    title: 'delegated parcels are denied for now',
    explanation:
      'A clause may name parcels that a consumer asked the platform to track. Until consumers can prove that they did, no parcel is one of them.',
  },
  HUB072: {
    title: 'two agreements of a pair are in force at one time',
    explanation:
      'At any time one agreement of an operator and a platform is in force at most. Of two that meet neither counts: there is no telling which one was meant.',
  },
  HUB073: {
    title: 'a file is not named for its pair',
    explanation:
      'An agreement is called `<operator>--<platform>.graphql`, a later version `<operator>--<platform>@2.graphql`.',
  },
  HUB074: {
    title: 'a name of another operator stands in an agreement',
    explanation:
      'Fields and types that operators add begin with their prefix, made from their code. Nobody but that operator answers for them, so nobody else agrees on them.',
  },
  HUB075: {
    title: "personal data is shared of parcels that are not the platform's own",
    explanation:
      'People whose parcels were not ordered through a platform have no business with it. It is what was asked for and declined in 2017. Agreements may do it, and whoever signs should know.',
  },
  HUB076: {
    title: 'a purpose of an agreement opens nothing',
    explanation:
      'A platform that asks for this purpose would find no leg at all: no clause holds for it, or only clauses of fields that no way leads to.',
  },
  HUB077: {
    title: 'an agreement does not fit the network',
    explanation:
      'The operator is not on the network, or the agreement shares legs of a type that the operator, by its role, does not have.',
  },
  HUB078: {
    title: 'a version of an agreement is given twice',
    explanation:
      'Records name an agreement by its pair and version, so each version is one document. Of two with the same version neither counts.',
  },
} as const;
