import { checkConfig } from '../../engine/config/checks.ts';
import { problemsOf as configProblemsOf } from '../../engine/config/problems.ts';
import { ownConfigSchema } from '../../engine/config/schema.ts';
import type { Problem } from '../vocabulary/problem.ts';

/** What a driver fills in. */
interface Places {
  readonly cliPath: string;
  readonly dbPath: string;
  readonly stateDir: string;
}

/** The Mac behind the wrapper of a scenario that is remote. */
const REMOTE_HOST = 'mac.example.com';

interface Overlay {
  readonly config: Readonly<Record<string, unknown>>;
  readonly isRemote: boolean;
}

/**
 * The configuration of a scenario: its own keys over those of a driver, and unless it says who may write,
 * everybody may.
 */
export function configOf({ config, isRemote }: Overlay, { cliPath, dbPath, stateDir }: Places): object {
  const own = (config.channels as { imessage?: object } | undefined)?.imessage ?? {};
  const saysWho = 'dmPolicy' in own || 'allowFrom' in own;
  const base = {
    stateDir,
    agents: { list: [{ id: 'main', type: 'echo' }] },
    channels: {
      imessage: {
        cliPath,
        ...(isRemote ? { remoteHost: REMOTE_HOST } : { dbPath }),
        ...(!saysWho && { dmPolicy: 'open', allowFrom: ['*'] }),
      },
    },
  };
  return overlaid(base, config) as object;
}

/** What is wrong with the configuration, by paths within the scenario. */
export function configProblems(overlay: Overlay): Problem[] {
  const own = ownConfigSchema.safeParse(overlay.config, { reportInput: true });
  const within = ({ path, text }: Problem): Problem => ({
    path: ['config', ...path],
    text,
    ...(text.startsWith('unknown key') && { isKey: true }),
  });
  if (!own.success) return configProblemsOf(own.error.issues, ownConfigSchema).map(within);
  const whole = configOf(overlay, { cliPath: 'imsg', dbPath: '/chat.db', stateDir: '/state' });
  return checkConfig(ownConfigSchema.parse(whole)).map(within);
}

/** Objects are merged key by key; anything else replaces. */
function overlaid(base: unknown, over: unknown): unknown {
  if (!isPlain(base) || !isPlain(over)) return over;
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    merged[key] = key in base ? overlaid(base[key], value) : value;
  }
  return merged;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
