/** Whether a name begins with a prefix that is not the operator's own. Names of the contract have no underscores. */

/** `hasForeignPrefix('zto_route', 'sfExpress_')` is true, `status` and `sfExpress_route` have no foreign prefix. */
export function hasForeignPrefix(name: string, ownPrefix: string): boolean {
  return /^[a-zA-Z][a-zA-Z0-9]*_/.test(name) && !name.startsWith(ownPrefix);
}
