// A program on the machine of a simulated gateway, which it asks without a socket: line for line what one would carry.

import { EngineError } from '../../engine/errors.ts';
import { answerLine } from '../../engine/gateway/control-answer.ts';
import { askedBy } from '../../engine/gateway/control-client.ts';
import { controlMethods } from '../../engine/gateway/control-methods.ts';
import { createCoreBackend } from '../../engine/store/core-backend.ts';
import { createSimFiles } from './files.ts';
import type { Installation } from './installation.ts';
import { createNode } from './node.ts';
import type { BesideGateway } from './operator-command.ts';

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

export function besideGateway({
  world,
  computer,
  storeFile,
  gateway,
  disk,
}: Installation): Omit<BesideGateway, 'config'> {
  const operator = createNode({ world, name: 'operator', computer });
  return {
    clock: operator.clock,
    disk: async () => ({
      files: createSimFiles(operator, disk),
      ids: operator.ids,
    }),
    gatewayAt: (stateDir) =>
      askedBy(async (line) => {
        const running = gateway();
        if (running?.node.isAlive()) return answerLine(line, controlMethods(running.engine), SILENT);
        const message = `No gateway runs with the state folder ${stateDir}.`;
        throw new EngineError('gateway_not_running', { message });
      }),
    async journalAt() {
      if (gateway() === null) return null;
      // Closing it would end the store for the gateway as well.
      const core = { ...storeFile.opened(), close() {} };
      const open = () => core;
      return createCoreBackend({
        openCore: open,
        openReaderCore: open,
        schedule: (apply) => apply()(),
      }).openReader();
    },
  };
}
