import { type Ways, waysOf } from '../sim/oracle/ways.ts';
import type { Scenario } from './scenario.ts';

type Keys = Readonly<Record<string, unknown>>;
interface File {
  readonly messages?: Keys;
  readonly channels?: { readonly imessage?: Keys & { readonly accounts?: Readonly<Record<string, Keys>> } };
}
interface Start {
  readonly config?: File;
}

/** A word or a number that the owner sets for the channel, from a chat. */
const SET = /^\/config:? set channels\.imessage\.([\w.]+)=(\w+)$/;

type Configured = Pick<Scenario, 'config' | 'steps'>;

/** What becomes of replies, by whatever configuration of a scenario, and whatever account. */
export function waysIn(scenario: Configured): readonly Ways[] {
  return filesIn(scenario).flatMap(({ channels, messages }) => {
    const { accounts = {}, ...channel } = channels?.imessage ?? {};
    return [{}, ...Object.values(accounts)].map((own) => waysOf(own, channel, messages));
  });
}

/** Whether the replies of some account may leave by the bridge alone, by any of these. */
export function leaveByBridgeAlone(scenario: Configured): boolean {
  return filesIn(scenario).some(({ channels }) => {
    const { accounts = {}, ...channel } = channels?.imessage ?? {};
    return [channel, ...Object.values(accounts)].some(({ sendTransport }) => sendTransport === 'bridge');
  });
}

/** Every configuration that a gateway is started with, or is given. */
function filesIn({ config, steps }: Configured): readonly File[] {
  const written: File[] = [config as File];
  for (const { action } of steps) {
    if (typeof action.value !== 'object') continue;
    const { start, restart, holds, sends } = action.value as {
      readonly start?: Start;
      readonly restart?: Start;
      readonly holds?: File;
      readonly sends?: unknown;
    };
    const isOfGateway = action.key === 'gateway';
    const next = isOfGateway
      ? (start?.config ?? restart?.config)
      : (holds ?? withWords(written.at(-1)!, sends));
    if (next) written.push(next);
  }
  return written;
}

/** Null = they set nothing. */
function withWords(file: File, words: unknown): File | null {
  const [, path, value] = SET.exec(String(words)) ?? [];
  if (path === undefined) return null;
  const imessage = withValue(file.channels?.imessage ?? {}, path.split('.'), Number(value) || value);
  return { ...file, channels: { ...file.channels, imessage } };
}

function withValue(keys: Keys, [name, ...inner]: readonly string[], value: unknown): Keys {
  const held = inner.length === 0 ? value : withValue((keys[name!] ?? {}) as Keys, inner, value);
  return { ...keys, [name!]: held };
}
