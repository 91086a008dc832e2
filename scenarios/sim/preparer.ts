import type { Preparation } from '../../engine/store/commands/turns.ts';
import type { FormedTurn, Preparer } from '../../engine/turns/prepare.ts';
import type { Node } from './node.ts';

/** What a scripted preparer finds for a turn at that time of the world. A thrown error is a failure. */
export type PrepareScript = (turn: FormedTurn, nowMs: number) => Preparation;

const LATENCY_MS = 30;

/** Prepares every turn by a script, as an effect on the world: a crash may come before it or right after. */
export function createSimPreparer(node: Node, script: PrepareScript): Preparer {
  return {
    name: 'script',
    needs: () => true,
    prepare(turn) {
      return new Promise((resolve, reject) => {
        node.effect('prepare', turn.turnId, () => {
          node.later(LATENCY_MS, () => {
            try {
              resolve(script(turn, node.world.nowMs()));
            } catch (error) {
              reject(error);
            }
          });
        });
      });
    },
  };
}
