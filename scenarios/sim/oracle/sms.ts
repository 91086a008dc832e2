// What leaves once more, as SMS: only an iMessage that Messages itself has noted as undelivered, to one number, where that is wanted.

import { settingsDuring } from './account-at.ts';
import type { Finding, History } from './history.ts';
import { chatOf, isAsSms } from './notices.ts';
import { isImessage } from './sends.ts';
import type { Settings } from './settings.ts';

/** A number in a chat with one person, over whatever service. */
const ONE_NUMBER = /^[^;]*;-;\+\d+$/;

export function smsFindings(account: Settings, history: History): Finding[] {
  const { parts, departures } = history;
  const own = parts.filter((part) => isAsSms(part) && part.lane?.startsWith(`${account.accountId}/`));
  return [...Map.groupBy(own, ({ partId }) => partId)].flatMap(([partId, [first]]): Finding[] => {
    const unasked = (why: string): Finding[] => [
      { clause: 'unasked', text: `something left once more as SMS for ${chatOf(first!)}: ${why}` },
    ];
    const toldIn = (ofPart: string) => parts.filter((part) => part.partId === ofPart);
    const told = toldIn(partId.slice('sms:'.length)).findLast(({ atMs }) => atMs <= first!.atMs);
    if (!told) return unasked('nobody said it before');
    if (told.state !== 'undelivered' && !diedMeanwhile(told.atMs, first!.atMs, history))
      return unasked(`the message itself was ${told.state}`);
    if (told.text !== first!.text) return unasked('it says something else');
    const leftAs = (guid: string | null) => departures.find((left) => left.guid === guid);
    const left = leftAs(told.guid);
    if (left?.service !== undefined && !isImessage(left))
      return unasked(`the message itself was no iMessage but ${left.service}`);
    const again = toldIn(partId).flatMap(({ guid }) => leftAs(guid) ?? []);
    if (again.some(isImessage)) return unasked('it left as an iMessage');
    if (!ONE_NUMBER.test(chatOf(first!))) return unasked('that is no number of one person');
    const settings = settingsDuring(account, history, told.atMs, first!.atMs);
    return settings.some(({ sendsAsSms }) => sendsAsSms) ? [] : unasked('nobody wants that');
  });
}

/** A gateway that dies between noting that and telling so tells nobody. */
function diedMeanwhile(fromMs: number, toMs: number, { lives }: History): boolean {
  return lives.some((life) => life.end === 'crash' && life.toMs! >= fromMs && life.toMs! <= toMs);
}
