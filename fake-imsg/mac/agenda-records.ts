import type { Database } from 'better-sqlite3';
import type { Contact } from '../device/contact.ts';
import type { DeviceEffect, Facts, SentRecord } from '../device/device.ts';
import { AWAKE, type MacState } from '../device/mac-state.ts';
import type { Agenda } from './agenda.ts';
import { openFaultTable } from './fault-table.ts';

const SENT = `SELECT event_id AS eventId, guid, rowid_of_message AS rowid, chat_guid AS chatGuid,
    service, text, styles, file, transport, subject, effect, thread, is_audio AS isAudio, at_ms AS atMs
  FROM sent ORDER BY at_ms, seq`;

type Absent = 'file' | 'subject' | 'effect' | 'thread';
type SentRow = Omit<SentRecord, Absent | 'styles' | 'isAudio'> &
  Readonly<Record<Absent | 'styles', string | null>> & { readonly isAudio: 0 | 1 };

function withoutNulls({ styles, file, subject, effect, thread, isAudio, ...sent }: SentRow): SentRecord {
  return {
    ...sent,
    ...(styles !== null && { styles: JSON.parse(styles) as SentRecord['styles'] & object }),
    ...(file !== null && { file }),
    ...(isAudio === 1 && { isAudio: true }),
    ...(subject !== null && { subject }),
    ...(effect !== null && { effect }),
    ...(thread !== null && { thread }),
  };
}

/** What a device.db holds besides what is still to happen. */
export type AgendaRecords = Omit<Agenda, 'add' | 'applyDue' | 'nextDueMs' | 'pending' | 'close'> & {
  /** Reads the state afresh: another process may have changed it, at a due time at which this one steps too. */
  refreshState(): void;
};

export function openAgendaRecords(db: Database): AgendaRecords {
  const insertSent = db.prepare(`INSERT OR IGNORE INTO sent
    (event_id, guid, rowid_of_message, chat_guid, service, text, styles, file, transport, subject, effect, thread,
     is_audio, at_ms)
    VALUES ($eventId, $guid, $rowid, $chatGuid, $service, $text, $styles, $file, $transport, $subject, $effect, $thread,
     $audio, $atMs)`);
  const selectSent = db.prepare<[], SentRow>(SENT);
  const faults = openFaultTable(db);
  const insertEffect = db.prepare('INSERT OR IGNORE INTO effect (key, json) VALUES (?, ?)');
  const selectEffects = db.prepare<[], string>('SELECT json FROM effect ORDER BY seq').pluck();
  return {
    ...settings(db),
    recordSent(sent) {
      const { isAudio, styles, ...rest } = sent;
      insertSent.run({
        file: null,
        subject: null,
        effect: null,
        thread: null,
        ...rest,
        styles: styles ? JSON.stringify(styles) : null,
        audio: isAudio ? 1 : 0,
      });
    },
    sent: () => selectSent.all().map(withoutNulls),
    recordFault: faults.add,
    faults: faults.all,
    countOccasion: faults.countOccasion,
    clearFaults: faults.clear,
    recordEffect(effect) {
      insertEffect.run(effect.key, JSON.stringify(effect));
    },
    effects: () => selectEffects.all().map((json) => JSON.parse(json) as DeviceEffect),
    ...contactsOf(db),
  };
}

function contactsOf(db: Database): Pick<Agenda, 'contacts' | 'addContacts'> {
  const insert = db.prepare('INSERT OR IGNORE INTO contact (key, json) VALUES (?, ?)');
  const select = db.prepare<[], string>('SELECT json FROM contact ORDER BY seq').pluck();
  const newest = db.prepare<[], number>('SELECT COALESCE(MAX(seq), 0) FROM contact').pluck();
  let known: { readonly seq: number; readonly contacts: readonly Contact[] } = { seq: 0, contacts: [] };
  return {
    addContacts: (key, contacts) => void insert.run(key, JSON.stringify(contacts)),
    contacts() {
      const seq = newest.get()!;
      if (seq !== known.seq) {
        known = { seq, contacts: select.all().flatMap((json) => JSON.parse(json) as Contact[]) };
      }
      return known.contacts;
    },
  };
}

type Settings = Pick<AgendaRecords, 'facts' | 'changeFacts' | 'state' | 'changeState' | 'refreshState'>;

function settings(db: Database): Settings {
  const select = db.prepare<[string], string>('SELECT value FROM setting WHERE key = ?').pluck();
  const replace = db.prepare('INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)');
  const facts = () => JSON.parse(select.get('facts')!) as Facts;
  // Asked for at every look at the clock, and to the very end of a process.
  let known: MacState | null = null;
  const state = () => {
    if (!known && db.open) known = JSON.parse(select.get('state') ?? 'null') as MacState | null;
    known ??= AWAKE;
    return known;
  };
  return {
    facts,
    changeFacts: (change) => void replace.run('facts', JSON.stringify({ ...facts(), ...change })),
    state,
    changeState(change) {
      known = { ...state(), ...change };
      replace.run('state', JSON.stringify(known));
    },
    refreshState() {
      known = null;
    },
  };
}
