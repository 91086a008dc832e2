// Only what goes by AppleScript shows whether macOS allows it (ruling-26).

import { describe, expect, it } from 'vitest';
import { createAutomation } from '../../../../engine/wire/automation.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { id } from '../../../support/messages/ids.ts';
import { createListLogger } from '../../../support/messages/list-logger.ts';

const [ONE, OTHER] = [id.part('one'), id.part('other')];

function createBed() {
  let changes = 0;
  const automation = createAutomation({
    clock: createManualClock(),
    logger: createListLogger(),
    onChanged() {
      changes += 1;
    },
  });
  return { automation, changeCount: () => changes };
}

describe('the permission to control Messages', () => {
  it('is proven by a part that was taken of AppleScript', () => {
    const { automation } = createBed();
    automation.trying(ONE);
    automation.taken(ONE);
    expect(automation.state()).toBe('works');
  });

  it('is not proven by one that the bridge took, also where AppleScript had refused it', () => {
    const { automation, changeCount } = createBed();
    automation.trying(ONE);
    automation.denied(ONE);
    expect(automation.mayTry(OTHER)).toBe(false);
    automation.trying(null);
    automation.taken(ONE);
    automation.granted(ONE);
    expect(automation.state()).toBe('denied');
    expect(automation.mayTry(OTHER)).toBe(true);
    expect(changeCount()).toBe(1);
    automation.trying(OTHER);
    automation.taken(OTHER);
    automation.granted(OTHER);
    expect(automation.state()).toBe('works');
  });
});
