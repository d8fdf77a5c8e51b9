import { errorSentence } from '@huzhu/domain/error/error-codes';
import { guessColumns } from '@huzhu/domain/roster/guess-columns';
import { LONGEST_PASTE, MOST_PASTED } from '@huzhu/domain/roster/paste.schema';
import { readClipboard } from '@huzhu/domain/roster/read-clipboard';
import type { RosterField } from '@huzhu/domain/roster/roster-field';
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { trpc } from '../app/trpc.ts';
import type { RosterColumn } from './roster-columns.ts';
import type { PasteStart } from './use-paste.ts';
import type { RosterRows } from './use-roster-rows.ts';

const PAUSE_MS = 300;

interface PreviewInput {
  readonly number: string;
  readonly start: PasteStart;
  readonly rows: RosterRows;
  readonly columns: readonly RosterColumn[];
}

/** What is pasted, where to, and what the server says it would become. */
export function usePastePreview({ number, start, rows, columns }: PreviewInput) {
  const [text, setText] = useState(start.text);
  const [asked, setAsked] = useState(start.text);
  const [chosen, setChosen] = useState<(RosterField | null)[] | null>(null);
  const [over, setOver] = useState(() => start.text !== '' && !holdsPersons(start.text));
  const cells = useMemo(() => readClipboard(asked), [asked]);

  useEffect(() => {
    if (text === asked) return;
    const timer = setTimeout(() => {
      setAsked(text);
      setChosen(null);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, asked]);

  const first = start.at ? rows.rows.findIndex((row) => row.rowNumber === start.at?.rowNumber) : -1;
  const isOver = over && first >= 0;
  const beneath = isOver ? rows.rows.slice(first, first + Math.min(cells.length, MOST_PASTED)) : [];
  // The list is fetched as far as the block reaches.
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = rows.query;
  const isShort = isOver && beneath.length < cells.length && hasNextPage;
  useEffect(() => {
    if (isShort && !isFetchingNextPage) void fetchNextPage();
  }, [isShort, isFetchingNextPage, fetchNextPage]);

  const isTooLong = asked.length > LONGEST_PASTE || cells.length > MOST_PASTED + 1;
  const fields = columns.slice(columns.findIndex(({ field }) => field === start.at?.field)).map(({ field }) => field);
  const query = useQuery({
    ...trpc.roster.previewPaste.queryOptions(
      cells.length === 0 || isTooLong || isShort
        ? skipToken
        : {
            number,
            text: asked,
            columns: chosen,
            over: isOver ? { rowNumbers: beneath.map((row) => row.rowNumber), fields } : null,
          },
    ),
    staleTime: 0,
    gcTime: 0,
    placeholderData: keepPreviousData,
  });
  const isCurrent = text === asked && !query.isPlaceholderData && !query.isFetching;

  return {
    text,
    setText,
    /** What was pasted, cell by cell. */
    cells,
    isOver,
    mayBeOver: first >= 0,
    setOver(next: boolean) {
      setOver(next);
      setChosen(null);
    },
    tooLong: isTooLong
      ? errorSentence('PASTE_TOO_LONG', {
          limit: MOST_PASTED.toLocaleString('en-US'),
          rows: cells.length.toLocaleString('en-US'),
        })
      : null,
    query,
    data: cells.length === 0 || isTooLong ? undefined : query.data,
    isCurrent,
    /** A field stands for one column: choosing it anew frees the column that had it. */
    choose(at: number, field: RosterField | null) {
      const now = query.data?.columns ?? [];
      setChosen(now.map((old, index) => (index === at ? field : old === field ? null : old)));
    },
  };
}

export type PastePreviewing = ReturnType<typeof usePastePreview>;

/** Whole persons that are pasted at a cell were hardly meant to stand in the place of others. */
function holdsPersons(text: string): boolean {
  const cells = readClipboard(text);
  const found = guessColumns(cells.length > 1 ? cells.slice(1) : cells, ['name', 'idNumber']);
  return found.includes('name') && found.includes('idNumber');
}
