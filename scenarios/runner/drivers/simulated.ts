import { eventsOf, type Ledger } from '../../observe/ledger.ts';
import type { Installation } from '../../sim/installation.ts';
import type { Disturbance } from '../../sim/oracle/disturbances.ts';
import { WORLD_START_MS } from '../../sim/world.ts';
import type { Simulated } from '../../vocabulary/simulated.ts';

/** How often the oracle is told of a clock that goes too fast or too slow. */
const DRIFT_TOLD_MS = 60_000;

/** What a simulated gateway suffers; the oracle hears of all of it. */
export function simulatedIn({
  world,
  computer,
  chatDb,
  store,
  wires,
  witness,
  peer,
  host,
  outside,
  storeFile,
  onSent,
  confirmChat,
  redoTurns,
  requestApproval,
  ledger,
}: Installation): Simulated {
  const nowMs = () => WORLD_START_MS + world.nowMs();
  const disturbed = (what: string, of: Disturbance['of'], forMs: number) => {
    const toMs = Number.isFinite(forMs) ? nowMs() + forMs : null;
    witness.disturbed({ what, of, fromMs: nowMs(), toMs });
  };
  const tellOffset = () => witness.clockOffset(nowMs(), computer.offsetMs());
  let isDrifting = false;
  const tellDrift = () => {
    if (!isDrifting) return;
    tellOffset();
    world.schedule(DRIFT_TOLD_MS, tellDrift);
  };
  return {
    troubleChatDb(kind, forMs) {
      chatDb.begin(kind, forMs);
      disturbed(`chat.db ${kind}`, 'all', forMs);
    },
    troubleStore(kind, forMs) {
      store.begin(kind, forMs);
      disturbed(`the store: ${kind}`, 'all', forMs);
    },
    removeStore: storeFile.remove,
    tearStore: storeFile.tear,
    setClockOffset(aheadMs) {
      computer.step(aheadMs - computer.offsetMs());
      tellOffset();
    },
    setClockRate(rate) {
      computer.setRate(rate);
      const wasDrifting = isDrifting;
      isDrifting = rate !== 1;
      tellOffset();
      if (isDrifting && !wasDrifting) world.schedule(DRIFT_TOLD_MS, tellDrift);
    },
    putOnWire: wires.put,
    scriptImsg: peer.follow,
    throwInListener: host.throwOn,
    onSent,
    confirmChat,
    putProgram(name, deed) {
      outside.put(name, deed);
      if (deed.is === 'says') witness.heard(deed.text);
    },
    redoTurns,
    requestApproval,
    lastRequest: () => lastRequestIn(ledger),
    sleep(forMs) {
      computer.sleep(forMs);
      disturbed('the gateway sleeps', 'all', forMs);
    },
  };
}

function lastRequestIn(ledger: Ledger) {
  const asked = eventsOf(ledger, 'approval').findLast(({ state }) => state === 'pending');
  if (!asked) return null;
  const { approvalId } = asked;
  const words = eventsOf(ledger, 'part').find(({ text }) => text.includes(`ID: ${approvalId}`))?.text;
  return words === undefined ? null : { approvalId, words };
}
