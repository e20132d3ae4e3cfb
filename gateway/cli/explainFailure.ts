/** Explains to people why a start failed. */
import { BadKey } from '../server/readKey.ts';
import { OtherKey } from '../store/holdToKeys.ts';
import { FolderInUse } from '../store/lockFolder.ts';
import { BadSetting } from './readSettings.ts';

/** One sentence for a start that failed: what, where, and what to do with the command that starts. Never a stack trace. */
export function explainFailure(
  error: unknown,
  command: 'npm start' | 'npm run demo:2017' | 'hub serve',
): string {
  if ([BadSetting, BadKey, FolderInUse, OtherKey].some((kind) => error instanceof kind))
    return (error as Error).message;
  const { code, port, path, address, message } = error as NodeJS.ErrnoException & {
    port?: number;
    address?: string;
  };
  switch (code) {
    case 'EADDRINUSE':
      return `port ${port} is in use; stop what listens there, or choose another one: HUB_PORT=${(port ?? 4000) + 1000} ${command}`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `this machine has no address ${address ?? ''}; set HUB_HOST to one it has, or leave it out for 127.0.0.1`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
    case 'EEXIST':
      return `${path ?? 'the data folder'} cannot be written; choose another folder: HUB_DATA_DIR=/tmp/hub ${command}`;
    case 'ENOENT':
      return `${path ?? 'the data folder'} cannot be made, since what it is in, or points to, is not there; make that, or choose another folder with HUB_DATA_DIR`;
    case 'ENOSPC':
      return 'the disk is full; free some space, or choose another folder with HUB_DATA_DIR';
    default:
      return `the hub could not start: ${message ?? String(error)}`;
  }
}
