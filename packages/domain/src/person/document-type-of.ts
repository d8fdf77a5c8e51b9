import { DOCUMENT_TYPES, type DocumentType } from './document-type.ts';
import { normaliseText } from './normalise-text.ts';

/** The words that units write instead of the six of the drop-down. */
const ALIASES: Readonly<Record<DocumentType, readonly string[]>> = {
  resident_id: [
    '身份证',
    '居民身份证',
    '二代身份证',
    '二代证',
    '第二代身份证',
    '第二代居民身份证',
    '二代居民身份证',
    '中国居民身份证',
    '中华人民共和国居民身份证',
    '大陆身份证',
    '大陆居民身份证',
    '内地身份证',
    '内地居民身份证',
    '公民身份证',
    '公民身份号码',
    '身份证件',
    '身份证号',
    '身份证号码',
    'ID',
    'IDCARD',
    'RESIDENTIDCARD',
  ],
  hmt_residence: [
    '港澳台居住证',
    '港澳台居民居住证',
    '中华人民共和国港澳台居民居住证',
    '港澳居民居住证',
    '港澳居住证',
    '台湾居民居住证',
    '台湾居住证',
    '香港居民居住证',
    '澳门居民居住证',
  ],
  foreign_permanent: [
    '外国人永久居留身份证',
    '外国人永久居留证',
    '中华人民共和国外国人永久居留身份证',
    '外国人永居证',
    '永久居留身份证',
    '永久居留证',
    '永居证',
    '外国人居留证',
    '五星卡',
  ],
  passport: ['护照', '外国护照', '外籍护照', '中国护照', '普通护照', '因私护照', '外国人护照', 'PASSPORT'],
  hm_travel: [
    '港澳居民来往内地通行证',
    '港澳来往内地通行证',
    '港澳居民往来内地通行证',
    '港澳通行证',
    '港澳居民通行证',
    '来往内地通行证',
    '回乡证',
    '回乡卡',
  ],
  tw_travel: [
    '台湾居民来往大陆通行证',
    '台湾居民往来大陆通行证',
    '台湾来往大陆通行证',
    '台湾居民通行证',
    '台湾通行证',
    '来往大陆通行证',
    '台胞证',
  ],
};

const TYPE_OF_WORD: ReadonlyMap<string, DocumentType> = new Map(
  (Object.keys(DOCUMENT_TYPES) as DocumentType[]).flatMap((type) =>
    [type.toUpperCase(), ...ALIASES[type]].map((word) => [word, type] as const),
  ),
);

/** The document type that a cell names: the word of the drop-down, an alias, or the code; undefined when unknown. */
export function documentTypeOf(text: string): DocumentType | undefined {
  const known = TYPE_OF_WORD.get(text);
  if (known) return known;
  const word = normaliseText(text)
    .text.replace(/[([【].*$/u, '')
    .replaceAll(' ', '')
    .toUpperCase();
  return TYPE_OF_WORD.get(word);
}
