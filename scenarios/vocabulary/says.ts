// What somebody writes: the keys that people and the owner have in common.

import { z } from 'zod';
import type { WorldEvent } from '../../fake-imsg/device/device.ts';
import { type Cast, OWNER } from './cast.ts';
import type { CheckContext } from './check-context.ts';
import { chatField } from './mac-fields.ts';
import { FORM_NAMES, formNamed, MESSAGE_FORMS, type MessageForm } from './message-forms.ts';
import { namesProblems } from './names.ts';
import { eventProblems } from './possible-event.ts';
import type { Problem } from './problem.ts';
import type { StepWord } from './step-word.ts';
import { chat, duration, person, text } from './values.ts';

const forms = Object.entries(MESSAGE_FORMS) as [string, MessageForm][];

export const saysSchema = z.strictObject({
  sends: text.describe('what is written; {n} counts repetitions from 1'),
  as: z
    .enum(FORM_NAMES)
    .optional()
    .describe(forms.map(([form, { meaning }]) => `${form} = ${meaning}`).join('; ')),
  in: chat.optional().describe('default: the direct chat'),
  handle: text.optional().describe('which of the handles of somebody who has several; default the first'),
  line: text.optional().describe('the address of the owner that it is sent to; default that of the account'),
  to: person.optional().describe('only for the owner: whose direct chat'),
  sentAgo: duration.optional().describe('written that long before it arrives'),
  previewAfter: duration.optional().describe('split: the link row comes that much later than the text'),
  times: z.int().min(1).max(5000).optional(),
  every: duration.optional().describe('between repetitions; default 0ms'),
});
export type Says = z.output<typeof saysSchema>;

/** What checks and performs alike for whoever writes. */
export const saying = {
  check(says, context) {
    const problems = saysProblems(says, context);
    if (problems.length > 0) return problems;
    const { cast, key, path } = context;
    return eventProblems(path, (nowMs) => plannedMessages(key, says, cast, nowMs)[0]!.event);
  },
  async perform(says, { cast, key, controls }) {
    for (const { event, inMs } of plannedMessages(key, says, cast, controls.wallMs())) {
      controls.schedule(event, inMs);
    }
    return null;
  },
  describe({ sends, as = 'plain', times = 1, in: where }, key) {
    const how = [as === 'plain' ? '' : as, times === 1 ? '' : `${times} times`, where ? `in ${where}` : ''];
    return [`${key} sends ${JSON.stringify(sends)}`, ...how.filter((each) => each !== '')].join(', ');
  },
  durationsMs: ({ sentAgo, previewAfter, every }) =>
    [sentAgo, previewAfter, every].filter((ms) => ms !== undefined),
} as const satisfies Partial<StepWord<Says>>;

function saysProblems(says: Says, { cast, key, path }: CheckContext): Problem[] {
  const problems = namesProblems(cast, path, says);
  const complain = (at: string, problem: string) => problems.push({ path: [...path, at], text: problem });
  const isOwner = key === OWNER;
  if (isOwner && (says.to === undefined) === (says.in === undefined))
    complain('sends', 'the owner writes either to somebody or in a chat; give one of the two');
  for (const key of ['handle', 'line'] as const) {
    if (isOwner && says[key] !== undefined) complain(key, 'people have it, not the owner; leave it out');
  }
  const handles = [cast.people[key], ...(cast.otherHandles?.[key] ?? [])];
  if (!isOwner && says.handle !== undefined && !handles.includes(says.handle))
    complain('handle', `${key} has ${handles.join(', ')}`);
  if (isOwner && says.as !== undefined) complain('as', 'the owner only sends plain text');
  if (!isOwner && says.to !== undefined) complain('to', 'people write to the owner; leave it out');
  if (says.previewAfter !== undefined && says.as !== 'split')
    complain('previewAfter', 'only a split send has a second row; add as: split');
  if (says.every !== undefined && says.times === undefined) complain('every', 'has no effect without times');
  const problem = formNamed(says.as ?? 'plain').problem?.(says.sends) ?? null;
  if (problem !== null) complain('sends', problem);
  return problems;
}

export interface PlannedMessage {
  readonly event: WorldEvent;
  /** From the step on. */
  readonly inMs: number;
}

/** The messages of a step. `nowMs` is the Mac's wall time. */
export function plannedMessages(who: string, says: Says, cast: Cast, nowMs: number): PlannedMessage[] {
  return Array.from({ length: says.times ?? 1 }, (_, index) => {
    const inMs = index * (says.every ?? 0);
    const sends = says.sends.replaceAll('{n}', String(index + 1));
    const place = {
      ...(says.in !== undefined && { chat: chatField(cast, says.in) }),
      ...(says.line !== undefined && { line: says.line }),
      ...(says.sentAgo !== undefined && { sentMs: nowMs + inMs - says.sentAgo }),
    };
    const event =
      who === OWNER
        ? { kind: 'own-text', text: sends, ...(says.to && { to: cast.people[says.to] }), ...place }
        : {
            from: says.handle ?? cast.people[who]!,
            ...formNamed(says.as ?? 'plain').event(sends, says.previewAfter ?? cast.splitSendMs),
            ...place,
          };
    return { event, inMs };
  });
}
