/** What the network's contract says about a field: that it is operational, or whose personal data it is. */

/** The label of one field. Only an operational field can be part of the continuity floor. */
export type Label =
  | { readonly kind: 'operational'; readonly continuity: boolean }
  | {
      readonly kind: 'personal';
      readonly category: string;
      readonly subject: string;
      readonly continuity: false;
    };
