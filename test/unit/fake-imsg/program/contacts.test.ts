import { describe, expect, it } from 'vitest';
import { openContacts } from '../../../../fake-imsg/program/contacts.ts';
import { createTestMac, type TestMac } from '../../../support/devices/fake-mac.ts';
import { type Frame, startTestImsg } from '../../../support/processes/imsg-process.ts';

const ALICE = '+15550001111';
const PEOPLE = [
  { name: 'Alice Example', handles: ['(555) 000-1111', 'Alice@Example.com'] },
  { name: 'Bob Example', handles: ['bob@example.com'] },
  { name: 'Carol', handles: [] },
];

async function createMac(people: object[] = PEOPLE): Promise<TestMac> {
  const mac = createTestMac();
  if (people.length > 0) mac.device.schedule({ kind: 'contacts', people });
  await mac.pass(1);
  return mac;
}

async function ask(mac: TestMac, build: string, method: string, params?: object): Promise<Frame> {
  const imsg = startTestImsg(mac.device, { env: { FAKE_IMSG_BUILD: build } });
  imsg.ask(1, method, params);
  await mac.clock.advance(9000);
  const answer = imsg.answer(1);
  imsg.process.kill();
  return answer;
}

async function converse(mac: TestMac): Promise<void> {
  mac.device.schedule({ kind: 'text', from: ALICE, text: 'hi' });
  mac.device.schedule({
    kind: 'text',
    from: 'bob@example.com',
    text: 'yo',
    chat: { name: 'Team', with: [ALICE] },
  });
  await mac.pass(500);
  mac.device.schedule({ kind: 'tapback', reaction: 'love', from: ALICE });
  mac.device.schedule({ kind: 'own-text', text: 'hello', to: ALICE });
  await mac.pass(3000);
}

describe('names', () => {
  it.each(['0.7.0', '0.7.3', '0.8.1', '0.9.0', '0.13.4', 'current'])(
    'are told by %s for people in Contacts',
    async (build) => {
      const mac = await createMac();
      await converse(mac);
      const { messages } = (await ask(mac, build, 'messages.history', { chat_id: 1 })).result;
      const [mine, hers] = messages;
      expect(mine).not.toHaveProperty('sender_name');
      expect(hers).toMatchObject({ sender: ALICE, sender_name: 'Alice Example' });
      expect(hers.reactions).toMatchObject([{ sender: ALICE, sender_name: 'Alice Example' }]);
      const { chats } = (await ask(mac, build, 'chats.list')).result;
      const [direct, group] = chats.toSorted((a: Frame, b: Frame) => a.id - b.id);
      expect(direct).toMatchObject({ contact_name: 'Alice Example' });
      expect(group).not.toHaveProperty('contact_name');
    },
  );

  it('are nowhere in 0.5.0', async () => {
    const mac = await createMac();
    await converse(mac);
    expect(JSON.stringify(await ask(mac, '0.5.0', 'messages.history', { chat_id: 1 }))).not.toContain(
      'Example',
    );
    expect(JSON.stringify(await ask(mac, '0.5.0', 'chats.list'))).not.toContain('Example');
  });

  it('are nowhere where Contacts may not be read', async () => {
    const mac = await createMac();
    await converse(mac);
    mac.device.schedule({ kind: 'permission', contacts: false });
    await mac.pass(1);
    expect(JSON.stringify(await ask(mac, 'current', 'messages.history', { chat_id: 1 }))).not.toContain(
      'Example',
    );
    expect((await ask(mac, 'current', 'status')).result.contacts).toEqual({ available: false });
  });

  it('come with messages that are watched', async () => {
    const mac = await createMac();
    const imsg = startTestImsg(mac.device);
    imsg.ask(1, 'watch.subscribe');
    await mac.clock.advance(0);
    await converse(mac);
    await mac.clock.advance(2000);
    const told = imsg.frames().filter(({ method }) => method === 'message');
    expect(told.map(({ params }) => params.message.sender_name)).toEqual([
      'Alice Example',
      'Bob Example',
      undefined,
    ]);
  });

  it('are printed by the commands', async () => {
    const mac = await createMac();
    await converse(mac);
    const run = (...argv: string[]) => startTestImsg(mac.device, { argv }).lines.join('\n');
    expect(run('chats')).toContain('[1] Alice Example (+15550001111)');
    expect(run('history', '--chat-id', '1')).toContain('[recv] Alice Example: hi');
  });
});

describe('the list of chats on the command line', () => {
  it('names a group of one by its participant, but not as JSON', async () => {
    const mac = await createMac();
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'hi', chat: { name: 'Solo', with: [] } });
    await mac.pass(500);
    const run = (...argv: string[]) => startTestImsg(mac.device, { argv: ['chats', ...argv] }).lines.join('');
    expect(run()).toContain('[1] Alice Example (chat');
    expect(JSON.parse(run('--json'))).not.toHaveProperty('contact_name');
  });
});

describe('Contacts in a process that runs already', () => {
  it('are read again by 0.14, and never by those before', async () => {
    const mac = await createMac([]);
    await converse(mac);
    const [old, strict] = ['0.13.4', 'current'].map((build) =>
      startTestImsg(mac.device, { env: { FAKE_IMSG_BUILD: build } }),
    ) as [ReturnType<typeof startTestImsg>, ReturnType<typeof startTestImsg>];
    const nameAt = async (imsg: typeof old, id: number) => {
      imsg.ask(id, 'messages.history', { chat_id: 1 });
      await mac.clock.advance(0);
      return imsg.answer(id).result.messages[1].sender_name;
    };
    expect([await nameAt(old, 1), await nameAt(strict, 1)]).toEqual([undefined, undefined]);
    mac.device.schedule({ kind: 'contacts', people: PEOPLE });
    await mac.pass(1);
    expect([await nameAt(old, 2), await nameAt(strict, 2)]).toEqual([undefined, 'Alice Example']);
    strict.ask('s', 'status');
    await mac.clock.advance(0);
    expect(strict.answer('s').result.contacts).toEqual({ available: true });
  });
});

