import type { ProcessIo } from '../device/process-io.ts';

/** The variables that decide what imsg does. */
export function ownVariables(env: ProcessIo['env']): Record<string, string> {
  const own = Object.entries(env).filter(([name, value]) => /^(FAKE_)?IMSG_/.test(name) && value);
  return Object.fromEntries(own) as Record<string, string>;
}
