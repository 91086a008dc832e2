import { describe, expect, it } from 'vitest';
import { COMMIT_ROWS_MAX, createCommitSize } from '../../../../engine/source/commit-size.ts';

describe('the rows of a commit (ruling-40)', () => {
  it('are many where they are quick', () => {
    const size = createCommitSize();
    expect(size.rows()).toBe(COMMIT_ROWS_MAX);
    for (let commit = 0; commit < 20; commit += 1) size.took(size.rows(), size.rows() * 0.15);
    expect(size.rows()).toBe(COMMIT_ROWS_MAX);
  });

  it('are as many as take 20 ms where they are slow, and never fewer than 64', () => {
    const size = createCommitSize();
    size.took(100, 25);
    expect(size.rows()).toBe(80);
    size.took(80, 20);
    expect(size.rows()).toBe(80);
    size.took(80, 400);
    expect(size.rows()).toBe(64);
    for (let commit = 0; commit < 20; commit += 1) size.took(64, 300);
    expect(size.rows()).toBe(64);
  });

  it('grow again, by and by, as commits get quicker', () => {
    const size = createCommitSize();
    size.took(128, 400);
    const rows = [];
    for (let commit = 0; commit < 20; commit += 1) {
      size.took(size.rows(), size.rows() * 0.1);
      rows.push(size.rows());
    }
    expect(rows[0]).toBe(80);
    expect(rows.at(-1)).toBe(COMMIT_ROWS_MAX);
  });

  it('are not fewer because of what a commit takes whatever its rows', () => {
    const size = createCommitSize();
    for (let commit = 0; commit < 40; commit += 1) size.took(1, 30);
    size.took(128, 45);
    expect(size.rows()).toBe(COMMIT_ROWS_MAX);
    // The disk has become quick.
    size.took(2, 1);
    size.took(128, 45);
    expect(size.rows()).toBe(64);
  });

  it('say nothing where a commit had to wait', () => {
    const size = createCommitSize();
    size.took(128, 5_000);
    expect(size.rows()).toBe(COMMIT_ROWS_MAX);
  });
});
