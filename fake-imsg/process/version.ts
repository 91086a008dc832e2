import { chooseBuild } from '../builds/versions.ts';
import type { ProcessIo } from '../device/process-io.ts';

/**
 * The version to print where the arguments ask for it anywhere before `--` (wire-1.1), or null.
 * IMSG_VERSION replaces it. Throws `UnknownBuild`.
 */
export function versionAsked(argv: readonly string[], env: ProcessIo['env']): string | null {
  const end = argv.indexOf('--');
  const options = end === -1 ? argv : argv.slice(0, end);
  const asks = options.some((argument) => argument === '--version' || argument === '-V');
  return asks ? env.IMSG_VERSION || chooseBuild(env.FAKE_IMSG_BUILD).version : null;
}
