/** Tells names of other operators' extensions. Names of the contract itself have no underscores. */

/** `isForeignName('zto_route', 'sfExpress_')` is true; `status` and `sfExpress_route` are not foreign. */
export function isForeignName(name: string, ownPrefix: string | undefined): boolean {
  return ownPrefix !== undefined && /^[a-zA-Z][a-zA-Z0-9]*_/.test(name) && !name.startsWith(ownPrefix);
}
