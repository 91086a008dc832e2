import { createSystemClock } from '../device/clock.ts';
import type { ProcessIo } from '../device/process-io.ts';
import { openRecordFile, recordPath } from './files/record-file.ts';
import { ownVariables } from './imsg-variables.ts';

/** Writes down that a client asked for the version, which was answered without the rest of the program. */
export function recordVersion(
  folder: string,
  { env, pid }: { readonly env: ProcessIo['env']; readonly pid: number },
  argv: readonly string[],
  version: string,
): void {
  const clock = createSystemClock();
  const record = openRecordFile(recordPath(folder), clock.soon);
  const atMs = clock.wallMs();
  record.note(atMs, pid, { what: 'start', argv, env: ownVariables(env) });
  record.note(atMs, pid, { what: 'out', bytes: new TextEncoder().encode(`${version}\n`) });
  record.note(atMs, pid, { what: 'exit', code: 0 });
  record.flush();
}
