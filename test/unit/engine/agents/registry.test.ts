import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createAgent } from '../../../../engine/agents/registry.ts';
import { AGENT_TYPES, type AgentConfig } from '../../../../engine/config/agents/types.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { createListLogger } from '../../../support/messages/list-logger.ts';
import { sourceFiles } from '../../../support/repository/source-files.ts';

const typeOf = (schema: (typeof AGENT_TYPES)[number]) => schema.shape.type.value;

describe('the types of agents', () => {
  it('are those of the files in config/agents/', () => {
    const files = sourceFiles('engine/config/agents').map(({ path }) => posix.basename(path, '.ts'));
    const others = ['define-agent-type', 'types'];
    expect(files.filter((name) => !others.includes(name)).sort()).toEqual(AGENT_TYPES.map(typeOf).sort());
  });

  it.each(AGENT_TYPES.map((schema) => [typeOf(schema), schema] as const))(
    '%s has its adapter, which bears its name and takes its keys',
    (type, schema) => {
      const entry = schema.parse({
        id: 'main',
        type,
        ...(type === 'command' && { command: ['/bin/answer'] }),
      });
      const agent = createAgent(entry as AgentConfig, {
        clock: createManualClock(),
        logger: createListLogger(),
      });
      expect(agent.name).toBe(type);
    },
  );
});
