import { APPROVAL_TABLES } from './sqlite/schema-approvals.ts';
import { JOURNAL_TABLES } from './sqlite/schema-journal.ts';
import { NOTE_TABLES } from './sqlite/schema-notes.ts';
import { PAIRING_TABLES } from './sqlite/schema-pairing.ts';
import { TURN_TABLES } from './sqlite/schema-turns.ts';

/** Marks a SQLite file as an imgate store: "imgt" in the header. */
export const APPLICATION_ID = 0x69_6d_67_74;

/** The script at index n takes a store from version n to n + 1. A released script never changes. */
export const MIGRATIONS: readonly string[] = [
  JOURNAL_TABLES + TURN_TABLES + NOTE_TABLES + PAIRING_TABLES + APPROVAL_TABLES,
];

/** The version this imgate writes, kept as `user_version`. */
export const SCHEMA_VERSION = MIGRATIONS.length;
