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

/** What becomes of replies, by whatever configuration of a scenario, and whatever account. */
export function waysIn({ config, steps }: Pick<Scenario, 'config' | 'steps'>): readonly Ways[] {
  const later = steps.flatMap(({ action }) => {
    if (action.key !== 'gateway' || typeof action.value !== 'object') return [];
    const { start, restart } = action.value as { readonly start?: Start; readonly restart?: Start };
    return start?.config ?? restart?.config ?? [];
  });
  return [config as File, ...later].flatMap(({ channels, messages }) => {
    const { accounts = {}, ...channel } = channels?.imessage ?? {};
    return [{}, ...Object.values(accounts)].map((own) => waysOf(own, channel, messages));
  });
}
