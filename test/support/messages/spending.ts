// People of whom one may have so many turns, and what becomes of what they write.

import { decide } from '../../../engine/inbound/decide.ts';
import { ALICE, arrivalOf, NOW_MS, snapshotOf } from './journalled.ts';

export const MAIL = 'alice@example.com';
export const HOUR_S = 3_600;

/** When it came, in seconds from now, and what it is besides. */
export type SpendingRow = readonly [number, Record<string, unknown>?];

export const limited = (turnsPerSender: object, rest: object = {}) => ({
  imessage: { allowFrom: [ALICE, MAIL], inbound: { turnsPerSender } },
  ...rest,
});

/** Texts wait five seconds for one another. */
export const debounced = (hour: number) => ({
  imessage: { allowFrom: [ALICE], groupPolicy: 'open', inbound: { turnsPerSender: { hour } } },
  rest: { messages: { inbound: { byChannel: { imessage: 5_000 } } } },
});

/** Rows of Alice. */
export function spendingOf(rows: readonly SpendingRow[], given: object) {
  const batch = rows.map(([second, fields], index) => {
    const created_at = new Date(NOW_MS + second * 1_000).toISOString();
    const row = arrivalOf({ id: index + 1, guid: `G${index}`, text: `t${index}`, created_at, ...fields });
    return { ...row, arrivedAtMs: NOW_MS + second * 1_000 };
  });
  return decide(batch, snapshotOf(given));
}
export const fatesOf = (...args: Parameters<typeof spendingOf>) =>
  spendingOf(...args).map(({ code }) => code);
export const toldIn = (...args: Parameters<typeof spendingOf>) =>
  spendingOf(...args).map(({ consequences }) => consequences.filter(({ kind }) => kind === 'notice').length);
