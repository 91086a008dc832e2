import { expect, it } from 'vitest';
import type { AgentMessage } from '../../../../engine/agents/agent.ts';
import { createPlanner } from '../../../../engine/outbound/plan/planner.ts';
import { readyToLeave } from '../../../../engine/outbound/ready.ts';
import { createListLogger } from '../../../support/messages/list-logger.ts';
import { NO_ACTIONS } from '../../../support/sending/line.ts';
import { REPLIES } from '../../../support/sending/replies.ts';
import { CONTEXT, turn } from '../../../support/stores/inputs.ts';

it('words beside a path that was left open are words', async () => {
  const message = { text: 'hi', path: undefined, buffer: undefined } as unknown as AgentMessage;
  const logger = createListLogger();
  const ready = await readyToLeave([message], {
    place: { ...CONTEXT, mayManage: false, mayUse: () => true, group: turn('T', [1]).turnId },
    actions: NO_ACTIONS,
    plan: createPlanner(REPLIES),
    logger,
  });
  expect(ready).toMatchObject([{ kind: 'text', content: { text: 'hi' } }]);
  expect(logger.lines).toEqual([]);
});
