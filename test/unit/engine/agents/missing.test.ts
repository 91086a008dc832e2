import { expect, it } from 'vitest';
import { createMissingAgent } from '../../../../engine/agents/missing.ts';
import { createDispatchBed, TURN } from '../../../support/agents/dispatch-bed.ts';
import { createListLogger } from '../../../support/messages/list-logger.ts';

it('without an agent a turn fails at once, is not asked for again, and what to do is told once (ruling-44)', async () => {
  const logger = createListLogger();
  const agent = createMissingAgent({ id: 'main', type: 'none' }, logger);
  const { dispatch, told, stateOf } = await createDispatchBed(agent.run);
  await dispatch.run(TURN);
  expect(await stateOf()).toBe('failed');
  expect(told).toEqual([
    'running',
    'failed no agent could be asked: no agent is configured that could be run',
  ]);
  await expect(agent.run(undefined as never, undefined as never)).rejects.toMatchObject({
    code: 'agent_missing',
  });
  expect(logger.lines).toEqual([
    'error imessage: no agent is configured that could be run: messages are kept, and nobody answers them.',
    'error imessage: for a first try write agents: { list: [{ id: "main", type: "echo" }] } and start the gateway again; ' +
      'imgate turns redo --reason agent_missing then answers what came in.',
  ]);
});
