/** 互助会热线 (manual, chapter 4); stands on every page. */
export const HOTLINE = '0755-83282383';
