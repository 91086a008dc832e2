import Database from 'better-sqlite3';
import { type Owner, ownerOf } from '../chat-db/schema/owner.ts';
import type { Facts } from '../device/device.ts';

const VERSION = 7;

const SCHEMA = `
  CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE event (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, json TEXT NOT NULL,
    at_ms REAL NOT NULL);
  CREATE TABLE due (at_ms REAL NOT NULL, event_seq INTEGER NOT NULL REFERENCES event (seq),
    ordinal INTEGER NOT NULL, written_by TEXT NOT NULL, PRIMARY KEY (at_ms, event_seq, ordinal)) WITHOUT ROWID;
  CREATE TABLE sent (seq INTEGER PRIMARY KEY AUTOINCREMENT, event_id TEXT NOT NULL UNIQUE,
    guid TEXT NOT NULL, rowid_of_message INTEGER, chat_guid TEXT NOT NULL, service TEXT NOT NULL,
    text TEXT NOT NULL, styles TEXT, file TEXT, transport TEXT NOT NULL, subject TEXT, effect TEXT, thread TEXT,
    is_audio INTEGER NOT NULL, at_ms REAL NOT NULL);
  CREATE TABLE fault (seq INTEGER PRIMARY KEY AUTOINCREMENT, event_id TEXT NOT NULL UNIQUE,
    fault TEXT NOT NULL, value TEXT NOT NULL, strikes_when TEXT NOT NULL, seen INTEGER NOT NULL DEFAULT 0,
    at_ms REAL NOT NULL, until_ms REAL);
  CREATE TABLE contact (seq INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, json TEXT NOT NULL);
  CREATE TABLE effect (seq INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, json TEXT NOT NULL);
  PRAGMA user_version = ${VERSION};`;

/** What a device folder was made with. */
export interface DeviceSettings {
  readonly owner: Owner;
  /** See `Device.build`. */
  readonly build: string | null;
}

export interface NewDeviceSettings {
  readonly facts: Facts;
  readonly ownerHandle: string;
  /** See `Device.build`. Default: none. */
  readonly build?: string | undefined;
}

/** Makes the device.db of a new device. */
export function createDeviceDb(path: string, { facts, ownerHandle, build }: NewDeviceSettings): void {
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.transaction(() => {
    db.exec(SCHEMA);
    const setting = db.prepare('INSERT INTO setting (key, value) VALUES (?, ?)');
    setting.run('facts', JSON.stringify(facts));
    setting.run('initial facts', JSON.stringify(facts));
    setting.run('owner', ownerHandle);
    if (build !== undefined) setting.run('build', build);
  })();
  db.close();
}

/** Whether the file at `path` is the device.db of a device, of whatever version. */
export const isDeviceDb = (path: string): boolean => settingIn(path, 'initial facts') !== null;

/** See `Device.build`; null also where there is no device. */
export const buildOfDevice = (path: string): string | null => settingIn(path, 'build');

function settingIn(path: string, key: string): string | null {
  let db: Database.Database | null = null;
  try {
    db = new Database(path, { readonly: true, fileMustExist: true });
    const value = db.prepare<[string], string>('SELECT value FROM setting WHERE key = ?').pluck();
    return value.get(key) ?? null;
  } catch {
    return null;
  } finally {
    db?.close();
  }
}

/** Opens the device.db of a device that stands. The file must exist. */
export function openDeviceDb(path: string): { db: Database.Database; settings: DeviceSettings } {
  const db = new Database(path, { fileMustExist: true });
  const version = db.pragma('user_version', { simple: true });
  if (version !== VERSION) {
    db.close();
    throw new Error(`${path} has version ${version}, this program reads ${VERSION}; make the device again.`);
  }
  db.pragma('synchronous = OFF');
  const value = db.prepare<[string], string>('SELECT value FROM setting WHERE key = ?').pluck();
  return { db, settings: { owner: ownerOf(value.get('owner')!), build: value.get('build') ?? null } };
}
