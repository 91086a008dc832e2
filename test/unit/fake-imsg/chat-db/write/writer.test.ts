import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { chatDbTemplate } from '../../../../../fake-imsg/chat-db/schema/schema.ts';
import { createChatWriter } from '../../../../../fake-imsg/chat-db/write/writer.ts';

const SEQUENCE = "SELECT value FROM _SqliteDatabaseProperties WHERE key = '__CSDBRecordSequenceNumber'";

describe('a writer of chat.db', () => {
  it('raises the sequence number by one with every saved record (file-1)', () => {
    const db = new Database(chatDbTemplate());
    const writer = createChatWriter(db);
    writer.save(() => writer.insert('handle', { id: '+15550001111', service: 'iMessage' }));
    writer.save(() => writer.insert('handle', { id: '+15550001112', service: 'iMessage' }));
    expect(db.prepare(SEQUENCE).pluck().get()).toBe('2');
  });

  it('undoes the number with the record when the record cannot be saved', () => {
    const db = new Database(chatDbTemplate());
    const writer = createChatWriter(db);
    expect(() => writer.save(() => writer.insert('handle', { id: null, service: 'iMessage' }))).toThrow(
      'NOT NULL',
    );
    expect(db.prepare(SEQUENCE).pluck().get()).toBe('0');
  });

  it('leaves out columns and tables that an older file lacks', () => {
    const db = new Database(':memory:');
    db.exec('CREATE TABLE handle (ROWID INTEGER PRIMARY KEY, id TEXT NOT NULL, service TEXT NOT NULL)');
    const writer = createChatWriter(db);
    expect(writer.has('chat_lookup')).toBe(false);
    const row = { id: '+15550001111', service: 'SMS', person_centric_id: null };
    expect(writer.save(() => writer.insert('handle', row))).toBe(1);
    expect(db.prepare('SELECT * FROM handle').all()).toEqual([
      { ROWID: 1, id: '+15550001111', service: 'SMS' },
    ]);
  });
});
