import { describe, expect, it } from 'vitest';
import { basic, bridge } from '../../../../../fake-imsg/environments.ts';
import { createTestMac, type TestMac } from '../../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../../support/processes/imsg-process.ts';

const ALICE = '+15550001111';
const BOB = '+15550002222';

async function macWithChats(facts = basic): Promise<TestMac> {
  const mac = createTestMac({ facts });
  mac.device.schedule({ kind: 'text', from: ALICE, text: 'hello' });
  mac.device.schedule({ kind: 'text', from: BOB, text: 'green', service: 'SMS' });
  await mac.pass(1000);
  return mac;
}

async function run(mac: TestMac, ...argv: string[]) {
  const imsg = startTestImsg(mac.device, { argv });
  await mac.pass(20_000);
  return { code: imsg.exitCode(), lines: [...imsg.lines] };
}

describe('imsg account (wire-1.4)', () => {
  it('--local lists the accounts that chats went by', async () => {
    const mac = await macWithChats();
    expect(await run(mac, 'account', '--local')).toEqual({
      code: 0,
      lines: ['accounts (source=local):', '  P:+15550000001 (chats=2)'],
    });
    const { lines } = await run(mac, 'account', '--local', '--json');
    expect(JSON.parse(lines[0]!)).toMatchObject({
      source: 'local',
      accounts: [{ login: 'P:+15550000001', chat_count: 2 }],
    });
  });

  it('--local says so where there are none', async () => {
    const { lines } = await run(createTestMac(), 'account', '--local');
    expect(lines).toEqual(['account: (none found in local history) (source=local)']);
  });

  it('asks the bridge otherwise', async () => {
    const mac = await macWithChats(bridge);
    expect(await run(mac, 'account')).toEqual({
      code: 0,
      lines: ['account: +15550000001', '  aliases: +15550000001'],
    });
    const { lines } = await run(mac, 'account', '--json');
    expect(JSON.parse(lines[0]!)).toMatchObject({ login: '+15550000001', service: 'iMessage' });
  });

  it('fails in the form asked for where there is no bridge', async () => {
    const mac = await macWithChats();
    const plain = await run(mac, 'account');
    expect(plain.code).toBe(1);
    expect(plain.lines[0]).toMatch(/^error: imsg bridge not ready: System Integrity Protection/);
    const { lines } = await run(mac, 'account', '--json');
    expect(JSON.parse(lines[0]!)).toMatchObject({ success: false, error: expect.stringContaining('SIP') });
  });
});

describe('imsg whois', () => {
  it.each([
    [ALICE, 'imessage', true],
    ['(555) 000-1111', 'imessage', true],
    [BOB, 'sms', true],
    ['nobody@example.com', 'unknown', false],
  ])('--local of %s is %s', async (address, service, known) => {
    const mac = await macWithChats();
    const { lines } = await run(mac, 'whois', '--address', address, '--local', '--json');
    expect(JSON.parse(lines[0]!)).toEqual({ address, service, known, source: 'local' });
    const plain = await run(mac, 'whois', '--address', address, '--local');
    expect(plain.lines).toEqual([`whois ${address}: ${service} (source=local, known=${known})`]);
  });

  it('asks the bridge otherwise', async () => {
    const mac = await macWithChats(bridge);
    const { lines } = await run(mac, 'whois', '--address', ALICE, '--json');
    expect(JSON.parse(lines[0]!)).toEqual({
      address: ALICE,
      alias_type: 'phone',
      destination: `tel:${ALICE}`,
      id_status: 1,
      available: true,
    });
    const plain = await run(mac, 'whois', '--address', BOB);
    expect(plain.lines).toEqual([`whois ${BOB}: unavailable (id_status=2)`]);
  });

  it('needs an address', async () => {
    expect(await run(createTestMac(), 'whois', '--local')).toEqual({
      code: 1,
      lines: ['Missing required option: --address'],
    });
  });
});

describe('imsg nickname', () => {
  it('--local says whether Contacts can be read, and what is in it', async () => {
    const address = ['nickname', '--address', ALICE, '--local', '--json'];
    const closed = await run(await macWithChats(), ...address);
    expect(JSON.parse(closed.lines[0]!)).toEqual({
      address: ALICE,
      local_contact_name: '',
      found: false,
      source: 'local-addressbook',
      contacts_unavailable: true,
    });
    const mac = await macWithChats({ ...basic, contacts: true });
    mac.device.schedule({ kind: 'contacts', people: [{ name: 'Alice', handles: [ALICE] }] });
    await mac.pass(1000);
    const open = await run(mac, ...address);
    expect(JSON.parse(open.lines[0]!)).toMatchObject({ local_contact_name: 'Alice', found: true });
  });

  it('asks the bridge otherwise; nobody has shared a name', async () => {
    const mac = await macWithChats(bridge);
    expect((await run(mac, 'nickname', '--address', ALICE)).lines).toEqual(['nickname: (none)']);
  });
});
