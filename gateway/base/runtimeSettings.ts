/**
 * Settings that libraries read when they are imported, so this file must be imported before them.
 * Invariant: a hub sends nothing home. `@apollo/gateway` has reported telemetry since 2.14.0 unless it is told not to.
 */
process.env['APOLLO_TELEMETRY_DISABLED'] = '1';
// Without it graphql-js looks for a second copy of itself at every check of a type.
process.env['NODE_ENV'] ??= 'production';
