import { expect, it } from 'vitest';
import type { Actions } from '../../../../engine/actions/actions.ts';
import { readMessageId } from '../../../../engine/actions/inputs.ts';
import type { AgentMessage } from '../../../../engine/agents/agent.ts';
import { createPlanner } from '../../../../engine/outbound/plan/planner.ts';
import { readyToLeave } from '../../../../engine/outbound/ready.ts';
import { id } from '../../../support/messages/ids.ts';
import { createListLogger } from '../../../support/messages/list-logger.ts';
import { NO_ACTIONS } from '../../../support/sending/line.ts';
import { REPLIES } from '../../../support/sending/replies.ts';
import { CONTEXT, turn } from '../../../support/stores/inputs.ts';

const THREADS: Actions = {
  ...NO_ACTIONS,
  threadOf: async (_place, messageId) => id.guid(readMessageId(messageId)),
};

async function readied(message: unknown, actions = THREADS) {
  const logger = createListLogger();
  const ready = await readyToLeave([message as AgentMessage], {
    place: { ...CONTEXT, mayManage: false, mayUse: () => true, group: turn('T', [1]).turnId },
    actions,
    plan: createPlanner(REPLIES),
    logger,
  });
  return { ready, logger };
}

it('words beside a path that was left open are words', async () => {
  const { ready, logger } = await readied({ text: 'hi', path: undefined, buffer: undefined });
  expect(ready).toMatchObject([{ kind: 'text', content: { text: 'hi' } }]);
  expect(logger.lines).toEqual([]);
});

it.each([null, undefined])(
  'words whose messageId is %s are in no thread, and nobody is told',
  async (messageId) => {
    const { ready, logger } = await readied({ text: 'hi', messageId });
    expect(ready).toEqual([{ kind: 'text', content: { text: 'hi', styles: [] } }]);
    expect(logger.lines).toEqual([]);
  },
);

it.each(['', '  ', '[]', '\ud800', {}, true, 0, 'x'.repeat(257)])(
  'words whose messageId is %j leave without a thread, which is told',
  async (messageId) => {
    const { ready, logger } = await readied({ text: 'hi', messageId });
    expect(ready).toEqual([{ kind: 'text', content: { text: 'hi', styles: [] } }]);
    expect(logger.lines).toEqual([expect.stringContaining('goes without its thread')]);
  },
);

it('an id of words has what no id has taken out (OUT-11)', async () => {
  const { ready } = await readied({ text: 'hi', messageId: ' [GUID\u0000-1] ' });
  expect(ready).toMatchObject([{ content: { text: 'hi', replyTo: 'GUID-1' } }]);
});

it('what a file leaves out may be null', async () => {
  const asked: unknown[] = [];
  const file = { path: '/photo.jpg', caption: null, asVoice: null, messageId: null, buffer: null };
  await readied(file, {
    ...NO_ACTIONS,
    async resolve(_place, { input }) {
      asked.push(input);
      return { file: { path: '/copy.jpg', name: 'copy.jpg', bytes: 1 } };
    },
  });
  expect(asked).toEqual([{ path: '/photo.jpg' }]);
});
