// What leaves once more, as SMS: only an iMessage that Messages itself has noted as undelivered, to one number, where that is wanted.

import type { Finding, History } from './history.ts';
import { settingsDuring } from './lives.ts';
import { chatOf, isAsSms } from './notices.ts';
import type { Settings } from './settings.ts';

/** A number in a chat with one person, over whatever service. */
const ONE_NUMBER = /^[^;]*;-;\+\d+$/;
const IMESSAGE = /^imessage(?:lite)?$/i;

export function smsFindings(account: Settings, history: History): Finding[] {
  const { parts, departures } = history;
  const own = parts.filter((part) => isAsSms(part) && part.lane?.startsWith(`${account.accountId}/`));
  return [...Map.groupBy(own, ({ partId }) => partId)].flatMap(([partId, [first]]): Finding[] => {
    const unasked = (why: string): Finding[] => [
      { clause: 'unasked', text: `something left once more as SMS for ${chatOf(first!)}: ${why}` },
    ];
    const ends = parts.filter((part) => `sms:${part.partId}` === partId && part.atMs <= first!.atMs);
    const told = ends.at(-1);
    if (told && told.state !== 'undelivered' && !diedMeanwhile(told.atMs, first!.atMs, history))
      return unasked(`the message itself was ${told.state}`);
    if (told && told.text !== first!.text) return unasked('it says something else');
    const left = departures.find(({ guid }) => guid === told?.guid);
    if (left?.service !== undefined && !IMESSAGE.test(left.service))
      return unasked(`the message itself was no iMessage but ${left.service}`);
    if (!ONE_NUMBER.test(chatOf(first!))) return unasked('that is no number of one person');
    const settings = settingsDuring(account, history, Number.NEGATIVE_INFINITY, first!.atMs);
    return settings.some(({ sendsAsSms }) => sendsAsSms) ? [] : unasked('nobody wants that');
  });
}

/** A gateway that dies between noting that and telling so tells nobody. */
function diedMeanwhile(fromMs: number, toMs: number, { lives }: History): boolean {
  return lives.some((life) => life.end === 'crash' && life.toMs! >= fromMs && life.toMs! <= toMs);
}
