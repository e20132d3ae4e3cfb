/** One sentence for a start that failed: what, where, and what to do. Never a stack trace. */
export function explainFailure(error: unknown): string {
  const { code, port, path, message } = error as NodeJS.ErrnoException & { port?: number };
  switch (code) {
    case 'EADDRINUSE':
      return `port ${port} is in use; stop what listens there, or choose another one: HUB_PORT=${(port ?? 4000) + 1000} npm start`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
    case 'EEXIST':
      return `${path ?? 'the data folder'} cannot be written; choose another folder: HUB_DATA_DIR=/tmp/hub npm start`;
    case 'ENOSPC':
      return 'the disk is full; free some space, or choose another folder with HUB_DATA_DIR';
    default:
      return `the hub could not start: ${message ?? String(error)}`;
  }
}
