import type { ChatDbAccess } from '../chat-db/read/access.ts';
import type { Command } from '../command-line/command.ts';
import { DB, STANDARD_OPTIONS } from '../command-line/signature.ts';
import { keepAgenda } from '../mac/agenda-keeper.ts';
import { failureOf, refuseAll } from '../server/refusal.ts';
import { createServer } from '../server/server.ts';
import { heldInput } from './sleeping-input.ts';

/** `imsg rpc`: serves requests until its input ends. `--json` is accepted and changes nothing. */
export const rpcCommand: Command = {
  name: 'rpc',
  since: '0.3.0',
  readsInput: true,
  about: 'Run JSON-RPC over stdin/stdout',
  options: [DB, ...STANDARD_OPTIONS],
  examples: ['imsg rpc', 'imsg rpc --db ~/Library/Messages/chat.db'],
  run({ build, stdout, complain, openMac, atEnd, exit, trap }) {
    const { device, clock, chatDb, contacts } = openMac();
    // Fails as every other command does: with prose, before anything is read.
    if (build.start === 'printing') refuseUnreadable(chatDb);
    if (build.start === 'refusing') {
      const refusal = refuseAll({ build, chatDb, stdout, done: () => exit(1) });
      if (refusal) return refusal;
    }
    const agenda = keepAgenda(device, clock);
    const server = createServer({
      build,
      device,
      clock,
      stdout,
      chatDb,
      contacts,
      stepAgenda: agenda.step,
      complain,
      done: () => exit(0),
      trap,
    });
    atEnd(agenda.stop);
    atEnd(server.stop);
    return heldInput({ clock, state: device.state }, server);
  },
};

/** A file that is no database is noticed by requests only. */
function refuseUnreadable(chatDb: ChatDbAccess): void {
  const failure = failureOf(chatDb);
  if (failure) throw failure;
}
