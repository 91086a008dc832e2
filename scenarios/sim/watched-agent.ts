import type { AgentTurn } from '../../engine/agents/agent.ts';
import type { Conduct } from './conduct.ts';
import type { Disk } from './files.ts';
import type { SimGatewayOptions } from './gateway.ts';
import type { Witness } from './witness/witness.ts';

interface Seen {
  readonly witness: Witness;
  readonly disk: () => Disk;
  nowMs(): number;
}

/** The same agent, of which is told what it was given; conversations wait for one that never answers. */
export function watched(conduct: SimGatewayOptions['conduct'], { witness, disk, nowMs }: Seen) {
  return (turn: AgentTurn): Conduct => {
    for (const { path, name } of turn.attachments) {
      const bytes = disk().existsSync(path) ? disk().readFileSync(path) : null;
      witness.handed(turn.id, name, bytes as Buffer | null);
    }
    const conducted = conduct(turn);
    const what = 'the agent never answers';
    if (conducted.is === 'silence') witness.disturbed({ what, of: 'sending', fromMs: nowMs(), toMs: null });
    return conducted;
  };
}
