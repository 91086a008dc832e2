import type { SendRequest } from '../../imsg/send.ts';
import type { PartTarget } from '../../store/commands/parts.ts';
import type { Means } from '../../wire/outcome.ts';
import type { Way } from '../../wire/route.ts';

type Addressed = Pick<SendRequest, 'target' | 'service' | 'region' | 'transport' | 'allowSmsFallback'>;

/** Which way what is said has to go: the bridge only knows chats that are there (wire-6.2). */
export function wayTo({ to, by }: PartTarget): Way {
  return to === undefined ? (by ?? 'any') : 'applescript';
}

/** Where a send goes, and how. */
export function addressed(
  { chatGuid, to, service }: PartTarget,
  { service: ofAccount, region, transport, smsFallback }: Omit<Means, 'takesFormatting' | 'takesAttempt'>,
): Addressed {
  const wanted = service ?? ofAccount;
  const given = {
    ...(region !== undefined && { region }),
    ...(transport !== undefined && { transport }),
    ...(wanted !== undefined && wanted !== 'auto' && { service: wanted }),
  };
  if (to === undefined) return { target: { chatGuid }, ...given };
  return {
    target: { to },
    // It would leave once more as SMS, be it that nobody knows whether it has left.
    ...(smsFallback === 'always' && { service: 'imessage' }),
    ...given,
    ...(smsFallback === 'unless refused' && { allowSmsFallback: false }),
  };
}
