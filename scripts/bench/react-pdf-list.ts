import { createRequire } from 'node:module';
import type { InsuredList, ListedPerson } from '@huzhu/documents/pdf/document-facts';
import { type ListFacts, SHORT_DOCUMENT_TYPES } from '@huzhu/documents/pdf/write-list';
import { Document, Font, Page, renderToBuffer, StyleSheet, Text, View } from '@react-pdf/renderer';
import { createElement as h } from 'react';

const LINES_A_PAGE = 40;
const resolve = createRequire(import.meta.url).resolve;

const COLUMNS = [
  { head: '序号', width: 28, right: true, cell: (person: ListedPerson) => String(person.sequence) },
  { head: '姓名', width: 82, cell: (person: ListedPerson) => person.name },
  { head: '证件类型', width: 45, cell: (person: ListedPerson) => SHORT_DOCUMENT_TYPES[person.documentType] },
  { head: '证件号码', width: 91, cell: (person: ListedPerson) => person.maskedNumber },
  { head: '份数', width: 28, right: true, cell: (person: ListedPerson) => String(person.tranches[0]?.shares) },
  { head: '保障起日', width: 55, cell: (person: ListedPerson) => person.tranches[0]?.start },
  { head: '保障止日', width: 55, cell: (person: ListedPerson) => person.tranches[0]?.end },
  { head: '免责期满', width: 55, cell: (person: ListedPerson) => person.tranches[0]?.waitEnds ?? '—' },
  { head: '类别', width: 32.28, cell: (person: ListedPerson) => person.tranches[0]?.category },
] as const;

const styles = StyleSheet.create({
  page: {
    paddingTop: 50,
    paddingHorizontal: 62,
    fontFamily: ['Sans', 'Rare'],
    fontSize: 8.8,
    lineHeight: 1.25,
    color: '#1A1A1A',
  },
  title: { flexDirection: 'row', justifyContent: 'space-between', borderBottomWidth: 0.8, height: 26 },
  heading: { fontSize: 15 },
  grey: { color: '#5A5A5A' },
  head: { flexDirection: 'row', height: 19, paddingTop: 4, backgroundColor: '#F6F3EF', borderTopWidth: 1.1 },
  row: { flexDirection: 'row', height: 15.6, paddingTop: 3, borderTopWidth: 0.4, borderTopColor: '#E2DED9' },
  footer: { position: 'absolute', left: 62, right: 62, top: 795, fontSize: 7.5, color: '#5A5A5A' },
});
const columnStyles = StyleSheet.create(
  Object.fromEntries(
    COLUMNS.map((column) => [
      column.head,
      { width: column.width, paddingHorizontal: 4, textAlign: 'right' in column ? 'right' : 'left' },
    ]),
  ),
);

/**
 * The list of insured as whoever knows react-pdf well would write it: explicit pages, so that nothing is laid out twice, styles
 * made once, the faces of ours and the rare one as fallback. One tranche a person.
 */
export async function reactPdfList({ lists, title, belongsTo, footer }: ListFacts): Promise<Uint8Array> {
  Font.register({
    family: 'Sans',
    src: resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
  });
  Font.register({ family: 'Rare', src: resolve('@huzhu/documents/fonts/HuzhuRareHan-Regular.ttf') });
  // Nothing in a list is hyphenated; looking for it takes time.
  Font.registerHyphenationCallback((word) => [word]);
  const pages = lists.flatMap((list) => {
    const count = Math.ceil(list.persons.length / LINES_A_PAGE);
    return Array.from({ length: count }, (_, index) => pageOf(list, index, count, { title, belongsTo, footer }));
  });
  return renderToBuffer(h(Document, { title, language: 'zh-CN' }, ...pages));
}

function pageOf(
  { plan, start, end, persons }: InsuredList,
  index: number,
  count: number,
  { title, belongsTo, footer }: Pick<ListFacts, 'title' | 'belongsTo' | 'footer'>,
) {
  const here = persons.slice(index * LINES_A_PAGE, (index + 1) * LINES_A_PAGE);
  return h(
    Page,
    { key: index, size: 'A4', style: styles.page },
    h(
      View,
      { style: styles.title },
      h(Text, { style: styles.heading }, `附件　${title}`),
      h(Text, { style: styles.grey }, belongsTo),
    ),
    h(Text, { style: styles.grey }, `${plan.name}　保障期间 ${start} 0时 至 ${end} 24时　共 ${persons.length} 人`),
    h(
      View,
      { style: styles.head },
      ...COLUMNS.map(({ head }) => h(Text, { key: head, style: columnStyles[head] ?? {} }, head)),
    ),
    ...here.map((person) =>
      h(
        View,
        { key: person.sequence, style: styles.row },
        ...COLUMNS.map(({ head, cell }) => h(Text, { key: head, style: columnStyles[head] ?? {} }, cell(person))),
      ),
    ),
    h(Text, {}, `本页 ${here.length} 人　${index + 1 === count ? '（以下空白）' : '接下页'}`),
    h(
      View,
      { style: styles.footer },
      h(Text, {}, `${footer.text}　第 ${index + 1} 页 / 共 ${count} 页`),
      h(Text, {}, footer.remark),
    ),
  );
}
