/**
 * Turns off the telemetry that `@apollo/gateway` sends home since 2.14.0. It reads the setting when it is imported, so
 * this file must be imported before it.
 */
process.env['APOLLO_TELEMETRY_DISABLED'] = '1';
