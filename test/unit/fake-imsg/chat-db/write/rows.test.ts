import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import { composeBody } from '../../../../../fake-imsg/chat-db/blobs/body-pieces.ts';
import { ownerOf } from '../../../../../fake-imsg/chat-db/schema/owner.ts';
import { chatDbTemplate } from '../../../../../fake-imsg/chat-db/schema/schema.ts';
import { type ChatRef, ensureChat } from '../../../../../fake-imsg/chat-db/write/chats.ts';
import { ensureHandle } from '../../../../../fake-imsg/chat-db/write/handles.ts';
import {
  insertMessage,
  joinMessage,
  type MessageInput,
} from '../../../../../fake-imsg/chat-db/write/messages.ts';
import { markDelivered } from '../../../../../fake-imsg/chat-db/write/receipts.ts';
import { type ChatWriter, createChatWriter } from '../../../../../fake-imsg/chat-db/write/writer.ts';

const ALICE = '+15550001111';
const owner = ownerOf('me@example.com');
const SEQUENCE = "SELECT value FROM _SqliteDatabaseProperties WHERE key = '__CSDBRecordSequenceNumber'";

let db: Database.Database;
let writer: ChatWriter;
let chat: ChatRef;

const input = (change: Partial<MessageInput> = {}): MessageInput => ({
  guid: '0A1B2C3D-0000-4000-8000-0000000000AA',
  text: 'hi',
  attributedBody: composeBody('incoming', [{ text: 'hi' }]).bytes,
  partCount: 1,
  service: 'iMessage',
  handleRowid: 1,
  isFromMe: false,
  sentMs: Date.UTC(2026, 0, 5),
  hasDetectedData: false,
  ...change,
});
const sequence = () => Number(db.prepare(SEQUENCE).pluck().get());

beforeEach(() => {
  db = new Database(chatDbTemplate());
  writer = createChatWriter(db);
  chat = ensureChat(writer, { kind: 'dm', address: ALICE }, 'iMessage', owner);
});

describe('writing rows', () => {
  it('saves handle, chat, message and join as one record each', () => {
    expect(sequence()).toBe(2);
    const rowid = insertMessage(writer, input(), chat, owner);
    expect(sequence()).toBe(3);
    joinMessage(writer, rowid, chat);
    expect(sequence()).toBe(4);
  });

  it('leaves a message alone that is there already', () => {
    const first = insertMessage(writer, input(), chat, owner);
    expect(insertMessage(writer, input({ text: 'other' }), chat, owner)).toBe(first);
    expect(db.prepare('SELECT text FROM message').pluck().all()).toEqual(['hi']);
  });

  it('does not join a message again that was put among the recently deleted', () => {
    const rowid = insertMessage(writer, input(), chat, owner);
    db.prepare('INSERT INTO chat_recoverable_message_join VALUES (?, ?, 128, 0)').run(chat.rowid, rowid);
    joinMessage(writer, rowid, chat);
    expect(db.prepare('SELECT count(*) FROM chat_message_join').pluck().get()).toBe(0);
  });

  it('finds a handle and a chat again instead of adding them', () => {
    expect(ensureHandle(writer, ALICE, 'iMessage')).toBe(1);
    expect(ensureChat(writer, { kind: 'dm', address: ALICE }, 'iMessage', owner)).toMatchObject(chat);
    expect(sequence()).toBe(2);
  });

  it('prefers the chat of the service where each service still has its own', () => {
    db.exec(`INSERT INTO chat (guid, style, chat_identifier, service_name)
      VALUES ('SMS;-;${ALICE}', 45, '${ALICE}', 'SMS')`);
    expect(ensureChat(writer, { kind: 'dm', address: ALICE }, 'SMS', owner).guid).toBe(`SMS;-;${ALICE}`);
    expect(ensureChat(writer, { kind: 'dm', address: ALICE }, 'iMessage', owner).guid).toBe(`any;-;${ALICE}`);
  });

  it('marks an outgoing iMessage as delivered once, and never one by SMS', () => {
    insertMessage(writer, input({ guid: 'A', isFromMe: true }), chat, owner);
    insertMessage(writer, input({ guid: 'B', isFromMe: true, service: 'SMS' }), chat, owner);
    markDelivered(writer, 'A', null);
    markDelivered(writer, 'A', Date.UTC(2026, 0, 5, 1));
    markDelivered(writer, 'B', null);
    expect(db.prepare('SELECT is_delivered, date_delivered FROM message ORDER BY guid').raw().all()).toEqual([
      [1, 0],
      [0, 0],
    ]);
  });

  it('names the account of an email owner', () => {
    insertMessage(writer, input(), chat, owner);
    const names = ['E:me@example.com', owner.accountGuid];
    expect(db.prepare('SELECT account, account_guid FROM message').raw().get()).toEqual(names);
    expect(db.prepare('SELECT account_login, account_id FROM chat').raw().get()).toEqual(names);
  });
});
