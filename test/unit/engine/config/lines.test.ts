import { describe, expect, it } from 'vitest';
import { createLines } from '../../../../engine/config/lines.ts';

const HOME = { accountId: 'home', ownAddresses: ['+15550000001'], wireRegion: null };
const WORK = { accountId: 'work', ownAddresses: ['+1 (555) 000-0002', 'Work@example.com'], wireRegion: null };
const NO_LIST = { accountId: 'third', ownAddresses: null, wireRegion: null };

describe('whom a row goes to', () => {
  const lines = createLines(HOME, [HOME, WORK, NO_LIST]);

  it.each([
    ['+15550000001', 'home'],
    ['+15550000002', 'work'],
    ['+1 555-000-0002', 'work'],
    ['work@EXAMPLE.com', 'work'],
    // Nobody lists it.
    ['+15550000009', 'home'],
    ['', 'home'],
    [undefined, 'home'],
    [7, 'home'],
    [{ toString: () => '+15550000002' }, 'home'],
  ])('is told by the address at which it came in: %j', (address, account) => {
    expect(lines.receiverOf({ destination_caller_id: address })).toBe(account);
  });

  it.each([null, undefined, 'text', 7, []])('is the owner where the payload is no message: %j', (payload) => {
    expect(lines.receiverOf(payload)).toBe('home');
  });

  it('is nobody who has no address of his own, but for the owner', () => {
    expect(['home', 'work', 'third'].map(lines.isReceiver)).toEqual([true, true, false]);
    expect(createLines(NO_LIST, [NO_LIST, WORK]).isReceiver('third')).toBe(true);
  });

  it('is the owner for an address that several inherit', () => {
    const heir = { ...WORK, accountId: 'heir' };
    const shared = createLines(HOME, [HOME, WORK, heir]);
    expect(shared.receiverOf({ destination_caller_id: '+15550000002' })).toBe('home');
    expect([shared.isReceiver('work'), shared.isReceiver('heir')]).toEqual([false, false]);
  });

  it('is the one that lists it in several spellings', () => {
    const twice = { ...WORK, ownAddresses: ['+15550000002', '+1 555 000 0002'] };
    expect(createLines(HOME, [HOME, twice]).receiverOf({ destination_caller_id: '+15550000002' })).toBe(
      'work',
    );
  });
});
