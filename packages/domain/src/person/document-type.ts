import { z } from 'zod';

/** Kinds of identity documents (domain.md, Identity) with the words of the drop-down. */
export const DOCUMENT_TYPES = {
  resident_id: '居民身份证',
  hmt_residence: '港澳台居民居住证',
  foreign_permanent: '外国人永久居留身份证',
  passport: '护照',
  hm_travel: '港澳居民来往内地通行证',
  tw_travel: '台湾居民来往大陆通行证',
} as const;

export type DocumentType = keyof typeof DOCUMENT_TYPES;
export const documentType = z.enum(Object.keys(DOCUMENT_TYPES) as [DocumentType, ...DocumentType[]]);
