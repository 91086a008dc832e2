// What editors know of the fake Mac's events is what the fake Mac takes: its own check is asked about each field,
// with values that are right and values that are not.

import { describe, expect, it } from 'vitest';
import { worldEvents } from '../../../../fake-imsg/world/events.ts';
import { EVENT_FORMS } from '../../../../scenarios/vocabulary/events.ts';
import { eventProblems } from '../../../../scenarios/vocabulary/possible-event.ts';
import { macEvent } from '../../../../scenarios/vocabulary/steps/mac.ts';
import { EVERY_EVENT } from '../../../support/devices/every-event.ts';
import { editorOfScenarios } from '../../../support/scenarios/json-schema.ts';

const CAST = {
  people: { alice: '+15550001111' },
  chats: { crew: { name: 'Crew', with: ['+15550001111'] } },
  drivers: ['sim'],
  splitSendMs: undefined,
};
type Fields = Readonly<Record<string, unknown>>;

/** What the fake says of such an event; null where it can happen. */
function complaintOf(kind: string, fields: Fields): string | null {
  return eventProblems([], (nowMs) => macEvent({ [kind]: fields }, CAST, nowMs))[0]?.text ?? null;
}

const isInOrder = editorOfScenarios();
const editorTakes = (kind: string, fields: Fields): boolean =>
  isInOrder({ about: 'it', steps: [{ mac: { [kind]: fields } }] });

const EXAMPLES = Object.entries(EVERY_EVENT).filter(([id]) => id !== 'long');

const VALUES: readonly unknown[] = [
  ...[
    '',
    ' ',
    'alice',
    'crew',
    'a;b',
    '+15550001111',
    'any;-;+15550001111',
    'never',
    'helper',
    'text',
    'auto',
  ],
  ...['3h', '1.5s', '3h ago', 'sms', 'Fax', 'https://example.com/a', 'https://example.com/a b', '🎉', 'loud'],
  ...[-1, 0, 1, 1.5, 2, 3, 20, 21, 20_000, 20_001, true, false],
  ...[
    [],
    ['alice'],
    [7],
    {},
    { name: '' },
    { name: 'Crew' },
    { with: [] },
    { with: ['alice'] },
    { nme: 'Crew' },
  ],
  ...[{ identifier: 'chat1' }, { name: 'a', filename: '/a', bytes: 1 }, [{ text: 'a' }], [{ txt: 'a' }]],
  ...[[{ from: 'alice', text: 'a', agoMs: '1h' }], [{ from: 'alice', text: 'a' }], ['https://example.com/a']],
  ...[[{ name: 'Alice', handles: ['alice'] }], [{ name: ' ', handles: [] }], [{ name: 'Alice' }]],
];

it('knows every event, and no other', () => {
  expect(Object.keys(EVENT_FORMS).sort()).toEqual(Object.keys(worldEvents).sort());
  expect([...new Set(EXAMPLES.map(([, { kind }]) => kind))].sort()).toEqual(Object.keys(worldEvents).sort());
});

describe.each(EXAMPLES)('the event "%s"', (_, { kind, ...fields }) => {
  const known = Object.keys(EVENT_FORMS[kind]!.fields);

  it('can happen', () => {
    expect(complaintOf(kind, fields)).toBeNull();
    expect(editorTakes(kind, fields)).toBe(true);
  });

  it('has the fields that the fake knows', () => {
    const text = complaintOf(kind, { ...fields, another: 1 })!;
    const listed = /the fields of \S+ are (.*)\.$/
      .exec(text)![1]!
      .split(', ')
      .filter((field) => field !== '');
    const isForNobody = (field: string) =>
      /remove it: only/.test(complaintOf(kind, { ...fields, [field]: 'alice' }) ?? '');
    expect([...known].sort()).toEqual(listed.filter((field) => !isForNobody(field)).sort());
    expect(editorTakes(kind, { ...fields, another: 1 })).toBe(false);
  });

  it.each(known)('is taken and refused by an editor as by the fake, whatever its %s', (field) => {
    const { [field]: _value, ...without } = fields;
    const choices = choicesOf(kind, field);
    const variants = [without, ...[...VALUES, ...choices].map((value) => ({ ...without, [field]: value }))];
    const differing = variants.filter((each) => {
      const complaint = complaintOf(kind, each);
      if (editorTakes(kind, each)) return complaint !== null && !isBeyondEditors(complaint, each);
      return complaint === null && !LOOKED_AT_LATER.has(`${kind} ${field}`);
    });
    expect(differing.map((each) => ({ value: each[field], fake: complaintOf(kind, each) }))).toEqual([]);
  });
});

it.each(
  Object.entries(EVENT_FORMS).flatMap(([kind, { fields }]) =>
    Object.keys(fields)
      .filter((field) => choicesOf(kind, field).length > 1)
      .map((field) => [kind, field]),
  ),
)('%s has all the choices of %s that the fake has', (kind, field) => {
  const [, { kind: _, ...fields }] = EXAMPLES.find(([, event]) => event.kind === kind)!;
  const listed = /(?:use one of|use) (.*)\.$/.exec(
    complaintOf(kind, { ...fields, [field]: 'no such' })!,
  )?.[1];
  expect(listed?.split(/, | or /)).toEqual(choicesOf(kind, field).map(String));
});

function choicesOf(kind: string, field: string): readonly unknown[] {
  return (EVENT_FORMS[kind]!.fields[field]!.enum as readonly unknown[] | undefined) ?? [];
}

/** What no editor knows: which chats there are, which of two times is earlier, whether two names are one person. */
function isBeyondEditors(complaint: string, { chat }: Fields): boolean {
  if (typeof chat === 'string' && /^[a-z]+$/.test(chat)) return !Object.hasOwn(CAST.chats, chat);
  return /not before oldestMs|say who is added/.test(complaint);
}

/** Fields that the fake does not look at before it needs them. */
const LOOKED_AT_LATER = new Set([
  'photo gapMs',
  ...['error', 'errorMs', 'flipMs'].map((field) => `script-send ${field}`),
  ...['error', 'errorMs', 'flipMs', 'audio', 'subject', 'effectId', 'replyTo', 'replyPart'].map(
    (field) => `bridge-send ${field}`,
  ),
]);
