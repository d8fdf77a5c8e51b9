import { FileRefused } from '@huzhu/domain/roster/file-refusal';
import { corrupt } from './corrupt.ts';
import type { Archive, ArchivePart } from './open-archive.ts';
import { notXlsx } from './sniff-file.ts';
import { isTrue, readXml, type XmlAttributes } from './xml-reader.ts';

export interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly part: ArchivePart;
}

export interface WorkbookParts {
  readonly sheets: readonly Sheet[];
  readonly date1904: boolean;
  readonly sharedStrings: ArchivePart | undefined;
  readonly styles: ArchivePart | undefined;
}

interface Relationship {
  readonly type: string;
  readonly target: string;
}

const MAX_SHEETS = 500;
const MAX_RELATIONSHIPS = 10_000;
const LONGEST_NAME = 31;

/**
 * Finds the parts of the workbook the way Office does: `_rels/.rels` → workbook → its relationships.
 * Relationship types are compared by their last segment, which strict and transitional OOXML share.
 * @throws FileRefused FILE_NOT_XLSX (another kind of zip), FILE_MACRO, FILE_CORRUPT
 */
export async function readWorkbookParts(archive: Archive): Promise<WorkbookParts> {
  await refuseOtherPackages(archive);
  const roots = await readRelationships(archive, '_rels/.rels', '');
  const workbookPath = [...roots.values()].find((rel) => rel.type === 'officeDocument')?.target ?? 'xl/workbook.xml';
  const workbook = archive.part(workbookPath);
  if (!workbook) throw corrupt('缺少工作簿部分');

  const slash = workbook.name.lastIndexOf('/');
  const folder = workbook.name.slice(0, slash + 1);
  const rels = await readRelationships(archive, `${folder}_rels/${workbook.name.slice(slash + 1)}.rels`, folder);
  const one = (type: string) => {
    const rel = [...rels.values()].find((candidate) => candidate.type === type);
    return rel && archive.part(rel.target);
  };

  const sheets: Sheet[] = [];
  let date1904 = false;
  let root = '';
  await readXml(workbook.read(), {
    open(local, attributes, depth) {
      if (depth === 1) root = local;
      else if (local === 'workbookPr' && depth === 2) date1904 = isTrue(attributes.date1904);
      else if (local === 'sheet' && depth === 3) {
        const rel = rels.get(relationshipId(attributes));
        if (!rel) throw corrupt('工作表没有内容');
        if (rel.type.toLowerCase().endsWith('macrosheet')) throw new FileRefused('FILE_MACRO');
        if (rel.type !== 'worksheet') return;
        const part = archive.part(rel.target);
        if (!part || sheets.length >= MAX_SHEETS) throw corrupt('工作表没有内容');
        sheets.push({ name: shownName(attributes.name ?? ''), hidden: isHidden(attributes.state), part });
      }
    },
    close() {},
    text() {},
  });
  if (root !== 'workbook') throw corrupt('缺少工作簿部分');
  return { sheets, date1904, sharedStrings: one('sharedStrings'), styles: one('styles') };
}

/** .xlsb, .ods, .docx and other zips are named; macros are refused whatever the file is called. */
async function refuseOtherPackages(archive: Archive): Promise<void> {
  const names = archive.names.map((name) => name.toLowerCase());
  const has = (test: (name: string) => boolean) => names.some(test);
  if (has((name) => /^xl\/workbook\.bin$/.test(name))) throw notXlsx(' Excel 二进制工作簿（.xlsb）');
  if (names.includes('mimetype') && names.includes('content.xml')) throw notXlsx(' OpenDocument 表格（.ods）');
  if (has((name) => name.startsWith('word/'))) throw notXlsx(' Word 文档（.docx）');
  if (has((name) => name.startsWith('ppt/'))) throw notXlsx('演示文稿（.pptx）');
  if (has((name) => name.endsWith('.iwa'))) throw notXlsx(' Numbers 表格（.numbers）');
  if (has((name) => name.endsWith('vbaproject.bin') || name.startsWith('xl/macrosheets/'))) {
    throw new FileRefused('FILE_MACRO');
  }
  const contentTypes = archive.part('[Content_Types].xml');
  if (!contentTypes) {
    throw has((name) => name.startsWith('xl/')) ? corrupt('缺少内容类型部分') : notXlsx(' ZIP 压缩包');
  }
  let types = '';
  await readXml(contentTypes.read(), {
    open(_local, attributes) {
      types = `${attributes.ContentType ?? ''}`.toLowerCase();
      if (types.includes('macroenabled') || types.includes('vbaproject')) throw new FileRefused('FILE_MACRO');
    },
    close() {},
    text() {},
  });
}

async function readRelationships(archive: Archive, path: string, folder: string): Promise<Map<string, Relationship>> {
  const found = new Map<string, Relationship>();
  const part = archive.part(path);
  if (!part) return found;
  await readXml(part.read(), {
    open(local, attributes) {
      // A link to outside is never followed, and no part that is read may be one.
      if (local !== 'Relationship' || attributes.TargetMode === 'External') return;
      const type = attributes.Type ?? '';
      const id = attributes.Id ?? '';
      if (found.has(id)) throw corrupt('部件关系重复');
      if (found.size >= MAX_RELATIONSHIPS) throw corrupt('部件关系过多');
      found.set(id, { type: type.slice(type.lastIndexOf('/') + 1), target: resolve(folder, attributes.Target ?? '') });
    },
    close() {},
    text() {},
  });
  return found;
}

/** The name in the archive of a relationship's target; `/xl/a.xml`, `../xl/a.xml`, `b\\a.xml` and `a%20b.xml` all occur. */
function resolve(folder: string, target: string): string {
  let decoded = target.replaceAll('\\', '/');
  try {
    decoded = decodeURIComponent(decoded);
  } catch {
    // A stray percent sign: the name is taken as it stands, and most likely not found.
  }
  const segments: string[] = [];
  for (const segment of (decoded.startsWith('/') ? decoded : `${folder}${decoded}`).split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return segments.join('/');
}

function relationshipId(attributes: XmlAttributes): string {
  const name = Object.keys(attributes).find((key) => key.endsWith(':id'));
  return (name && attributes[name]) ?? '';
}

/** As a sentence can quote it: Excel allows 31 characters; marks that turn or hide text are left out. */
function shownName(name: string): string {
  const characters = [...name.slice(0, 1000).replace(/[\p{Cc}\p{Cf}]/gu, '')];
  return characters.length > LONGEST_NAME ? `${characters.slice(0, LONGEST_NAME).join('')}…` : characters.join('');
}

function isHidden(state: string | undefined): boolean {
  return state === 'hidden' || state === 'veryHidden';
}
