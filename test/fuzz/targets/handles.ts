// Pairs of addresses. Two are the same to the engine only where the rule says so that was written apart from it.

import { parseAllowEntry } from '../../../engine/message/identity/allow-entry.ts';
import { normalizeHandle } from '../../../engine/message/identity/handles.ts';
import { comparable, meant } from '../../../scenarios/sim/oracle/handles.ts';
import { changeText } from '../mutate.ts';
import { below, ODD_TEXTS, pick } from '../odd-values.ts';
import { Finding, type Target } from '../target.ts';

const HANDLES = [
  '+15550001111',
  '15550001111',
  '+1 (555) 000-1111',
  'tel:+1-555-000-1111',
  'iMessage:+15550001111',
  'sms:auto:+15550001111',
  'ada@example.com',
  'Ada@Example.com',
  'kim@example.com',
  'mailto:ada@example.com',
  'chat_id:3',
  'chat_guid:any;+;chat1',
  'accessGroup:staff',
  '262966',
  'urn:biz:0000',
];

export const handles: Target = {
  name: 'handles',
  draw(random) {
    const one = changeText(pick(random, HANDLES), random);
    const others = [
      changeText(one, random),
      changeText(pick(random, HANDLES), random),
      pick(random, ODD_TEXTS),
    ];
    let other = pick(random, others);
    if (below(random, 3) === 0) other = changeText(other, random);
    return Buffer.from(JSON.stringify([one, other]));
  },
  run(input) {
    const pair = pairOf(input);
    if (pair === null) return;
    const [one, other] = pair;
    const forms = [normalizeHandle(one), normalizeHandle(other)];
    for (const [index, form] of forms.entries()) {
      const wanted = comparable(pair[index]!);
      if (form !== wanted)
        throw new Finding(
          `${JSON.stringify(pair[index])} is ${JSON.stringify(form)}, not ${JSON.stringify(wanted)}`,
        );
      if (form !== null && normalizeHandle(form) !== form)
        throw new Finding(`${JSON.stringify(form)} changes when it is made comparable again`);
    }
    expectEntryToName(one, other);
  },
};

/** An entry of a list admits a sender only where both are one person. */
function expectEntryToName(entryText: string, sender: string): void {
  const entry = parseAllowEntry(entryText);
  if (entry?.kind !== 'handle' || entry.handle !== normalizeHandle(sender)) return;
  // Direction marks around a copied number are nobody's (TGT-5).
  const seen = entryText.replace(/[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '');
  if (meant(seen, 'US') !== comparable(sender))
    throw new Finding(`${JSON.stringify(entryText)} in a list admits ${JSON.stringify(sender)}`);
}

function pairOf(input: Buffer): readonly [string, string] | null {
  try {
    const pair: unknown = JSON.parse(input.toString());
    if (!Array.isArray(pair) || pair.length !== 2 || pair.some((each) => typeof each !== 'string'))
      return null;
    return pair as unknown as readonly [string, string];
  } catch {
    return null;
  }
}