describe('Contacts of 0.15.10 (wire-11.20)', () => {
  async function running(people: object[] = PEOPLE) {
    const mac = await createMac(people);
    await converse(mac);
    const imsg = startTestImsg(mac.device, { env: { FAKE_IMSG_BUILD: '0.15.10' } });
    let id = 0;
    const told = async (method: string, params: object = {}) => {
      id += 1;
      imsg.ask(id, method, params);
      await mac.pass(1);
      return imsg.answer(id).result;
    };
    const name = async () => (await told('messages.history', { chat_id: 1 })).messages[1].sender_name;
    const available = async () => (await told('status')).contacts.available;
    return { mac, name, available };
  }

  it('are not known yet when a process is asked for the first time, and soon after', async () => {
    const { mac, name, available } = await running();
    expect([await available(), await name()]).toEqual([false, undefined]);
    await mac.pass(100);
    expect([await available(), await name()]).toEqual([true, 'Alice Example']);
  });

  it('are read again behind what is asked, after half a minute, and are gone at once where they may not be read', async () => {
    const { mac, name, available } = await running(PEOPLE.slice(1));
    await name();
    await mac.pass(100);
    mac.device.schedule({ kind: 'contacts', people: PEOPLE.slice(0, 1) });
    await mac.pass(20_000);
    expect([await available(), await name()]).toEqual([true, undefined]);
    await mac.pass(20_000);
    expect(await name()).toBeUndefined();
    await mac.pass(100);
    expect(await name()).toBe('Alice Example');
    mac.device.schedule({ kind: 'permission', contacts: false });
    await mac.pass(1);
    expect([await available(), await name()]).toEqual([false, undefined]);
  });

  it('are waited for by a command, and by a name that is sent to', async () => {
    const mac = await createMac();
    await converse(mac);
    const env = { FAKE_IMSG_BUILD: '0.15.10' };
    const { lines } = startTestImsg(mac.device, { argv: ['history', '--chat-id', '1'], env });
    expect(lines.join()).toContain('[recv] Alice Example: hi');
    const { result } = await ask(mac, '0.15.10', 'send', {
      to: 'alice ex',
      text: 'hi',
      transport: 'applescript',
    });
    expect(result).toMatchObject({ ok: true });
  });
});

describe('a name as the target of a send', () => {
  const send = (to: string) => ({ to, text: 'hi', transport: 'applescript' });

  it.each(['0.9.0', 'current'])('reaches the one contact it fits, in %s', async (build) => {
    const mac = await createMac();
    const answer = await ask(mac, build, 'send', send(' alice ex'));
    expect(answer.result).toMatchObject({ ok: true });
    expect(mac.device.sent()).toMatchObject([{ chatGuid: `any;-;${ALICE}`, text: 'hi' }]);
  });

  it.each(['0.9.0', 'current'])('that fits several is refused with all of them, in %s', async (build) => {
    const { error } = await ask(await createMac(), build, 'send', send('example'));
    expect(error).toMatchObject({ code: -32602 });
    expect(error.data).toBe(
      'Invalid chat target: Multiple contacts match "example":\n' +
        '  Alice Example: +15550001111\n  Bob Example: bob@example.com\n' +
        'Specify a phone number or email instead.',
    );
  });

  it('is refused by 0.14 where Contacts cannot be read', async () => {
    const { error } = await ask(await createMac([]), 'current', 'send', send('Alice'));
    expect(error).toMatchObject({
      code: -32602,
      data: 'Invalid chat target: Contacts access is unavailable; specify a phone number or email instead.',
    });
  });
});

describe('the catalog', () => {
  const device = (contacts: object[], isReadable = true) =>
    ({ facts: () => ({ contacts: isReadable }), contacts: () => contacts }) as never;

  it('finds people by any spelling of a handle, and by the guid of their chat', () => {
    const { nameOf } = openContacts(device(PEOPLE), 'live');
    for (const handle of [ALICE, '555-000-1111', ' alice@example.COM ', `any;-;${ALICE}`, `SMS;-;${ALICE}`]) {
      expect(nameOf(handle), handle).toBe('Alice Example');
    }
    expect(nameOf('+15550009999')).toBeNull();
  });

  it('gives a number that two people have to the first', () => {
    const two = [
      { name: 'First', handles: [ALICE] },
      { name: 'Second', handles: [ALICE] },
    ];
    expect(openContacts(device(two), 'live').nameOf(ALICE)).toBe('First');
  });

  it.each([ALICE, '555-0100', 'a@example.com', ' ', 'Zoe'])('leaves %j as it is', (target) => {
    expect(openContacts(device(PEOPLE), 'live').resolve(target, 'US')).toBe(target);
  });

  it('takes a name for an address where the build knows no Contacts, or cannot read them before 0.14', () => {
    expect(openContacts(device(PEOPLE), 'unknown').resolve('Alice', 'US')).toBe('Alice');
    expect(openContacts(device(PEOPLE, false), 'once').resolve('Alice', 'US')).toBe('Alice');
  });
});
