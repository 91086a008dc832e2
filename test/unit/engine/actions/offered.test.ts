import { expect, it } from 'vitest';
import { createActions } from '../../../../engine/actions/actions.ts';
import { EngineError } from '../../../../engine/errors.ts';
import { createMemoryCore } from '../../../../engine/store/memory.ts';
import type { Ability } from '../../../../engine/wire/route.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { common } from '../../../support/engine/world.ts';
import { id } from '../../../support/messages/ids.ts';
import { createListLogger } from '../../../support/messages/list-logger.ts';
import { openCore } from '../../../support/stores/bed.ts';
import { CONTEXT, part } from '../../../support/stores/inputs.ts';

type Options = Parameters<typeof createActions>[0];

function actionsWith(change: Pick<Options, 'line' | 'sightOf'> & Partial<Options>) {
  return createActions({
    ...common,
    accountId: 'default',
    cliPath: 'imsg',
    region: 'US',
    wireRegion: null,
    saying: { whole: (text = '') => text, pieces: (text = '') => [{ text, styles: [] }] },
    gates: () => ({ reactions: true }) as never,
    store: openCore(createMemoryCore()),
    outgoing: null,
    clock: createManualClock(),
    logger: createListLogger(),
    ...change,
  });
}

const PLACE = { ...CONTEXT, mayManage: false, mayUse: () => true };

it('what is not offered for want of the bridge is looked for, and offered the next time (ACT-2)', () => {
  let ability: Ability = 'yes';
  const looks: boolean[] = [];
  const { of } = actionsWith({
    line: {
      abilityOf: () => ability,
      async look(isAskedFor) {
        looks.push(isAskedFor);
      },
    },
    sightOf: () => ({}) as never,
  });
  const names = () => of(PLACE).map(({ name }) => name);
  expect([names(), looks]).toEqual([['react'], []]);
  ability = 'bridge';
  expect([names(), looks]).toEqual([[], [false]]);
  ability = 'yes';
  expect([names(), looks]).toEqual([['react'], [false]]);
});

it('a tapback that cannot be seen right now, for whatever reason, is to be named (ACT-12)', async () => {
  const { resolve } = actionsWith({
    line: { abilityOf: () => 'yes', look: async () => {} },
    sightOf: () =>
      ({
        ownTapback: async () => {
          throw new EngineError('rpc_timeout');
        },
      }) as never,
  });
  const action = { name: 'react', input: { emoji: '🎉', remove: true } };
  await expect(
    resolve({ ...PLACE, messageGuids: [id.guid('G1')], group: 't' }, action),
  ).rejects.toMatchObject({
    code: 'action_invalid',
    message: expect.stringContaining('cannot see which tapback stands there'),
  });
});

it('what is offered may be told in which chat it is to be done, besides what it takes itself (ACT-7)', () => {
  const { of } = actionsWith({
    line: { abilityOf: () => 'yes', look: async () => {} },
    sightOf: () => ({}) as never,
  });
  const [react] = of(PLACE);
  expect(Object.keys(react!.inputSchema.properties as object)).toEqual([
    'emoji',
    'messageId',
    'remove',
    'chatGuid',
    'chatId',
    'chatIdentifier',
    'to',
  ]);
});

it.each([
  ['yes', ['asVoice', 'as_voice', 'messageId']],
  ['unknown', ['asVoice', 'as_voice', 'messageId']],
  ['bridge', []],
  ['method', []],
] as const)(
  'a file is offered with what only the bridge does where that is there: %s (ruling-11)',
  (ability, more) => {
    const { of } = actionsWith({
      line: { abilityOf: () => ability, look: async () => {} },
      sightOf: () => ({}) as never,
      gates: () => ({ sendAttachment: true }) as never,
      outgoing: {} as never,
    });
    const [upload] = of(PLACE);
    const names = Object.keys(upload!.inputSchema.properties as object);
    expect(names.filter((name) => ['asVoice', 'as_voice', 'messageId'].includes(name))).toEqual(more);
    expect(names).toEqual(expect.arrayContaining(['buffer', 'path', 'filename', 'caption']));
  },
);

it.each(['SMS', 'RCS'])(
  'what only an iMessage can is not offered in a chat over %s, and refused (ACT-2)',
  async (service) => {
    const { of, resolve } = actionsWith({
      line: { abilityOf: () => 'yes', look: async () => {} },
      sightOf: () => ({}) as never,
      gates: () => ({ edit: true, unsend: true, reactions: true }) as never,
    });
    const place = { ...PLACE, chatGuid: id.chat(`${service};-;+15550001111`), group: 't' };
    expect(of(place).map(({ name }) => name)).toEqual(['react']);
    for (const name of ['edit', 'unsend'])
      await expect(resolve(place, { name, input: {} })).rejects.toMatchObject({
        code: 'action_unavailable',
        message: `iMessage ${name} is for iMessages: Messages cannot do it to what left as SMS or RCS.`,
      });
  },
);

it('what changes while it is asked for is no sign that all is so already: somebody else may have done it (ACT-13)', async () => {
  const dates = [null, 5];
  const sent = { ...part('said'), state: 'sent', guid: id.guid('G1'), target: CONTEXT };
  const { resolve } = actionsWith({
    gates: () => ({ edit: true }) as never,
    line: { abilityOf: () => 'yes', look: async () => {} },
    store: { ...openCore(createMemoryCore()), recentParts: async () => [sent as never] },
    sightOf: () =>
      ({
        partsOf: async () => 1,
        serviceOf: async () => null,
        wordsOf: async () => null,
        editedAt: async () => ({ atMs: dates.shift() }),
      }) as never,
  });
  const deed = await resolve({ ...PLACE, group: 'turn' }, { name: 'edit', input: { text: 'Yes.' } });
  expect(deed).toMatchObject({ target: 'G1', editedBefore: { atMs: null } });
});

it.each([
  ['react', 'bridge', { code: 'action_unavailable', outcome: 'definite' }, 1],
  ['react', 'method', { code: 'action_unavailable', outcome: 'definite' }, 1],
  ['reply', 'bridge', null, 0],
] as const)(
  '%s, asked for before imsg has said that this is lacking: %s, waits until it has, unless it goes without (ACT-5)',
  async (name, then, refusal, looks) => {
    let ability: Ability = 'unknown';
    const looked: boolean[] = [];
    const { resolve } = actionsWith({
      gates: () => ({ reactions: true, reply: true }) as never,
      line: {
        abilityOf: () => ability,
        async look(isAskedFor) {
          looked.push(isAskedFor);
          ability = then;
        },
      },
      sightOf: () => ({ ownTapback: async () => null, partsOf: async () => null }) as never,
    });
    const place = { ...PLACE, messageGuids: [id.guid('G1')], group: 't' };
    const input = name === 'react' ? { emoji: '🎉' } : { text: 'Yes.' };
    const resolved = resolve(place, { name, input });
    if (refusal) await expect(resolved).rejects.toMatchObject(refusal);
    else await expect(resolved).resolves.toMatchObject({ name, words: 'Yes.' });
    expect(looked).toEqual(Array.from({ length: looks }, () => true));
  },
);
